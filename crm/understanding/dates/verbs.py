"""Which words of contact are verbs of the rep, and which are nouns or what others do: "the call", "his order"."""

import re

from crm.understanding.dates.cues import ARTICLES, CONTACT_EN, CONTACT_ZH, PRAISE, THEIR_VERB, THEN

# A verb that is no noun, or has an object.
_NO_NOUN = re.compile(
    r"(?:re)?send\b|bring|submit|ask\b|tell|give|deliver\b|see\b|get\b|take\b|prep|confirm|swing|[a-z-]+\s(?:him|her|them)\b"
)
_OBJECT = re.compile(r"\s(?:him|her|them|me|us|back)\b")


def acts_then(clause: str) -> bool:
    """Whether the next clause acts at the time just named: "call her then", 到时候催他."""
    return acts(clause) and THEN.search(clause) is not None


def acts(clause: str) -> bool:
    """Whether a clause has a verb of contact."""
    return bool(CONTACT_ZH.search(clause) or own(CONTACT_EN, clause))


def own(pattern: re.Pattern[str], words: str) -> list[re.Match[str]]:
    """Matches that are verbs: a word behind an article is a noun ("the call", "his order")."""
    found = []
    for match in pattern.finditer(words):
        if words.startswith((":", " from "), match.end()):
            continue  # "Greenfield call: Bill says ...", "message from Amina"
        last = words[: match.start()].rsplit(maxsplit=2)[-2:]
        if _NO_NOUN.match(words, match.start()):
            last = [word for word in last if word not in PRAISE]  # "went great send it fri"
        if _OBJECT.match(words, match.end()):
            last = last[-1:]  # "left it with his son call him tonight"
        if not ARTICLES.intersection(last) and not THEIR_VERB.search(words, 0, match.start()):
            found.append(match)
    return found


def last_end(pattern: re.Pattern[str], words: str) -> int:
    """Where the last match ends, -1 where there is none."""
    return max((match.end() for match in pattern.finditer(words)), default=-1)
