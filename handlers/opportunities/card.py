"""Open an opportunity's card, move it through its stages, say why it was lost, how promising it is, who decides."""

from dataclasses import replace

from crm.follow_ups import stop_follow_ups
from crm.opportunities import OpportunityCard, read_opportunity
from crm.opportunity_changes import OpportunityChanged, grade_opportunity, move_opportunity
from crm.opportunity_parts import LinesChanged, add_person, remove_line, remove_person
from crm.opportunity_people import Choices, read_choices
from crm.stages import LOST
from handlers.kit.context import Ctx
from handlers.kit.links import OpenOpportunity
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, Trigger
from handlers.opportunities import card_texts, part_texts, texts
from handlers.opportunities.buttons import (
    AskPart,
    AskStage,
    BackToCard,
    DropLine,
    Grade,
    LinesOf,
    LostFor,
    MoreOf,
    MoveTo,
    PeopleOf,
    ScoreIt,
    SetPart,
    StopFollowUps,
)
from storage.work import Work


async def card_opened(ctx: Ctx, tap: OpenOpportunity) -> None:
    """The rep opens an opportunity: its card comes as a message of its own, to be replied to."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), card_texts.card)


async def went_back(ctx: Ctx, tap: BackToCard) -> None:
    """The rep leaves it as it is."""

    def shown(card: OpportunityCard, say: Say) -> Screen:
        return replace(card_texts.card(card, say), fresh=False)

    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), shown)


async def stages_asked(ctx: Ctx, tap: AskStage) -> None:
    """The rep wants to move it."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), texts.ask_stage)


async def moved(ctx: Ctx, tap: MoveTo) -> None:
    """The rep says where it stands now."""
    await ctx.act(
        lambda work: move_opportunity(work, tap.opportunity_id, tap.stage), texts.changed
    )


async def reason_tapped(ctx: Ctx, tap: LostFor) -> None:
    """The rep says why the one that he lost was lost."""

    def note(work: Work) -> OpportunityChanged:
        stages = read_opportunity(work, tap.opportunity_id).stages
        reason = stages.reason(tap.place, ctx.say.language)
        return move_opportunity(work, tap.opportunity_id, LOST, reason)

    await ctx.act(note, texts.changed)


async def more_wanted(ctx: Ctx, tap: MoreOf) -> None:
    """The rep wants to see and change the rest."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), card_texts.more)


async def follow_ups_stopped(ctx: Ctx, tap: StopFollowUps) -> None:
    """The rep wants no more follow-ups of it."""

    def stop(work: Work) -> OpportunityChanged:
        undo = stop_follow_ups(work, tap.opportunity_id)
        return OpportunityChanged(read_opportunity(work, tap.opportunity_id), {}, undo)

    await ctx.act(stop, texts.changed)


async def score_asked(ctx: Ctx, tap: ScoreIt) -> None:
    """The rep wants to say how promising it is."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), card_texts.ask_score)


async def graded(ctx: Ctx, tap: Grade) -> None:
    """The rep answered one of the three questions: the others stay below."""

    def shown(done: OpportunityChanged, say: Say) -> Screen:
        return card_texts.ask_score(done.card, say)

    await ctx.act(
        lambda work: grade_opportunity(work, tap.opportunity_id, tap.question, tap.grade), shown
    )


async def people_asked(ctx: Ctx, tap: PeopleOf) -> None:
    """The rep wants to see who has a part in it."""
    await ctx.act(lambda work: read_choices(work, tap.opportunity_id), part_texts.people)


async def part_asked(ctx: Ctx, tap: AskPart) -> None:
    """The rep tapped a person: what part has he?"""

    def shown(choices: Choices, say: Say) -> Screen:
        return part_texts.ask_part(choices, tap.contact_id, say)

    await ctx.act(lambda work: read_choices(work, tap.opportunity_id), shown)


async def part_given(ctx: Ctx, tap: SetPart) -> None:
    """The rep said what part somebody has, or that he has none."""

    def note(work: Work) -> Choices:
        if tap.part is None:
            remove_person(work, tap.opportunity_id, tap.contact_id)
        else:
            add_person(work, tap.opportunity_id, tap.contact_id, tap.part.value)
        return read_choices(work, tap.opportunity_id)

    await ctx.act(note, part_texts.people)


async def lines_asked(ctx: Ctx, tap: LinesOf) -> None:
    """The rep wants to see what is to be sold."""
    await ctx.act(lambda work: read_opportunity(work, tap.opportunity_id), part_texts.items)


async def line_dropped(ctx: Ctx, tap: DropLine) -> None:
    """The rep takes a line away."""

    def drop(work: Work) -> tuple[OpportunityCard, LinesChanged]:
        changed = remove_line(work, tap.opportunity_id, tap.line_id)
        return read_opportunity(work, tap.opportunity_id), changed

    await ctx.act(drop, lambda done, say: part_texts.items(done[0], say, done[1]))


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(OpenOpportunity, card_opened),
        OnButton(AskStage, stages_asked),
        OnButton(BackToCard, went_back),
        OnButton(MoveTo, moved),
        OnButton(LostFor, reason_tapped),
        OnButton(MoreOf, more_wanted),
        OnButton(StopFollowUps, follow_ups_stopped),
        OnButton(ScoreIt, score_asked),
        OnButton(Grade, graded),
        OnButton(PeopleOf, people_asked),
        OnButton(AskPart, part_asked),
        OnButton(SetPart, part_given),
        OnButton(LinesOf, lines_asked),
        OnButton(DropLine, line_dropped),
    ]
