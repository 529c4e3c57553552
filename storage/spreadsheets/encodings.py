"""The encoding of a text that does not name it: UTF-8, UTF-16, GB18030, Big5 or Western European."""

import codecs

from storage.spreadsheets.bounds import SheetRefused, Why

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000
# The first bytes of the everyday characters: level 1 of GB 2312 (3,755) and of Big5 (5,401).
EVERYDAY = {"gb18030": range(0xB0, 0xD8), "big5hkscs": range(0xA4, 0xC7)}


def decoded(content: bytes) -> str:
    """Return the text; SheetRefused where no encoding fits, as for a picture."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strictly(content, name)
    for name in _candidates(content):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise SheetRefused(Why.ENCODING_UNKNOWN)


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise SheetRefused(Why.ENCODING_UNKNOWN) from None


def _candidates(content: bytes) -> list[str]:
    if (wide := _wide(content[:SAMPLE])) is not None:
        return [wide]
    if _lonely(content[:SAMPLE]) > 0.7:
        return ["utf-8", "cp1252"]
    chinese = sorted(EVERYDAY, key=lambda name: -_everyday(content[:SAMPLE], name))
    return ["utf-8", *chinese]


def _wide(sample: bytes) -> str | None:
    """Return UTF-16 without its mark: separators and digits put a zero into every second byte."""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(0) > len(high) * 0.2 and high.count(0) > sample.count(0) * 0.9:
            return name
    return None


def _lonely(sample: bytes) -> float:
    """Return the share of bytes above 127 that stand alone, as accented letters do."""
    high = [byte > 127 for byte in sample]
    total = sum(high)
    pairs = zip([False, *high], high, [*high[1:], False], strict=False)
    alone = sum(one and not before and not after for before, one, after in pairs)
    return alone / total if total else 0.0


def _everyday(sample: bytes, name: str) -> float:
    """Return the share of two-byte characters that are everyday ones in this encoding."""
    common, total, at = 0, 0, 0
    everyday, trails = EVERYDAY[name], range(0xA1, 0xFF)
    while at < len(sample) - 1:
        if sample[at] < 0x81:
            at += 1
            continue
        total += 1
        in_trails = sample[at + 1] in trails or (name == "big5hkscs" and sample[at + 1] < 0x7F)
        common += sample[at] in everyday and in_trails
        at += 2
    return common / total if total else 0.0
