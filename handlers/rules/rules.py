"""/rules: leaders see what their team has decided, and change it value by value."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Literal

from crm.errors import NotThere
from crm.policy import team_to_lead
from crm.rules import Rule, RuleChanged, change_rule, read_rule, teams_to_lead
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation, WayOut
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.rules import texts
from handlers.rules.buttons import BackToDefault, ChangeValue, OpenRule, OpenRules, SayYesNo
from handlers.rules.listing import BY_NAME, ShownRule
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    VALUE = "value"


@dataclass
class RuleDraft(Draft):
    """Which value of which rule of which team."""

    team_id: int = 0
    rule: str = ""
    field: str = ""


Change = Talk[RuleDraft]


async def rules_asked(ctx: Ctx, _words: str) -> None:
    """The leader wants to see the rules."""
    await ctx.act(teams_to_lead, texts.teams)


async def rules_opened(ctx: Ctx, tap: OpenRules) -> None:
    """The leader opens the rules of a team."""
    await ctx.act(lambda work: team_to_lead(work, tap.team_id), texts.listing)


async def rule_opened(ctx: Ctx, tap: OpenRule) -> None:
    """The leader opens a rule."""

    def shown(rule: Rule, say: Say) -> Screen:
        return texts.card(rule, tap.team_id, say)

    await ctx.act(lambda work: _read(work, tap.team_id, tap.rule), shown)


async def change_begun(talk: Change, tap: ChangeValue) -> Literal[Step.VALUE]:
    """The leader wants to change a value."""

    def begin(work: Work) -> None:
        _read(work, tap.team_id, tap.rule)
        if tap.field not in _shown(tap.rule).labels:
            raise NotThere("field", 0)
        talk.draft.team_id, talk.draft.rule, talk.draft.field = tap.team_id, tap.rule, tap.field

    return await talk.act(begin, then=lambda _none: Step.VALUE)


async def value_typed(talk: Change, text: str) -> Literal[End.END]:
    """The leader typed the value."""
    return await _set(talk, text)


async def yes_or_no_tapped(talk: Change, tap: SayYesNo) -> Literal[End.END]:
    """The leader tapped yes or no."""
    return await _set(talk, tap.value)


async def default_wanted(talk: Change, _tap: BackToDefault) -> Literal[End.END]:
    """The leader wants the default back."""
    return await _set(talk, None)


async def left(talk: Change) -> Literal[End.END]:
    """The leader leaves it as it is."""
    return await talk.act(
        lambda work: _asked(work, talk.draft),
        then=lambda _rule: END,
        show=lambda rule, say: texts.card(rule, talk.draft.team_id, say),
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [
        OnCommand("rules", rules_asked),
        OnButton(OpenRules, rules_opened),
        OnButton(OpenRule, rule_opened),
    ]


def conversation() -> Conversation[RuleDraft]:
    """Build the conversation."""
    return Conversation(
        name="rules",
        title=N_("A rule of the team"),
        draft=RuleDraft,
        entries=[OnButton(ChangeValue, change_begun)],
        asks={
            Step.VALUE: Ask(
                lambda draft, rule, say: texts.ask_value(rule, draft.field, say), load=_asked
            )
        },
        answers={
            Step.VALUE: [
                OnButton(SayYesNo, yes_or_no_tapped),
                OnButton(BackToDefault, default_wanted),
                OnText(value_typed),
            ],
        },
        way_out=WayOut(N_("‹ Rules"), left),
    )


async def _set(talk: Change, text: str | None) -> Literal[End.END]:
    draft = talk.draft

    def change(work: Work) -> RuleChanged:
        kind = _shown(draft.rule).kind
        return change_rule(work, kind, draft.team_id, draft.field, text)

    return await talk.act(
        change,
        then=lambda _done: END,
        show=partial(_changed, team_id=draft.team_id),
    )


def _changed(done: RuleChanged, say: Say, team_id: int) -> Screen:
    return texts.changed(done, team_id, say)


def _asked(work: Work, draft: RuleDraft) -> Rule:
    return _read(work, draft.team_id, draft.rule)


def _read(work: Work, team_id: int, name: str) -> Rule:
    team_to_lead(work, team_id)
    return read_rule(work, _shown(name).kind, team_id)


def _shown(name: str) -> ShownRule:
    shown = BY_NAME.get(name)
    if shown is None:
        raise NotThere("rule", 0)
    return shown
