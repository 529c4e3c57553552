"""Reminders by two workers on one PostgreSQL database: on a bad line, within Telegram's limits, one of them killed.

Where the line is bad the workers rest a fiftieth as long as they are told to, which changes nothing but the time
taken.
"""

from pathlib import Path

import pytest

from sandbox.faults import Trouble
from sandbox.limits import Limits
from tests.faults.test_reminders import RATES
from tests.faults.two_workers import Came, Scene, play

AS_SHIPPED = {"send_rate": "", "send_rate_per_chat": ""}
SECONDS, A_SECOND = (
    10,
    30,
)  # Telegram's limit, over so long that a slow machine's jitter does not count
SLOW = {Trouble.DELAY: 0.3}  # so many calls take a second: long enough to be taken twice
UNDER_WAY = 2 * 32  # calls that may arrive together where the messenger itself was slow

pytestmark = [pytest.mark.postgres, pytest.mark.long]


@pytest.mark.timeout(300)
async def test_ten_thousand_by_two_workers_through_a_line_on_which_one_call_in_five_fails(
    tmp_path: Path, postgres_database: str
) -> None:
    scene = Scene(people=100, each=100, rates=RATES, patience=240)

    line = await play(scene, tmp_path, postgres_database)

    tries = [one for those in line.tries.values() for one in those]
    assert 0.18 < line.failed < 0.22
    assert sum(one.came is Came.HIDDEN for one in tries) > 200


async def test_one_of_two_workers_is_killed_on_a_bad_line_and_nobody_misses_a_reminder(
    tmp_path: Path, postgres_database: str
) -> None:
    scene = Scene(people=50, each=40, rates=RATES, is_killed=True)

    await play(scene, tmp_path, postgres_database)


@pytest.mark.parametrize(
    ("program", "rates", "seen"),
    [
        ("greedy", SLOW, "a repeat does not say so"),
        ("silent", RATES, "a repeat does not say so"),
        ("resigned", RATES, "lost"),
        ("hurried", RATES, "early"),
    ],
)
async def test_a_build_without_the_protection_is_seen(
    tmp_path: Path, postgres_database: str, program: str, rates: dict[Trouble, float], seen: str
) -> None:
    with pytest.raises(AssertionError, match=seen):
        await play(Scene(program, rates=rates, patience=20), tmp_path, postgres_database)


async def within_the_limits(program: str, folder: Path, database: str) -> None:
    """Let two workers send as fast as they may; AssertionError where that is more than Telegram takes."""
    line = await play(Scene(program, 90, 10, settings=AS_SHIPPED), folder, database)
    most = line.most_within(SECONDS)
    assert most <= SECONDS * A_SECOND + UNDER_WAY, f"{most} within {SECONDS} s"


async def test_two_workers_share_what_telegram_allows(
    tmp_path: Path, postgres_database: str
) -> None:
    await within_the_limits("run_bot", tmp_path, postgres_database)


async def test_two_workers_that_do_not_share_are_seen(
    tmp_path: Path, postgres_database: str
) -> None:
    with pytest.raises(AssertionError, match="within 10 s"):
        await within_the_limits("selfish", tmp_path, postgres_database)


async def test_the_other_worker_takes_over_the_chats_of_a_killed_one_within_the_limits(
    tmp_path: Path, postgres_database: str
) -> None:
    scene = Scene("run_bot", 50, 12, limits=Limits, settings=AS_SHIPPED, is_killed=True)

    line = await play(scene, tmp_path, postgres_database)

    assert line.failed < 0.1  # told to slow down: hardly ever
