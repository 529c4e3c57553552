"""Start `fieldbook run` against the stub, on a database whose members have joined already."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from subprocess import Popen

from benchmarks.process import cores, running, wait_for_poll
from benchmarks.stub import Stub

RUN = [sys.executable, "-c", "from bot.commandline import main; main()", "run"]
LIFTED = {"FIELDBOOK_SEND_RATE": "0", "FIELDBOOK_SEND_RATE_PER_CHAT": "0"}
CUSTOMER = "Lakeside Trading"


def a_token(name: str) -> str:
    """Return what looks like a bot's token and is this bench's name."""
    return f"1:{name.replace(' ', '_'):_<24}"


@contextmanager
def fieldbook_running(
    stub: Stub, home: Path, token: str, settings: dict[str, str]
) -> Iterator[Popen[str]]:
    """Run the bot with its database in `home`, on the first core, from its first poll on."""
    environment = {
        "FIELDBOOK_TOKEN": token,
        "FIELDBOOK_API_URL": stub.url,
        "FIELDBOOK_DATABASE_URL": f"sqlite:///{home / 'fieldbook.db'}",
        "FIELDBOOK_LOG_LEVEL": "warning",
        **settings,
    }
    with running(RUN, cores()[0], environment, cwd=home) as process:
        wait_for_poll(process, lambda: stub.first_poll_at(token))
        yield process


def prepare(stub: Stub, home: Path, members: int, reminders: int = 0) -> None:
    """Let the bot make its database in `home`, then put members and due reminders into it.

    The members are the stub's chats 1, 2, …; each owns one customer; the reminders go round all but the
    first, who is there to talk meanwhile.
    """
    with fieldbook_running(stub, home, a_token(f"prepare {home.name}"), {}):
        pass
    from storage.store import Store
    from storage.tables import Customer, Member, Reminder, ReminderState, Role, Team

    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the bot's own clock, when it is started

    store = Store(f"sqlite:///{home / 'fieldbook.db'}", now)
    with store.begin() as work:
        team = Team(
            name="North", country="GB", currency="GBP", shares_customers=False, created_at=work.now
        )
        work.session.add(team)
        work.session.flush()
        joined = [
            Member(
                team_id=team.id,
                telegram_id=number,
                name=f"Rep {number}",
                role=Role.ADMIN if number == 1 else Role.REP,
                language="en",
                zone="Europe/London",
                quiet_from=time(3),
                quiet_until=time(3),
                reminder_time=time(9),
                joined_at=work.now,
                settled_at=work.now,
            )
            for number in range(1, members + 1)
        ]
        work.session.add_all(joined)
        work.session.flush()
        for member in joined:
            work.session.add(
                Customer(
                    team_id=team.id,
                    owner_id=member.id,
                    name=f"{CUSTOMER} {member.telegram_id}",
                    created_at=work.now,
                    created_by=member.id,
                    touched_at=work.now,
                )
            )
        for number in range(reminders):
            member = joined[1 + number % (members - 1)]
            work.session.add(
                Reminder(
                    member_id=member.id,
                    text=f"Call back {number}",
                    due_at=work.now - timedelta(seconds=1),
                    zone=member.zone,
                    asked_time=True,
                    state=ReminderState.PLANNED,
                    created_at=work.now,
                    created_by=member.id,
                )
            )
    store.close()
