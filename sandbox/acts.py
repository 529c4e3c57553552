"""What a person can do from outside this process: acts by name, with their facts as JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from sandbox.answers import Json
from sandbox.bubbles import Bubble
from sandbox.chats import Tap
from sandbox.inline import InlineResult
from sandbox.people import Person

Act = Callable[[Person, Json], Awaitable[Any]]


async def act(person: Person, name: str, facts: Json) -> Json:
    """Does it and says what came of it.

    Raises `LookupError` for an act, a message or a button that is not there, `ValueError` or
    `TypeError` for facts that make no sense.
    """
    done = await _ACTS[name](person, facts)
    if isinstance(done, Bubble):
        return {"message_id": done.id}
    if isinstance(done, Tap):
        return {"tap": done.id, "answered": done.answered}
    return {"results": done} if isinstance(done, list) else {}


def _message(person: Person, facts: Json) -> Bubble:
    return person.message(int(facts["message_id"]))


async def _tap(person: Person, facts: Json) -> Any:
    if "data" in facts:  # what a page shows may be behind, and then says so
        return await person.send_tap(int(facts["message_id"]), str(facts["data"]))
    shown = _message(person, facts) if "message_id" in facts else None
    return await person.tap(str(facts["button"]), shown)


async def _say(person: Person, facts: Json) -> Bubble:
    if facts.get("reply_to"):
        answered = person.message(int(facts["reply_to"]))
        return await person.reply(answered, facts["text"])
    return await person.say(facts["text"])


async def _inline(person: Person, facts: Json) -> list[Json]:
    results = await person.inline(str(facts["query"]))
    return [asdict(result) for result in results]


async def _read(person: Person, facts: Json) -> None:
    person.read(int(facts["message_id"]))


_ACTS: dict[str, Act] = {
    "say": _say,
    "tap": _tap,
    "start": lambda person, facts: person.open_link(str(facts.get("payload", ""))),
    "edit": lambda person, facts: person.edit(_message(person, facts), facts["text"]),
    "forward": lambda person, facts: person.forward(_message(person, facts)),
    "forward_from": lambda person, facts: person.forward_from(facts["author"], facts["text"]),
    "contact": lambda person, facts: person.share_contact(**facts),
    "location": lambda person, facts: person.share_location(
        float(facts["latitude"]), float(facts["longitude"])
    ),
    "delete": lambda person, facts: person.delete(_message(person, facts)),
    "block": lambda person, _: person.block(),
    "unblock": lambda person, _: person.unblock(),
    "inline": _inline,
    "pick": lambda person, facts: person.pick(InlineResult(**facts)),
    "read": _read,
}
