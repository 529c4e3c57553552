"""A book of members, customers and reminders, as many as are wanted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

DUE = 1_000
MEMBERS, CUSTOMERS = 100, 500
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


class Book:
    """A database with members, customers, and so many reminders that are due in days."""

    def __init__(self, home: Path, pending: int) -> None:
        from storage.migrate import migrate
        from storage.store import Store

        self.file = home / "fieldbook.db"
        migrate(f"sqlite:///{self.file}")
        self.now = NOW
        self.store = Store(f"sqlite:///{self.file}", lambda: self.now)
        with self.store.begin() as work:
            _people(work)
        for first in range(0, pending, 50_000):
            size = min(50_000, pending - first)
            self.plan(size, lambda number: NOW + timedelta(days=30, seconds=number))

    def plan(self, count: int, due_at: Callable[[int], datetime]) -> None:
        """Plan reminders of everybody in turn."""
        with self.store.begin() as work:
            members = [1 + number % MEMBERS for number in range(count)]
            plan(work, members, [due_at(number) for number in range(count)])


def _people(work: Any) -> None:
    from storage.tables import Contact, Customer, Interaction, Kind, Member, Role, Team

    team = Team(name="t", country="CN", currency="CNY", created_at=work.now)
    work.session.add(team)
    work.session.flush()
    never = {"quiet_from": clock(3), "quiet_until": clock(3), "reminder_time": clock(9)}
    work.session.add_all(
        Member(
            team_id=team.id,
            telegram_id=number,
            name=f"Rep {number}",
            role=Role.REP,
            language="zh" if number % 2 else "en",
            zone="Asia/Shanghai",
            joined_at=work.now,
            **never,
        )
        for number in range(1, MEMBERS + 1)
    )
    work.session.flush()
    for number in range(1, CUSTOMERS + 1):
        owner = 1 + number % MEMBERS
        customer = Customer(
            team_id=team.id,
            owner_id=owner,
            name=f"Lakeside Trading {number}",
            grade="A",
            created_at=work.now,
            touched_at=work.now,
        )
        work.session.add(customer)
        work.session.flush()
        work.session.add(Contact(customer_id=customer.id, name="Li Na", phone="13800138000"))
        work.session.add(
            Interaction(
                customer_id=customer.id,
                member_id=owner,
                kind=Kind.VISIT,
                note="Showed the new pump, they want a quote until Friday",
                happened_on=work.now.date(),
                created_at=work.now,
            )
        )


def plan(work: Any, member_ids: list[int], due: list[datetime]) -> None:
    """Plan a reminder of each of some members, in turn about each customer."""
    from storage.bulk import insert_all
    from storage.schema import METADATA
    from storage.tables import ReminderState

    rows = [
        {
            "member_id": member_id,
            "customer_id": 1 + place % CUSTOMERS if member_id and len(due) > 1 else None,
            "text": f"Call about the quote {place}",
            "due_at": due_at,
            "zone": "Asia/Shanghai",
            "asked_time": True,
            "state": ReminderState.PLANNED,
            "created_at": work.now,
            "created_by": member_id,
        }
        for place, (member_id, due_at) in enumerate(zip(member_ids, due, strict=True))
    ]
    known = work.connection.exec_driver_sql("SELECT count(*) FROM customers").scalar()
    for row in rows:
        row["customer_id"] = 1 + (row["customer_id"] or 0) % known
    insert_all(work.connection, METADATA.tables["reminders"], rows)
