"""A place that is shared once: a check-in, the day in order by distance, and who is near and due.

The place is in the draft while it is asked at whom it is, and nowhere else; left unanswered, it is forgotten
after a quarter of an hour. A way that is shared live is not followed.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from telegram import Location

from crm.check_in import (
    CheckedIn,
    Near,
    Place,
    WhereIsIt,
    check_in_at,
    look_around,
    metres_to,
    take_place,
)
from crm.customer_look_ups import look_up
from crm.line_outcomes import Line, Outcomes
from crm.lines import take_line_of_its_own
from crm.plans import read_plan
from crm.visits import visit_if_there
from handlers.day.living import refresh_day
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileSent
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnFile, OnFollowing, OnLocation, OnText, Trigger
from handlers.kit.turn import Turn
from handlers.kit.unfinished import is_left_alone
from handlers.lines.screens import screens_for
from handlers.visits import place_texts, texts
from handlers.visits.buttons import HereIs, NothingToAdd, Went
from handlers.visits.forgetting import NAME, WHERE
from handlers.visits.tell import OnAccount, VisitDraft, happened, nothing_added, rated, undone
from handlers.visits.tell import file_sent as file_of_visit
from storage.work import Work


class Step(StrEnum):
    """At whom, and what happened."""

    WHERE = WHERE
    WHAT = "what"


@dataclass
class PlaceDraft(VisitDraft):
    """The place, in degrees, while it is asked at whom it is; empty afterwards."""

    latitude: str = ""
    longitude: str = ""
    typed: str = ""

    @property
    def place(self) -> Place:
        """The place that was shared."""
        return Place(float(self.latitude), float(self.longitude))


class OnPlace(OnLocation):
    """A place that is no answer to the one question about a line, which comes after this conversation."""

    def match(self, turn: Turn) -> Location | None:
        """Match a shared place."""
        asked = turn.who.conversation
        is_asked = asked is not None and asked.name == "line"
        if asked is not None and is_asked and not is_left_alone(asked, turn.desk.clock.now()):
            return None
        return turn.location


@dataclass(frozen=True, slots=True)
class Choices:
    """Who bears the name that was typed."""

    near: tuple[Near, ...]


Typed = CheckedIn | WhereIsIt | Choices | Outcomes
PlaceTalk = Talk[PlaceDraft]
AnyStep = Literal[Step.WHERE, Step.WHAT, End.END]


async def place_shared(talk: PlaceTalk, shared: Location) -> AnyStep:
    """The rep shared where he is; as a reply to a customer's or a plan's message it is there."""
    draft, about = talk.draft, talk.turn.who.about
    draft.latitude, draft.longitude = str(shared.latitude), str(shared.longitude)

    def take(work: Work) -> CheckedIn | WhereIsIt:
        taken = take_place(work, draft.place, _customer_of(work, about))
        return _noted(talk, work, taken)

    return await talk.act(take, then=_where, show=_shown)


async def customer_picked(talk: PlaceTalk, tap: HereIs) -> AnyStep:
    """The rep says at whom he is."""
    if not talk.draft.latitude:
        return await talk.go(Step.WHERE)

    def check_in(work: Work) -> CheckedIn | WhereIsIt:
        return _noted(talk, work, check_in_at(work, tap.customer_id, talk.draft.place))

    return await talk.act(check_in, then=_where, show=_shown)


async def customer_typed(talk: PlaceTalk, words: str) -> AnyStep:
    """The rep typed at whom he is: one match is it, several are asked about; a line of its own is done."""
    if not talk.draft.latitude:
        return await talk.go(Step.WHERE)
    said_at = talk.turn.sent_at

    def find(work: Work) -> Typed:
        found = look_up(work, words).customers
        if len(found) == 1:
            return _noted(talk, work, check_in_at(work, found[0].id, talk.draft.place))
        done = None if found else take_line_of_its_own(work, Line(words, said_at))
        return done or Choices(tuple(Near(one, metres_to(one, talk.draft.place)) for one in found))

    return await talk.act(find, then=_where_typed, show=_shown_typed)


async def file_sent(talk: PlaceTalk, file: FileSent) -> Literal[Step.WHAT, End.END]:
    """The rep sends a photo, a voice note or a document: it is of this visit, and more may follow."""
    return END if await file_of_visit(talk, file) is END else Step.WHAT


async def way_shared(ctx: Ctx, _turn: object) -> None:
    """The rep shares his way live: it is not followed, and not kept."""
    await ctx.settle(lambda _work: None)


def conversation() -> Conversation[PlaceDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name=NAME,
        draft=PlaceDraft,
        entries=[OnPlace(place_shared)],
        asks={
            Step.WHERE: Ask(
                lambda _draft, asked, say: place_texts.ask_where(asked, say),
                load=_load_where,
            ),
            Step.WHAT: Ask(
                lambda _draft, seen, say: texts.ask_again(seen, say),
                load=lambda work, draft: visit_if_there(work, draft.interaction_id),
            ),
        },
        answers={
            Step.WHERE: [
                OnButton(HereIs, customer_picked),
                OnLocation(place_shared),
                OnText(customer_typed),
            ],
            Step.WHAT: [
                OnButton(Went, rated),
                OnButton(NothingToAdd, nothing_added),
                OnButton(Undo, undone),
                OnLocation(place_shared),
                OnFile(file_sent),
                OnAccount(happened),
            ],
        },
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnFollowing(way_shared)]


def _noted(talk: PlaceTalk, work: Work, taken: CheckedIn | WhereIsIt) -> CheckedIn | WhereIsIt:
    if isinstance(taken, CheckedIn):
        assert taken.visit.interaction is not None
        talk.draft.interaction_id = taken.visit.interaction.id
        talk.draft.latitude = talk.draft.longitude = ""
    refresh_day(work, talk.member, talk.say)
    return taken


def _load_where(work: Work, draft: PlaceDraft) -> WhereIsIt | None:
    """Look around once more; none where the place is forgotten already."""
    return look_around(work, draft.place) if draft.latitude else None


def _customer_of(work: Work, about: str | None) -> int | None:
    noun, _, number = (about or "").partition(":")
    if noun == "customer":
        return int(number)
    return read_plan(work, int(number)).customer.id if noun == "plan" else None


def _where(taken: CheckedIn | WhereIsIt) -> AnyStep:
    if isinstance(taken, WhereIsIt):
        return Step.WHERE
    return END if taken.again else Step.WHAT


def _shown(taken: CheckedIn | WhereIsIt, say: Say) -> Screen:
    if isinstance(taken, WhereIsIt):
        return place_texts.ask_where(taken, say)
    return place_texts.checked_in(taken, say)


def _where_typed(typed: Typed) -> AnyStep:
    if isinstance(typed, CheckedIn | WhereIsIt):
        return _where(typed)
    return Step.WHERE if isinstance(typed, Choices) else END


def _shown_typed(typed: Typed, say: Say) -> Screen | tuple[Screen, ...]:
    if isinstance(typed, CheckedIn | WhereIsIt):
        return _shown(typed, say)
    if isinstance(typed, Choices):
        return place_texts.ask_which(typed.near, say)
    return screens_for(typed, say)
