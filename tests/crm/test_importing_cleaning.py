"""Values are cleaned as they are written."""

import random
from datetime import date

import pytest

from crm.cleaning import clean_city, clean_email, clean_grade, clean_note, clean_text, read_day
from crm.phones import e164, split_numbers
from storage.name_keys import name_key


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  华信科技\u3000有限公司 ", "华信科技 有限公司"),
        ("华信\u200b科技\ufeff", "华信科技"),
        ("Ａｃｍｅ\tＰｕｍｐｓ\xa0Ltd", "Acme Pumps Ltd"),
        ("盛达电子（深圳）", "盛达电子(深圳)"),
        ("a\x00b\x1b", "ab"),
        ("\u202eevil", "evil"),
        ("无", None),
        (" N/A ", None),
        ("--", None),
        (" \u200b ", None),
        ("O'Neil & Sons", "O'Neil & Sons"),
    ],
)
def test_text_becomes_one_visible_line(typed: str, clean: str | None) -> None:
    assert clean_text(typed) == clean


def test_a_note_keeps_its_lines_and_its_chinese_punctuation() -> None:
    assert (
        clean_note(" 王总，看了机房。 \n\n 预算：\u200b5万  元 ")
        == "王总，看了机房。\n预算：5万 元"
    )
    assert clean_note("\n无\n") is None


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("A级", "A"), ("a", "A"), ("Ａ", "A"), ("重点", "A"), ("重点客户", "A"), ("★★★", "A"), ("VIP", "A"),
        ("Tier B", "B"), ("普通", "B"), ("grade c", "C"), ("C 级", "C"), ("低", "C"), ("待定", None), ("AB", None),
    ],
)  # fmt: skip
def test_a_grade_is_read_in_many_words(said: str, grade: str | None) -> None:
    assert clean_grade(said) == grade


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("上海市", "上海"),
        ("江苏省苏州市工业园区", "苏州"),
        ("广西壮族自治区南宁市", "南宁"),
        ("臺北市", "台北"),
        ("沙市", "沙市"),
        ("LEEDS", "Leeds"),
        ("San Diego", "San Diego"),
    ],
)
def test_a_city_has_one_name(said: str, city: str) -> None:
    assert clean_city(said) == city


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("2026.03.05", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("２０２６年３月５日", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026-03-05 10:30", date(2026, 3, 5)),
        ("5 March 2026", date(2026, 3, 5)),
        ("5th Mar 2026", date(2026, 3, 5)),
        ("March 5, 2026", date(2026, 3, 5)),
        ("5-Mar-2026", date(2026, 3, 5)),
        ("3月5日", None),
        ("2026-02-30", None),
        ("5 Foo 2026", None),
        ("上周三", None),
    ],
)
def test_a_day_is_read_only_where_it_is_whole(said: str, day: date | None) -> None:
    assert read_day(said, "CN") == day


def test_day_and_month_stand_as_the_country_writes_them() -> None:
    assert read_day("3/5/2026", "US") == date(2026, 3, 5)
    assert read_day("3/5/2026", "GB") == date(2026, 5, 3)
    assert read_day("13/5/2026", "US") is None


def test_an_address_that_is_none_is_not_kept() -> None:
    assert clean_email(" mailto:Ann@EXAMPLE.com ") == "Ann@example.com"
    assert clean_email("see card") is None
    assert clean_email("a@b") is None


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("138 1234 5678", ["+8613812345678"]),
        ("１３８１２３４５６７８", ["+8613812345678"]),
        ("86-13812345678", ["+8613812345678"]),
        ("0086 138-1234-5678", ["+8613812345678"]),
        ("手机:13812345678 座机：021-62345678", ["+8613812345678", "+862162345678"]),
        ("（021）62345678转801", ["+862162345678"]),
        ("021-62345678-801", ["+862162345678"]),
        ("021-6234-5678", ["+862162345678"]),
        ("13812345678/13912345678", ["+8613812345678", "+8613912345678"]),
        ("13812345678、021-62345678", ["+8613812345678", "+862162345678"]),
        ("13812345678 13912345678", ["+8613812345678", "+8613912345678"]),
        ("13812345678(王总)", ["+8613812345678"]),
        ("400-810-0000转1", ["+864008100000"]),
        ("+44 113 496 0101 ext. 12", ["+441134960101"]),
        ("+44 (0)113 496 0101 or +1 206 555 0142", ["+441134960101", "+12065550142"]),
        ("021-62345678/79", [None]),
        ("无", []),
        ("见名片", []),
    ],
)
def test_numbers_in_a_cell_are_told_apart(cell: str, numbers: list[str | None]) -> None:
    assert [e164(number, "CN") for number in split_numbers(cell)] == numbers


def test_a_number_is_kept_as_it_was_typed() -> None:
    assert split_numbers("座机：021-6234 5678转801；138-1234-5678") == [
        "021-6234 5678转801",
        "138-1234-5678",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("华信科技有限公司", "華信科技"),
        ("华信科技股份有限公司", "华信 科技 Co., Ltd"),
        ("盛达电子（深圳）有限公司", "盛达电子(深圳)"),
        ("Acme Pumps, Ltd.", "ACME PUMPS LIMITED"),
        ("The Blue Lantern Café", "Blue-Lantern Cafe Inc"),
        ("A&B Foods", "A and B Foods LLC"),
        ("Société S.A.", "societe sa"),
    ],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("盛达电子(深圳)有限公司", "盛达电子(苏州)有限公司"),
        ("金桥集团", "金桥有限公司"),
        ("Summit Group", "Summit Ltd"),
        ("Ltd", "Inc"),
        ("★", "☆"),
    ],
)
def test_two_companies_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_the_short_way_for_chinese_mobiles_says_what_the_library_says() -> None:
    chance = random.Random(1)

    for _ in range(500):
        typed = f"1{chance.randint(0, 9)}{chance.randrange(10**9):09}"

        assert e164(typed, "CN") == e164(f"{typed[:3]} {typed[3:]}", "CN")
