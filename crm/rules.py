"""Rules that a team decides for itself: frozen dataclasses with defaults, read and changed value by value.

A rule is written like this; `handlers/rules/listing.py` gives it and each of its fields a name:

    @dataclass(frozen=True, slots=True)
    class VisitCadence(Rule):
        name: ClassVar = "visit_cadence"

        a: int = setting(14, whole(1, 366))

Values are kept as the texts that they are typed as, so that what is stored, shown and typed is one form.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import select

from crm.errors import UnknownValue
from crm.policy import present_actor, team_to_lead, visible_teams
from storage.rules import TeamRule
from storage.tables import Team
from storage.work import Work

T = TypeVar("T")
BETWEEN_ITEMS = re.compile(r"[,，、;；\n]+")
BETWEEN_KEY_AND_NUMBER = re.compile(r"[:：=]")
YES = frozenset({"yes", "y", "on", "true", "是", "开", "要"})
NO = frozenset({"no", "n", "off", "false", "否", "关", "不", "不要"})


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How a value is read from what somebody types, ValueError where it is none, and written to read back."""

    read: Callable[[str], T]
    write: Callable[[T], str] = str


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule is; `name` is stored: add, never rename."""

    name: ClassVar[str]


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A rule as it is now, and the entry that takes the change back (none: it was so before)."""

    rule: Rule
    undo: int | None


def setting(default: T, form: Form[T]) -> T:
    """Return a field of a rule, with its default and how it is typed."""
    made: T = field(default_factory=lambda: default, metadata={"form": form})
    return made


def whole(least: int, most: int) -> Form[int]:
    """Return the form of a whole number within bounds."""

    def read(text: str) -> int:
        value = int(text.strip())
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return Form(read)


def yes_or_no() -> Form[bool]:
    """Return the form of a choice between yes and no."""

    def read(text: str) -> bool:
        said = text.strip().casefold()
        if said not in YES | NO:
            raise ValueError(text)
        return said in YES

    return Form(read, lambda value: "yes" if value else "no")


def words(most: int = 40, longest: int = 60) -> Form[tuple[str, ...]]:
    """Return the form of a list of words, separated by commas or lines; it may be empty ("-")."""

    def read(text: str) -> tuple[str, ...]:
        items = [item.strip() for item in BETWEEN_ITEMS.split(text) if item.strip(" -")]
        if len(items) > most or any(len(item) > longest for item in items):
            raise ValueError(text)
        return tuple(dict.fromkeys(items))

    return Form(read, lambda items: ", ".join(items) or "-")


def wholes(least: int, most: int, how_many: int = 12) -> Form[tuple[int, ...]]:
    """Return the form of a list of whole numbers; it may be empty ("-")."""
    number = whole(least, most)

    def read(text: str) -> tuple[int, ...]:
        return tuple(number.read(item) for item in words(how_many).read(text))

    return Form(read, lambda items: ", ".join(map(str, items)) or "-")


def teams_to_lead(work: Work) -> Sequence[Team]:
    """Return the teams whose rules the actor may decide, his own first; NotAllowed for a rep."""
    own = team_to_lead(work, present_actor(work).team_id)
    others = select(Team).where(visible_teams(present_actor(work)), Team.id != own.id)
    return (own, *work.session.scalars(others.order_by(Team.name)))


def read_rule(work: Work, kind: type[R], team_id: int) -> R:
    """Return a team's rule; its defaults where the team has decided nothing."""
    row = _row(work, kind, team_id)
    return _rule(kind, row.values if row else {})


def change_rule(
    work: Work, kind: type[Rule], team_id: int, name: str, text: str | None
) -> RuleChanged:
    """Set one value of a team's rule from what the actor typed, or back to its default.

    UnknownValue for what is no value of that field; NotAllowed, NotThere where the team is not his to lead.
    """
    team_to_lead(work, team_id)
    row = _row(work, kind, team_id)
    values = dict(row.values) if row else {}
    values.pop(name, None)
    if text is not None:
        form = _forms(kind)[name]
        try:
            values[name] = form.write(form.read(text))
        except ValueError:
            raise UnknownValue(name, text[:60]) from None
    if row is None:
        work.add(TeamRule(team_id=team_id, name=kind.name, values=values))
    else:
        work.change(row, values=values)
    return RuleChanged(_rule(kind, values), work.close_entry("change_rule"))


def rule_texts(rule: Rule) -> dict[str, str]:
    """Return the values of a rule as they are typed, by field."""
    forms = _forms(type(rule))
    return {name: form.write(getattr(rule, name)) for name, form in forms.items()}


def _row(work: Work, kind: type[Rule], team_id: int) -> TeamRule | None:
    wanted = select(TeamRule).where(TeamRule.team_id == team_id, TeamRule.name == kind.name)
    return work.session.scalar(wanted)


def _rule(kind: type[R], values: Mapping[str, str]) -> R:
    forms = _forms(kind)
    return kind(**{name: forms[name].read(text) for name, text in values.items() if name in forms})


def _forms(kind: type[Rule]) -> dict[str, Form[Any]]:
    return {one.name: one.metadata["form"] for one in dataclasses.fields(kind)}
