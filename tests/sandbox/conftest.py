"""A messenger of one's own for each test, its clock standing still."""

import pytest

from sandbox.clock import Clock
from sandbox.messenger import Messenger
from sandbox.people import Person

MORNING = 1_780_300_800.0  # 2026-06-01 08:00 UTC


@pytest.fixture
def messenger() -> Messenger:
    return Messenger(Clock(MORNING, running=False))


@pytest.fixture
async def lin(messenger: Messenger) -> Person:
    """A rep who has pressed Start, with nothing left to fetch for the bot."""
    person = messenger.person(501, "Lin", "zh")
    await person.open_link()
    messenger.bot.updates.clear()
    return person
