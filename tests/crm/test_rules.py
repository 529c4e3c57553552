"""Rules: what is typed, kept and shown is one form; every rule has a name for each of its fields."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import Rule, rule_texts, whole, wholes, words, yes_or_no
from handlers.registry import load_all
from handlers.rules.listing import RULES


def test_every_rule_is_listed_with_all_its_fields() -> None:
    load_all()
    listed = {one.kind: set(one.labels) for one in RULES}

    known = {
        one: {field.name for field in dataclasses.fields(one)} for one in Rule.__subclasses__()
    }

    # A frozen dataclass with slots is made twice: the first, without a name of its own, counts for nothing.
    assert {one.name for one in known} == {one.name for one in listed}
    assert all(set(rule_texts(one())) == labels for one, labels in listed.items())


def test_names_fit_where_they_are_kept_and_into_a_button() -> None:
    assert all(len(one.kind.name) <= 24 for one in RULES)
    assert all(len(one.kind.name) + len(name) <= 40 for one in RULES for name in one.labels)


@given(st.lists(st.text(alphabet="abc华东 é", min_size=1, max_size=8).map(str.strip).filter(bool)))
def test_words_read_back_what_they_write(items: list[str]) -> None:
    form = words()
    kept = tuple(dict.fromkeys(items))[:40]

    assert form.read(form.write(kept)) == kept


def test_lists_may_be_empty() -> None:
    assert wholes(1, 9).read("-") == ()
    assert wholes(1, 9).write(()) == "-"
    assert wholes(1, 9).read("1、3，7") == (1, 3, 7)


def test_yes_and_no_are_said_in_both_languages() -> None:
    form = yes_or_no()

    assert [form.read(text) for text in ("是", "Yes", "否", "no")] == [True, True, False, False]


def test_bounds_hold() -> None:
    with pytest.raises(ValueError, match="10"):
        whole(1, 9).read("10")
