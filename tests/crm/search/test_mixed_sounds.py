"""Syllables beside initials, as people type who switch half way: `huaxkj`, `hxkeji`."""

import pytest

from crm.search.entries import Facts, terms_of, text_of
from crm.search.query import read_query
from storage.expressions import Both, Expression


@pytest.mark.parametrize("typed", ["huaxkj", "hxkeji", "hxinkj", "huaxinkj", "hxk"])
def test_a_mixture_finds_the_name(typed: str) -> None:
    text = text_of(Facts("华信科技有限公司"))
    query = read_query(typed, "CN")

    assert query.holds(text, inside=True)
    assert fulfils(terms_of(text), query.wanted(inside=query.may_be_inside))


@pytest.mark.parametrize("typed", ["huaxjk", "hxkejin", "huakj"])
def test_another_mixture_does_not(typed: str) -> None:
    text = text_of(Facts("华信科技有限公司"))

    assert not read_query(typed, "CN").holds(text, inside=True)


def fulfils(terms: set[str], wanted: Expression) -> bool:
    """Say whether a row with these terms is one that an expression finds."""
    if isinstance(wanted, str):
        return wanted in terms
    each = (fulfils(terms, part) for part in wanted.parts)
    return all(each) if isinstance(wanted, Both) else any(each)
