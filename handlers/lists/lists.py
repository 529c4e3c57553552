"""Lists of customers by conditions: turn their pages, keep one under a name, forget the name; and days that come."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.coming import read_coming
from crm.customer_lists import drop_list, name_list, turn_to
from crm.understanding.coming import AskedDays
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText, Trigger
from handlers.lists import coming_texts, texts
from handlers.lists.buttons import DropList, NameList, TurnDays, TurnList


class Step(StrEnum):
    """The one question."""

    NAME = "name"


@dataclass
class ListDraft(Draft):
    """The list that is to have a name."""

    list_id: int = 0


ListTalk = Talk[ListDraft]


async def page_turned(ctx: Ctx, tap: TurnList) -> None:
    """The rep turns a page, or opens a list that he kept."""
    await ctx.act(lambda work: turn_to(work, tap.list_id, tap.page), texts.page)


async def days_turned(ctx: Ctx, tap: TurnDays) -> None:
    """The rep turns a page of days that come."""
    asked = AskedDays(tap.about, tap.first, tap.last, tap.paper)
    await ctx.act(lambda work: read_coming(work, asked, tap.page), coming_texts.coming)


async def name_dropped(ctx: Ctx, tap: DropList) -> None:
    """The rep wants to keep a list no longer."""
    await ctx.act(lambda work: drop_list(work, tap.list_id), texts.named)


async def naming_begun(talk: ListTalk, tap: NameList) -> Literal[Step.NAME]:
    """The rep wants to keep a list."""
    talk.draft.list_id = tap.list_id
    return await talk.go(Step.NAME)


async def name_given(talk: ListTalk, name: str) -> Literal[End.END]:
    """The rep said what the list is called."""
    return await talk.act(
        lambda work: name_list(work, talk.draft.list_id, name),
        then=lambda _done: END,
        show=texts.named,
    )


def conversation() -> Conversation[ListDraft]:
    """Build the conversation that gives a list its name."""
    return Conversation(
        name="keep_list",
        title=N_("Keep a list"),
        draft=ListDraft,
        entries=[OnButton(NameList, naming_begun)],
        asks={Step.NAME: Ask(lambda _draft, _none, say: texts.ask_name(say))},
        answers={Step.NAME: [OnText(name_given)]},
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(TurnList, page_turned),
        OnButton(DropList, name_dropped),
        OnButton(TurnDays, days_turned),
    ]
