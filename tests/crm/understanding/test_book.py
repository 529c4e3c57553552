"""The index that a book needs: what is stored finds what is typed."""

from crm.understanding.book import MANY, Known, Person
from crm.understanding.keys import keys_of, phone_keys
from crm.understanding.memory import MemoryBook, book_of_rows
from crm.understanding.names import core_of
from crm.understanding.phones import same_number


def test_a_core_is_the_name_without_city_and_legal_form() -> None:
    assert core_of("重庆长虹桥梁工程有限公司", "重庆") == "长虹桥梁工程"
    assert core_of("盛达电子(深圳)有限公司") == "盛达电子"
    assert core_of("The Falcon Print Co., Ltd") == "falcon print"


def test_a_customer_is_stored_under_every_way_to_type_it() -> None:
    known = Known(
        1,
        "华信科技有限公司",
        phones=("138 1234 5678",),
        contacts=(Person(1, "单明"), Person(2, "Dr. Amina Yusuf")),
    )

    keys = keys_of(known)

    assert {"n:华信科技", "n:华信", "y:huaxinkeji", "y:hxkj", "p:2345678", "q:5678"} <= keys
    assert {"c:单明", "s:单", "s:shan", "c:amina yusuf", "g:yusuf"} <= keys


def test_a_number_has_the_same_keys_in_any_spelling() -> None:
    assert phone_keys("+44 113 496 0101") == phone_keys("0113-4960101")
    assert same_number("+44 113 496 0101", "0113 496 0101")
    assert not same_number("138 1234 5678", "138 1234 5679")


def test_a_crowded_key_is_cut_short_and_a_longer_one_still_finds() -> None:
    crowd = [Known(number, f"Delta Number{number}x Ltd") for number in range(1, 3 * MANY)]
    book = MemoryBook(crowd)

    hits = book.known(["n:delta", "n:delta number100x", "n:nobody"])

    assert len(hits["n:delta"]) == MANY
    assert [known.id for known in hits["n:delta number100x"]] == [100]
    assert "n:nobody" not in hits


def test_rows_of_one_name_are_one_customer_with_several_contacts() -> None:
    rows = [
        {"name": "Acme Ltd", "short_name": "Acme", "contact": "John", "phone": "+44 113 496 0101"},
        {"name": "Acme Ltd", "contact": "Mary"},
        {"name": ""},
    ]

    (known,) = book_of_rows(rows).known(["n:acme"])["n:acme"]

    assert known.aliases == ("Acme",)
    assert [person.name for person in known.contacts] == ["John", "Mary"]
