"""The stage machine: whatever a team's stages are and wherever an opportunity goes, what is kept fits."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.customers import NewCustomer, create_customer
from crm.errors import UnknownStage, UnknownValue
from crm.history import undo
from crm.money import Money
from crm.opportunities import NewOpportunity, create_opportunity, read_opportunity
from crm.opportunity_changes import grade_opportunity, move_opportunity
from crm.rules import change_rule
from crm.stages import BY_DEFAULT, CLOSED, Stage, Stages, read_stages, stages_of, write_stages
from storage.store import Store
from storage.tables import Opportunity, Role
from storage.work import Work
from tests.crm.team import a_member

CODES = [one.code for one in Stages()]
MOVES = st.lists(st.tuples(st.sampled_from(CODES), st.integers(0, 40)), max_size=8)
NAMES = st.text("abc 新建报价", min_size=1, max_size=12).map(str.strip).filter(bool)
STAGE = st.builds(
    Stage,
    st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True).filter(lambda code: code not in CLOSED),
    NAMES,
    NAMES,
    st.integers(0, 100),
    st.just(""),
    st.just(""),
    st.integers(1, 999),
)


@given(st.lists(STAGE, min_size=1, max_size=10, unique_by=lambda one: one.code))
def test_what_is_written_is_read_again(stages: list[Stage]) -> None:
    assert read_stages(write_stages(tuple(stages))) == tuple(stages)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "won | Won | 赢 | 100%",
        "a | A | 甲 | 101%",
        "a | A | 甲 | x",
        "a|A|甲|1\na|B|乙|2",
        "A B",
    ],
)
def test_what_is_no_list_of_stages_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        read_stages(text)


def an_opportunity(work: Work) -> int:
    customer = create_customer(work, NewCustomer("Acme")).customer
    new = NewOpportunity(customer.id, "Pumps", Money(100, "CNY"))
    return create_opportunity(work, new).opportunity.id


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=MOVES)
def test_an_opportunity_goes_anywhere_and_its_way_adds_up(
    store: Store, moves: list[tuple[str, int]]
) -> None:
    with store.rehearse() as work:
        work.actor = a_member(work, 1)
        one, begun = an_opportunity(work), work.now
        for stage, days in moves:
            work.now += timedelta(days=days)
            moved = move_opportunity(work, one, stage)
            row = moved.card.opportunity

            assert row.stage == stage
            assert (row.closed_at is not None) == (stage in CLOSED) == (row.closed_on is not None)
            assert row.lost_reason is None
        card = read_opportunity(work, one)
        if card.opportunity.closed_at is None:
            assert sum(days for _stage, days in card.days) == (work.now - begun).days


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=MOVES)
def test_undoing_every_move_leads_back_to_the_start(
    store: Store, moves: list[tuple[str, int]]
) -> None:
    with store.rehearse() as work:
        work.actor = a_member(work, 1, Role.ADMIN)
        one = an_opportunity(work)
        before = {
            name: getattr(work.session.get_one(Opportunity, one), name)
            for name in ("stage", "stage_at", "closed_at", "closed_on", "lost_reason")
        }
        entries = [move_opportunity(work, one, stage, "why").undo for stage, _ in moves]
        for entry in reversed(entries):
            if entry:
                undo(work, entry)
        work.session.expire_all()
        row = work.session.get_one(Opportunity, one)

        assert {name: getattr(row, name) for name in before} == before
        assert read_opportunity(work, one).days == (("new", 0),)


def test_a_team_has_its_own_stages(store: Store) -> None:
    with store.rehearse() as work:
        work.actor = admin = a_member(work, 1, Role.ADMIN)
        text = "lead | Lead | 线索 | 5% | 7\ntrial | Trial | 试用 | 60 | 30 | Trial is set up | 已装机"
        change_rule(work, Stages, admin.team_id, "open", text)
        one = an_opportunity(work)

        assert read_opportunity(work, one).opportunity.stage == "lead"
        assert move_opportunity(work, one, "trial").card.opportunity.stage == "trial"
        assert stages_of(work).meant("proposal", "华信进入试用了") == "trial"
        with pytest.raises(UnknownStage):
            move_opportunity(work, one, "negotiation")
        with pytest.raises(UnknownValue):
            change_rule(work, Stages, admin.team_id, "open", "won | Won | 赢单 | 1")


def test_three_answers_make_a_score(store: Store) -> None:
    with store.rehearse() as work:
        work.actor = a_member(work, 1)
        one = an_opportunity(work)
        grade_opportunity(work, one, "potential", 3)
        half = grade_opportunity(work, one, "urgency", 2).card.opportunity.score
        full = grade_opportunity(work, one, "competition", 1).card.opportunity.score

        assert (half, full) == (0, 8)


def test_the_defaults_stand_as_they_are_typed() -> None:
    assert read_stages(write_stages(BY_DEFAULT)) == BY_DEFAULT
