"""Reps who send one message after another, each of which is to become one record and one answer."""

import asyncio
from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select

from crm.members import Newcomer, issue_code, join
from sandbox.feed import Event
from sandbox.messenger import Messenger
from sandbox.people import Person
from storage.store import Store
from storage.tables import Customer, History, Role

AT_ONCE = 40  # messages without an answer, so that there is always a backlog to lose


class Load:
    """Messages by many reps: `/keep 17` is to make the customer "Customer 17" and to be answered."""

    def __init__(self, messenger: Messenger) -> None:
        self.people: list[Person] = []
        self.answers: Counter[str] = Counter()
        self.said = 0
        self._messenger = messenger
        self._allowed = 0
        self._something = asyncio.Event()

    def join_all(self, store: Store, reps: int = 20) -> None:
        """Make the reps members."""
        with store.begin() as work:
            for number in range(reps):
                person = self._messenger.person(2000 + number, f"Rep {number}")
                code = issue_code(work, Role.REP, None, work.now + timedelta(hours=1))
                join(work, code, Newcomer(person.id, f"Rep {number}", "en", "Asia/Shanghai"))
                self.people.append(person)

    async def say(self, messages: int) -> None:
        """Say so many more, never too many at once, and wait for the last answer."""
        self._allowed += messages
        stop = self._messenger.feed.listen(self._heard)
        while self.said < self._allowed or self._open:
            self._something.clear()
            while self.said < self._allowed and self._open < AT_ONCE:
                number = self.said
                self.said += 1
                await self.people[number % len(self.people)].say(f"/keep {number}")
            if self._open:
                await self._something.wait()
        stop()

    @property
    def _open(self) -> int:
        return self.said - len(self.answers)

    def _heard(self, event: Event) -> None:
        if event.kind != "message":
            return
        shown = event.chat.messages[event.facts["message_id"]]
        if shown.from_bot and "kept " in shown.body.get("text", ""):
            self.answers[shown.body["text"].rsplit("kept ", 1)[1]] += 1
            self._something.set()

    def check(self, store: Store) -> None:
        """Every message has one record, one history entry and an answer; AssertionError says which has not."""
        wanted = {str(number) for number in range(self.said)}
        with store.begin() as work:
            names = Counter(work.session.scalars(select(Customer.name)))
            entries = work.session.scalar(
                select(func.count()).where(History.act == "create_customer")
            )
        records = Counter({name.removeprefix("Customer "): count for name, count in names.items()})
        assert not wanted - records.keys(), f"lost: {len(wanted - records.keys())}"
        assert set(records.values()) == {1}, "doubled records"
        assert entries == len(wanted)
        assert not wanted - self.answers.keys(), "not answered"
