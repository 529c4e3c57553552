"""What was promised, in the words in which it was noted. Pure.

Only cue phrases count: a promise that is worded otherwise is not seen, and nothing is made up.
"""

import re

CUES = re.compile(
    r"答应|承诺|保证(?!金)|约定|说好|许诺"
    r"|\b(?:promis(?:e|ed|es|ing)|committed to|agreed to|guarantee[ds]?|gave (?:me|us) (?:his|her|their) word)\b"
    r"|\b(?:i|we|he|she|they|you)(?:'ll| will) (?:send|call|pay|bring|deliver|sign|get back|let (?:me|us|them|him|her) know)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^。！!？?；;\n]+?(?:[。！!？?；;\n]|\.(?=\s|$)|$)")


def promises_in(note: str) -> list[str]:
    """Return the sentences of a note that tell of a promise, as they were written."""
    sentences = (found[0].strip(" 。；;.\n") for found in SENTENCE.finditer(note))
    return [one for one in sentences if CUES.search(one)]
