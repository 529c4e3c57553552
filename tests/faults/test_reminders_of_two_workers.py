"""Reminders by two workers on one PostgreSQL database: on a bad line, within Telegram's limits, one of them killed.

Where the line is bad the workers rest a fiftieth as long as they are told to, which changes nothing but the time
taken.
"""

from pathlib import Path

import pytest

from bot.pacing import CATCH_UP
from tests.faults.test_reminders import RATES
from tests.faults.two_workers import Came, Scene, most_within, play

# As many a second as the slowest machine manages: what is shared is a rate, whatever it is.
A_SECOND, SECONDS = 10, 10
LIMITED = {"send_rate": str(A_SECOND)}
MOST = SECONDS * A_SECOND + 2 * CATCH_UP  # what each of two may have saved up goes at once

pytestmark = [pytest.mark.postgres, pytest.mark.long, pytest.mark.timeout(600)]


async def test_ten_thousand_by_two_workers_through_a_line_on_which_one_call_in_five_fails(
    tmp_path: Path, postgres_database: str
) -> None:
    scene = Scene(people=100, each=100, rates=RATES)

    line = await play(scene, tmp_path, postgres_database)

    tries = [one for those in line.tries.values() for one in those]
    assert 0.18 < line.failed < 0.22
    assert sum(one.came is Came.HIDDEN for one in tries) > 200


async def test_one_of_two_workers_is_killed_on_a_bad_line_and_nobody_misses_a_reminder(
    tmp_path: Path, postgres_database: str
) -> None:
    scene = Scene(people=50, each=40, rates=RATES, is_killed=True)

    await play(scene, tmp_path, postgres_database)


async def test_a_bot_that_sends_what_the_other_has_under_way_is_seen(
    tmp_path: Path, postgres_database: str
) -> None:
    with pytest.raises(AssertionError, match="a repeat does not say so"):
        await play(Scene("greedy", kept="step 0"), tmp_path, postgres_database)


@pytest.mark.parametrize(
    ("program", "seen"), [("silent", "a repeat does not say so"), ("resigned", "lost")]
)
async def test_a_build_without_the_protection_is_seen_on_a_bad_line(
    tmp_path: Path, postgres_database: str, program: str, seen: str
) -> None:
    with pytest.raises(AssertionError, match=seen):
        await play(Scene(program, rates=RATES), tmp_path, postgres_database)


async def test_a_bot_that_rings_early_is_seen(tmp_path: Path, postgres_database: str) -> None:
    with pytest.raises(AssertionError, match="early"):
        await play(Scene("hurried", after=3000), tmp_path, postgres_database)


async def test_two_workers_share_what_telegram_allows(
    tmp_path: Path, postgres_database: str
) -> None:
    await play(Scene("counted", each=12, settings=LIMITED), tmp_path, postgres_database)

    assert most_within(SECONDS, tmp_path) <= MOST


async def test_two_workers_that_do_not_share_are_seen(
    tmp_path: Path, postgres_database: str
) -> None:
    await play(Scene("selfish", each=12, settings=LIMITED), tmp_path, postgres_database)

    assert most_within(SECONDS, tmp_path) > MOST


async def test_the_other_worker_takes_over_the_chats_of_a_killed_one_within_the_limits(
    tmp_path: Path, postgres_database: str
) -> None:
    scene = Scene("counted", 50, 5, settings=LIMITED, is_killed=True)

    await play(scene, tmp_path, postgres_database)

    assert most_within(SECONDS, tmp_path) <= MOST
