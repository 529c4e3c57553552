"""What holds at every step of every conversation, in both languages."""

from collections.abc import AsyncIterator

import pytest

from handlers.kit.conversation import Back, Cancel, Skip
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.unfinished import Resume, titles
from handlers.registry import conversations
from sandbox.bubbles import Bubble
from tests.handlers.ways import WAYS, Walk, a_walk, kind_of
from tests.kit.world import World

FIRST = "first_day"  # happens once in a world
STEPS = [
    *((name, tuple(ways)) for name, ways in WAYS.items() if name != FIRST),
    *((FIRST, (step,)) for step in WAYS[FIRST]),
]
TAKES_PLACES = {
    ("zone", "zone"),
    (FIRST, "zone"),
    ("edit_customer", "pin"),
    ("visit", "what"),
    ("check_in", "where"),
    ("check_in", "what"),
}

OUT_OF_DATE = {Say.of(one).plain("This message is out of date.") for one in LANGUAGES}

every_step = pytest.mark.parametrize(
    ("name", "steps"), STEPS, ids=[f"{name}-{steps[0]}" for name, steps in STEPS]
)
in_both_languages = pytest.mark.parametrize("language", ["en", "zh"])


def test_there_is_a_way_to_every_step() -> None:
    steps = {one.name: {str(step) for step in one.steps} for one in conversations()}

    assert {name: set(ways) for name, ways in WAYS.items()} == steps


@every_step
@in_both_languages
async def test_a_restart_before_any_answer_is_not_noticed(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    async for walk, step in walks(world, name, steps, language, restarts=True):
        assert walk.step == step


@every_step
@in_both_languages
async def test_cancel_leaves_it_and_its_keys_are_out_of_date(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    async for walk, step in walks(world, name, steps, language):
        asked = walk.question
        ways_out = [one for one in asked.buttons if kind_of(one) in (Back, Skip, Cancel)]

        await walk.rep.says("/cancel")

        assert walk.row is None, step
        assert walk.rep.last.id != asked.id, step
        for key in ways_out:
            await walk.rep.taps(key.label, asked)
            assert walk.row is None, step
            assert walk.rep.toast in OUT_OF_DATE, step


@every_step
@in_both_languages
async def test_back_asks_the_question_before(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    async for walk, step in walks(world, name, steps, language):
        before = walk.trail[-1] if walk.trail else None
        assert walk.offers(Back) is (before is not None), step
        if before is None:
            continue

        await walk.taps(Back)

        assert walk.step == before, step
        assert before not in walk.trail, step


@every_step
@in_both_languages
async def test_skipping_goes_on(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    asks = {one.name: one for one in conversations()}[name].asks
    may_be_passed = {str(step) for step, ask in asks.items() if ask.skip_to or ask.skip_by}
    async for walk, step in walks(world, name, steps, language):
        assert walk.offers(Skip) is (step in may_be_passed), step
        if step not in may_be_passed:
            continue

        await walk.taps(Skip)

        assert walk.step != step, step


@every_step
@in_both_languages
async def test_what_is_no_answer_brings_the_question_again(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    conversation = {one.name: one for one in conversations()}[name]
    async for walk, step in walks(world, name, steps, language):
        person, asked = walk.rep.person, walk.question

        for send in (person.send_photo, person.send_voice, walk.shares_place):
            if send == walk.shares_place and (name, step) in TAKES_PLACES:
                continue
            await send()
            world.raise_failures()

            assert walk.step == step
            assert walk.rep.last.id > asked.id, step
            is_offered = any(kind_of(key) is Resume for key in walk.rep.last.buttons)
            assert last_line(asked) == last_line(walk.rep.last) or (
                conversation.steps_aside and is_offered
            ), step


@every_step
@in_both_languages
async def test_a_key_of_an_earlier_question_brings_the_present_one(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    conversation = {one.name: one for one in conversations()}[name]
    async for walk, step in walks(world, name, steps, language):
        answers = conversation.answers[conversation.steps(step)]
        fitting = {getattr(one, "kind", None) for one in answers} | {Back, Skip, Cancel}
        asked = walk.question
        old = [(shown, key) for shown, key in walk.older_keys() if kind_of(key) not in fitting]

        for shown, key in old[:2]:
            await walk.rep.taps(key.label, shown)

            assert walk.step == step
            assert walk.rep.toast in OUT_OF_DATE, step
            assert last_line(asked) == last_line(walk.rep.last), step


@every_step
@in_both_languages
async def test_left_alone_for_half_an_hour_it_is_offered_again(
    world: World, name: str, steps: tuple[str, ...], language: str
) -> None:
    async for walk, step in walks(world, name, steps, language):
        await world.passes(minutes=31)
        before = walk.rep.last.id

        await walk.rep.says("Acme")

        new = [one for one in walk.rep.person.screen if one.id > before]
        offers = [one for one in new if any(kind_of(key) is Resume for key in one.buttons)]
        assert walk.step is None or name == "line", step
        assert len(offers) == (1 if name in titles else 0), step
        if offers:
            await walk.taps(Resume, offers[0])
            assert walk.step == step


async def walks(
    world: World, name: str, steps: tuple[str, ...], language: str, *, restarts: bool = False
) -> AsyncIterator[tuple[Walk, str]]:
    """Lead a rep to each of the steps, one after the other, from a fresh beginning."""
    walk = await a_walk(world, name, language)
    for step in steps:
        if walk.row is not None:
            await walk.rep.says("/cancel")
        await walk.goes(WAYS[name][step], restarts=restarts)
        yield walk, step


def last_line(shown: Bubble) -> str:
    return shown.text.splitlines()[-1]
