"""What PostgreSQL is asked for the newest rows holds of these just where the look-up holds."""

from collections.abc import Set

from hypothesis import given
from hypothesis import strategies as st

from storage.expressions import (
    Both,
    Either,
    Expression,
    in_newest,
    is_common,
    with_blocks,
)

TERMS = [
    "华",
    "华信",
    "^hua",
    "~hua",
    "~huaxin",
    "%hx",
    "%hxk",
    "<华",
    "<huaxin",
    "=华信",
    "#重点",
]
TERMS += ["rigt", "ight", "+1380", "$5678", "@7", "@8", "@-1", "!1"]
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from(TERMS),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([Both, Either]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(
    wanted=EXPRESSIONS,
    terms=st.sets(st.sampled_from(TERMS)),
    top=st.integers(1, 400_000),
    back=st.integers(0, 200_000),
)
def test_a_row_of_the_newest_is_found_where_it_fulfils_the_look_up(
    wanted: Expression, terms: set[str], top: int, back: int
) -> None:
    row_id = max(top - back, 1)
    held = set(with_blocks(sorted(terms), row_id))

    for newest, low in in_newest(wanted, top):
        if row_id >= low:
            assert fulfils(held, newest) == fulfils(terms, wanted)


@given(wanted=EXPRESSIONS, top=st.integers(1, 400_000))
def test_each_step_looks_further_back(wanted: Expression, top: int) -> None:
    lows = [low for _, low in in_newest(wanted, top)]

    assert lows == sorted(lows, reverse=True)
    assert all(low <= top for low in lows)


def test_numbers_and_whole_names_are_looked_for_among_all() -> None:
    assert not any(map(is_common, ["+1380", "$5678", "=华信", "%hxk"]))
    assert not list(in_newest(Both(("+1380", "=华信")), 100_000))


def fulfils(terms: Set[str], wanted: Expression) -> bool:
    if isinstance(wanted, str):
        return wanted in terms
    each = (fulfils(terms, part) for part in wanted.parts)
    return all(each) if isinstance(wanted, Both) else any(each)
