"""One history entry an act, and undoing it restores every table row for row."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from crm.history import undo
from storage.mail import conversations, inbox, outbox
from storage.schema import METADATA
from storage.snapshot import restored, snapshot
from storage.store import Store
from storage.tables import (
    Contact,
    Customer,
    History,
    Interaction,
    Kind,
    Member,
    Opportunity,
    Outcome,
    Reminder,
    ReminderState,
    Role,
    Row,
    Team,
)
from storage.work import Work

NOW = datetime(2026, 11, 24, 1, 30, 15, 123456, tzinfo=UTC)
OUTSIDE = {History.__tablename__, inbox.name, outbox.name, conversations.name}


def rows_of(work: Work) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every business table."""
    return {
        name: [
            tuple(row)
            for row in work.connection.execute(select(table).order_by(*table.primary_key))
        ]
        for name, table in Row.metadata.tables.items()
        if name not in OUTSIDE
    }


def a_member(work: Work) -> Member:
    team = work.add(Team(name="t", country="CN", currency="CNY", created_at=NOW))
    member = work.add(
        Member(
            team_id=team.id,
            telegram_id=2**40,
            name="Li Lei 李雷",
            role=Role.REP,
            language="zh",
            zone="Asia/Shanghai",
            quiet_from=time(21, 30),
            quiet_until=time(8),
            reminder_time=time(9, 15),
            joined_at=NOW,
        )
    )
    work.close_entry("join")
    return member


def a_customer(work: Work, member: Member, name: str) -> Customer:
    return work.add(
        Customer(
            team_id=member.team_id,
            owner_id=member.id,
            name=name,
            created_at=NOW,
            created_by=member.id,
            touched_at=NOW,
        )
    )


Make = Callable[[Customer, Member, str], Row]
MAKES: list[Make] = [
    lambda customer, _member, words: Contact(customer_id=customer.id, name=words, phone="13800"),
    lambda customer, member, words: Interaction(
        customer_id=customer.id,
        member_id=member.id,
        kind=Kind.CALL,
        note=words,
        outcome=Outcome.GOOD,
        happened_on=date(2026, 11, 23),
        created_at=NOW,
    ),
    lambda customer, member, words: Opportunity(
        customer_id=customer.id,
        owner_id=member.id,
        title=words,
        amount_minor=2**40,
        currency="CNY",
        stage="new",
        stage_at=NOW,
        team_id=customer.team_id,
        score=0,
        close_on=date(2026, 12, 31),
        created_at=NOW,
    ),
    lambda customer, member, words: Reminder(
        member_id=member.id,
        customer_id=customer.id,
        text=words,
        due_at=NOW + timedelta(days=1),
        zone="Asia/Shanghai",
        asked_time=True,
        occurrence=1,
        state=ReminderState.PLANNED,
        created_at=NOW,
    ),
]
VALUES: dict[type[Row], list[dict[str, Any]]] = {
    Contact: [{"email": "a@b"}, {"name": "改名", "deleted_at": NOW}, {"phone": None}],
    Interaction: [{"note": "x\ny"}, {"outcome": None}, {"happened_on": date(2024, 2, 29)}],
    Opportunity: [
        {"stage": "won", "closed_at": NOW},
        {"amount_minor": None, "currency": None},
    ],
    Reminder: [
        {"state": ReminderState.DONE, "answered_at": NOW},
        {"due_at": NOW, "occurrence": 2},
    ],
    Customer: [{"grade": "A"}, {"name": "新名字"}, {"deleted_at": NOW}],
}

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, len(MAKES) - 1), words),
        st.tuples(st.just("change"), st.integers(0, 20), st.integers(0, 5)),
        st.tuples(st.just("remove"), st.integers(0, 20), st.just("")),
    ),
    min_size=1,
    max_size=12,
)


def perform(work: Work, member: Member, steps: list[tuple[Any, ...]]) -> int | None:
    """Do one random act of many changes; return its history entry."""
    customer = a_customer(work, member, "Acme")
    rows: list[Row] = list(
        work.session.scalars(select(Customer).where(Customer.id != customer.id))
    )
    rows += list(work.session.scalars(select(Contact))) + list(
        work.session.scalars(select(Reminder))
    )
    for what, which, detail in steps:
        if what == "add":
            rows.append(work.add(MAKES[which](customer, member, detail)))
        elif rows and what == "change":
            row = rows[which % len(rows)]
            choices = VALUES[type(row)]
            work.change(row, **choices[detail % len(choices)])
        elif rows and not isinstance(rows[which % len(rows)], Customer):
            work.remove(rows.pop(which % len(rows)))
    return work.close_entry("random")


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=acts, second=acts)
def test_undo_restores_every_table(
    database: str, first: list[tuple[Any, ...]], second: list[tuple[Any, ...]]
) -> None:
    store = Store(database, lambda: NOW)
    try:
        with store.begin() as work:
            member = work.session.scalar(select(Member)) or a_member(work)
            work.actor = member
            perform(work, member, first)
            work.session.expire_all()
            before = rows_of(work)
            entry = perform(work, member, second)
            assert entry is not None
            work.session.expire_all()

            undo(work, entry)

            assert rows_of(work) == before
    finally:
        store.close()


def test_one_act_is_one_entry_and_no_change_is_none(database: str) -> None:
    store = Store(database, lambda: NOW)

    with store.begin() as work:
        member = a_member(work)
        customer = a_customer(work, member, "Acme")
        work.change(customer, grade="A")
        entry = work.close_entry("create_customer")
        work.change(customer, grade="A")
        nothing = work.close_entry("nothing")
        (written,) = work.session.scalars(select(History).where(History.id == entry))

    assert nothing is None
    assert [change["table"] for change in written.changes] == ["customers", "customers"]
    assert written.changes[1]["before"] == {"grade": None}
    assert written.changes[1]["after"] == {"grade": "A"}
    store.close()


SAMPLES: dict[type, list[Any]] = {
    int: [0, -1, 2**40],
    str: ["", "文 'quoted' \"x\" \n\t 🚀", "a" * 100],
    bool: [True, False],
    float: [0.0, -33.868820123456, 180.0],
    datetime: [NOW, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)],
    date: [date(2024, 2, 29)],
    time: [time(0), time(23, 59, 59)],
    object: [[], [{"a": [1, None, "文"]}]],
}


BUSINESS = {mapper.local_table for mapper in Row.registry.mappers}


@pytest.mark.parametrize(
    "table", [one for one in METADATA.sorted_tables if one in BUSINESS], ids=lambda one: one.name
)
def test_every_column_comes_back_from_a_snapshot(table: Table) -> None:
    for column in table.columns:
        kind = getattr(column.type, "kind", None)
        plain = getattr(column.type, "impl_instance", column.type)
        samples = list(kind) if kind else SAMPLES[plain.python_type]
        for value in [*samples, *([None] if column.nullable else [])]:

            class OneColumn:
                __table__ = table

            row = OneColumn()
            setattr(row, column.name, value)
            kept = snapshot(row, [column.name])  # type: ignore[arg-type]
            back = restored(table, kept)[column.name]
            assert back == value
            assert type(back) is type(value)
