"""What the index finds, and in which order, is what a scan of every customer finds."""

import unicodedata

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.search.entries import seen_by
from crm.search.looking import look_for
from crm.search.query import read_query
from crm.understanding.names import core_of
from crm.understanding.syllables import readings_of
from storage.name_keys import LEGAL_HAN
from storage.search import Candidate, customer_terms
from storage.store import Store
from storage.tables import Contact, Customer, Opportunity
from tests.crm.search.conftest import BRANDS, CITIES, LATIN, NICKNAMES, PEOPLE, TRADES, member
from tests.kit.databases import BOTH

pytestmark = pytest.mark.parametrize("module_store", BOTH, indirect=True, scope="module")

NOBODY = 0  # no member

Texts = tuple[list[str], list[str]]

SIMPLE = opencc.OpenCC("t2s")
PARTS = [*BRANDS, *TRADES, *filter(None, CITIES), *LATIN, *PEOPLE, "hx", "huax", "zengw", "xin"]
PARTS += [
    "hua信",
    "huaxkj",
    "hxkeji",
    "hengt",
    "htair",
    "shan",
    "chongqing",
    "yinhang",
    "138",
    "6234",
    "尾号5678",
    "+86 138",
    "A级",
    *NICKNAMES,
    "#重点",
]
PARTS += [
    "%",
    "_",
    '"',
    "'",
    "(",
    ")",
    "*",
    "AND",
    "NOT",
    "OR",
    "NEAR(",
    ":",
    "-",
    "\\",
    "^",
    "{",
    "a" * 60,
]
QUERIES = st.lists(
    st.one_of(
        st.sampled_from(PARTS),
        st.sampled_from(PARTS).flatmap(
            lambda part: st.tuples(st.integers(0, len(part)), st.integers(0, len(part))).map(
                lambda ends: part[min(ends) : max(ends)]
            )
        ),
        st.text(max_size=4),
        st.text("hxkjzeng信华科曾 138%_'\"", max_size=6),
    ),
    min_size=1,
    max_size=3,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


LOOK_UPS = {
    "query": QUERIES,
    "who": st.sampled_from([1, 2, 100]),
    "limit": st.integers(1, 12),
}


@settings(max_examples=150, deadline=None)
@given(**LOOK_UPS)
def test_a_look_up_is_a_scan_of_every_customer(
    book: Store, query: str, who: int, limit: int
) -> None:
    is_a_scan(book, query, who, limit)


@pytest.mark.long
@pytest.mark.timeout(900)
@settings(max_examples=5000, deadline=None)
@given(**LOOK_UPS)
def test_thousands_of_look_ups_are_scans(book: Store, query: str, who: int, limit: int) -> None:
    is_a_scan(book, query, who, limit)


def is_a_scan(book: Store, query: str, who: int, limit: int) -> None:
    """Compare what a look-up finds, and its order, with every customer that the member may see."""
    actor = member(book, who)
    with book.begin() as work:
        work.actor = actor
        read = read_query(query, "CN")
        rows = work.connection.execute(select(customer_terms)).all()
        seen = [
            Candidate(row.id, row.customer_id, row.owner_id, seen_by(actor.id, row.text))
            for row in rows
            if who == 100 or row.owner_id in (actor.id, None)
        ]

        found = [one.customer_id for one in look_for(work, query, limit)]

    def order(row: Candidate) -> tuple[int, bool, int]:
        tier = 0 if read.is_whole(row.text) else 1 if read.is_at_start(row.text) else 2
        return tier, row.owner_id != actor.id, -row.id

    for inside in (False, True):
        hits = [row for row in seen if read.words and read.holds(row.text, inside=inside)]
        if hits:
            assert found == [row.customer_id for row in sorted(hits, key=order)[:limit]]
            return
    assert not read.words or len(found) <= limit


WORDS = st.one_of(
    st.sampled_from(
        [*BRANDS, "科技", "电子", "银行", "重慶", "brigh", "water", "tra", "müll", "3m"]
    ),
    st.sampled_from(
        ["hx", "hxin", "huaxin", "yinhang", "changh", "hangz", "zengwei", "sx", "mc", "xin"]
    ),
    st.text(BRANDS, min_size=1, max_size=3),
    st.text("huaxingtyzs", min_size=2, max_size=6),
)


@settings(max_examples=200, deadline=None)
@given(word=WORDS)
def test_a_word_means_what_a_plain_reading_of_the_rows_says(
    book: Store, facts: dict[int, Texts], word: str
) -> None:
    expected = {one for one, texts in facts.items() if plainly(texts, word)}

    with book.looking() as work:
        read = read_query(word, "CN")
        rows = work.connection.execute(
            select(customer_terms.c.customer_id, customer_terms.c.text)
        ).all()

    texts = {row.customer_id: seen_by(NOBODY, row.text) for row in rows}
    assert {one for one, text in texts.items() if read.holds(text)} == expected


@pytest.fixture(scope="module")
def facts(book: Store) -> dict[int, Texts]:
    """Of each customer, what is a name and may be spoken, and what else is written, from the rows."""
    with book.looking() as work:
        rows = work.session
        return {one.id: texts_of(rows, one) for one in rows.scalars(select(Customer))}


def texts_of(rows: Session, customer: Customer) -> Texts:
    contacts = rows.scalars(select(Contact).where(Contact.customer_id == customer.id)).all()
    deals = rows.scalars(select(Opportunity).where(Opportunity.customer_id == customer.id))
    without_city = core_of(customer.name, customer.city or "")
    names = [customer.name, without_city, customer.short_name, customer.city]
    names += [one.name for one in contacts]
    others = [customer.industry, customer.grade and customer.grade + "级"]
    others += [one.title for one in deals] + [one.title for one in contacts]
    return [simple(one) for one in names if one], [simple(one) for one in others if one]


def plainly(texts: Texts, word: str) -> bool:
    """Say whether a customer has the word: written, at the beginning of a Latin one, or by its sound."""
    names, others = texts
    said = simple(word)
    written = any(
        text.startswith(said, place)
        and (is_chinese(said[0]) or place == 0 or not joined(text[place - 1]))
        for text in (*names, *others)
        for place in range(len(text))
    )
    spoken = len(said) > 1 and said.isascii() and said.isalpha()
    return written or (spoken and any(sounds(LEGAL_HAN.sub("", name), said) for name in names))


def simple(text: str) -> str:
    letters = unicodedata.normalize("NFD", SIMPLE.convert(text.casefold()))
    return "".join(one for one in letters if not unicodedata.combining(one) and one not in ".'_")


def is_chinese(letter: str) -> bool:
    return "一" <= letter <= "鿿"


def joined(letter: str) -> bool:
    return letter.isalnum() and not is_chinese(letter)


def sounds(name: str, said: str) -> bool:
    """Say whether from some character on each gives its syllable, the last a beginning; or each an initial."""

    def fits(place: int, rest: str, full: bool) -> bool:
        if not rest:
            return True
        if place == len(name) or not is_chinese(name[place]):
            return False
        is_first = place == 0 or not is_chinese(name[place - 1])
        for syllable in readings_of(name[place], is_first):
            wide = syllable[:2] if syllable[:2] in ("zh", "ch", "sh") else syllable[:1]
            if full and syllable.startswith(rest):
                return True
            if any(
                rest.startswith(one) and fits(place + 1, rest[len(one) :], full)
                for one in ((syllable,) if full else (wide, syllable[0]))
            ):
                return True
        return False

    kinds = (True, False) if len(said) <= 4 else (True,)  # initials alone are four at most
    return any(fits(place, said, full) for full in kinds for place in range(len(name)))
