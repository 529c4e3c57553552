"""The translations of a language, read from its `.po` file as translators and tools write it.

Babel reads such files too, with what only their editors need: 2 MB, kept for as long as the program runs.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from gettext import NullTranslations
from itertools import groupby
from pathlib import Path

Entry = dict[str, str]  # msgid, msgid_plural, msgstr or msgstr[0] …: the text


class Catalogue(NullTranslations):
    """Sentences in one language; one that is missing stays as it is.

    Of the forms that a number asks for there is one, as in Chinese, or the English two.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._said: dict[str, str] = {}
        self._counted: dict[str, list[str]] = {}
        for entry in _entries(file.read_text(encoding="utf-8")):
            forms = [text for key, text in entry.items() if key.startswith("msgstr")]
            if all(forms):
                self._said[entry["msgid"]] = forms[0]
                if "msgid_plural" in entry:
                    self._counted[entry["msgid"]] = forms

    def gettext(self, message: str) -> str:
        """Return a sentence in this language."""
        return self._said.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the sentence in this language that fits a number."""
        forms = self._counted.get(msgid1, [msgid1, msgid2])
        return forms[0] if n == 1 else forms[-1]


def _entries(text: str) -> Iterator[Entry]:
    """Read what stands between blank lines, unless it is out of use or marked as a guess."""
    for is_blank, some in groupby(text.splitlines(), key=lambda line: not line.strip()):
        lines = [] if is_blank else list(some)
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        entry: Entry = defaultdict(str)
        key = ""
        for line in lines:
            if line.startswith("#"):
                continue
            name = line[: line.index('"')].strip()
            key = name or key
            entry[key] += json.loads(line[line.index('"') :])
        if entry["msgid"]:
            yield entry
