"""`.vcf` files from outside: read leniently, and never the end of the reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.vcards.parsing import CARDS, parse_vcards
from storage.vcards.reading import read_vcards


def a_card(*lines: str, end: str = "\r\n") -> bytes:
    return end.join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", "")).encode()


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_folded_lines_and_escapes_are_undone(end: str) -> None:
    (card,) = parse_vcards(a_card("FN:Li ", " Na", "ORG:Acme\\, Inc\\; Ltd;Sales", end=end))

    assert (card.name, card.company) == ("Li Na", "Acme, Inc; Ltd")


def test_a_name_is_put_together_as_its_language_does() -> None:
    names = [parse_vcards(a_card(f"N:{one}"))[0].name for one in ("李;娜;;;", "Stone;Emily;;Dr;")]

    assert names == ["李娜", "Emily Stone"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:孙;国强;;;", "FN:国强 孙"), "孙国强"),
        (("FN:国强 孙", "N:孙;国强;;;"), "孙国强"),
        (("N:孙;国强;;;", "FN:老孙"), "老孙"),
        (("FN:Dr. Emily Stone", "N:Stone;Emily;;;"), "Dr. Emily Stone"),
    ],
)
def test_a_name_that_a_phone_turned_is_turned_back(lines: tuple[str, ...], name: str) -> None:
    assert parse_vcards(a_card(*lines))[0].name == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_usual_encodings_are_read(encoding: str) -> None:
    content = a_card("FN:李娜", "ORG:华信科技").decode().encode(encoding)

    assert parse_vcards(content)[0].company == "华信科技"


@pytest.mark.parametrize(
    ("written", "read"),
    [("19850302", "1985-03-02"), ("1985-03-02", "1985-03-02"), ("--0302", "03-02"), ("?", "")],
)
def test_a_birthday_is_read(written: str, read: str) -> None:
    assert parse_vcards(a_card("FN:x", f"BDAY:{written}"))[0].birthday == read


def test_more_cards_than_there_is_room_for_are_left_out() -> None:
    assert len(parse_vcards(a_card("FN:x") * (CARDS + 9))) == CARDS


def test_the_reading_process_gives_the_same() -> None:
    content = a_card("FN:李娜", "TEL:138 0013 8000")

    assert read_vcards(content) == parse_vcards(content)


@settings(max_examples=200)
@given(st.binary(max_size=400) | st.text(max_size=200).map(a_card))
def test_no_content_breaks_it(content: bytes) -> None:
    parse_vcards(content)
