"""The stages that a team's opportunities go through: its own, between the first and won or lost.

The ends are every team's; what lies before them, how likely each is to be won, what should be true before one
is left and after how many days one is stalled are a rule of the team.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import ColumnElement

from crm.errors import UnknownStage
from crm.policy import actor_of
from crm.rules import Form, Rule, read_rule, setting, words
from crm.understanding.fold import fold
from storage.tables import Opportunity
from storage.work import Work

WON, LOST = "won", "lost"
CLOSED = (WON, LOST)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its code in the database, its names, how likely it is won (percent), when it is stalled."""

    code: str
    en: str
    zh: str
    probability: int
    hint_en: str = ""
    hint_zh: str = ""
    stalled_after: int = 14

    def name(self, language: str) -> str:
        """Return what the stage is called in a language."""
        return self.zh if language == "zh" else self.en

    def hint(self, language: str) -> str:
        """Return what should be true before the stage is left; empty where nothing was set."""
        return self.hint_zh if language == "zh" else self.hint_en


ENDS = (Stage(WON, "Won", "赢单", 100), Stage(LOST, "Lost", "丢单", 0))
BY_DEFAULT = (
    Stage("new", "New", "新建", 10, "Need and budget are known", "需求和预算已了解", 14),
    Stage("qualified", "Qualified", "已确认", 30, "We know who decides", "知道谁拍板", 21),
    Stage("proposal", "Proposal", "已报价", 50, "They have our quote", "客户已收到报价", 21),
    Stage(
        "negotiation", "Negotiation", "谈判", 70, "Price and terms agreed", "价格和条款谈妥", 30
    ),
)


USUAL_REASONS = (
    "Price/价格",
    "A competitor/选了竞争对手",
    "No budget/没有预算",
    "No decision/没有决定",
)
CODE = re.compile(r"[a-z][a-z0-9_]{0,23}")
CELL = " | "
MOST = 10


def read_stages(text: str) -> tuple[Stage, ...]:
    """Read stages as they are typed, one a line; ValueError where that is no list of stages.

    ``code | name | 名称 | chance of being won in % | stalled after days | hint | 提示``: the hints may be left out.
    """
    stages = tuple(_read_stage(line) for line in text.splitlines() if line.strip())
    codes = {one.code for one in stages}
    if not 1 <= len(stages) <= MOST or len(codes) < len(stages) or codes & set(CLOSED):
        raise ValueError(text)
    return stages


def write_stages(stages: tuple[Stage, ...]) -> str:
    """Return stages as `read_stages` takes them."""
    return "\n".join(
        CELL.join(
            (
                *(one.code, one.en, one.zh, f"{one.probability}%", str(one.stalled_after)),
                *(one.hint_en, one.hint_zh),
            )
        ).rstrip(" |")
        for one in stages
    )


@dataclass(frozen=True, slots=True)
class Stages(Rule):
    """The stages of a team, in order, and why it mostly loses (each in both languages: "Price/价格")."""

    name: ClassVar = "stages"

    open: tuple[Stage, ...] = setting(BY_DEFAULT, Form(read_stages, write_stages))
    lost_reasons: tuple[str, ...] = setting(USUAL_REASONS, words(8))

    def __iter__(self) -> Iterator[Stage]:
        """Yield every stage, the ends last."""
        return iter((*self.open, *ENDS))

    @property
    def first(self) -> Stage:
        """Where an opportunity begins."""
        return self.open[0]

    def get(self, code: str) -> Stage:
        """Return a stage by its code; one that the team no longer has keeps its code as its name."""
        named = next((one for one in self if one.code == code), None)
        return named or Stage(code, code, code, 0)

    def has(self, code: str) -> bool:
        """Say whether the team has a stage."""
        return any(one.code == code for one in self)

    def check(self, code: str) -> str:
        """Return the code of a stage that the team has; UnknownStage otherwise."""
        if not self.has(code):
            raise UnknownStage(code)
        return code

    def reason(self, place: int, language: str) -> str:
        """Return one of the usual reasons by its place; UnknownStage where there is none (any more)."""
        if not 0 <= place < len(self.lost_reasons):
            raise UnknownStage(str(place))
        return in_language(self.lost_reasons[place], language)

    def named(self, words: str) -> Stage | None:
        """Return the stage that words name, in either language or by its code; the longest name wins.

        已报价 is also 报价: 报价阶段的商机.
        """
        said = fold(words)
        names = [
            (name, one)
            for one in self
            for name in (fold(one.en), fold(one.zh), fold(one.zh).removeprefix("已"), one.code)
            if name
        ]
        found = [(len(name), one) for name, one in names if name in said]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def meant(self, code: str, words: str) -> str:
        """Return the code of the stage that is meant: as it was read, or as the team calls it in the words.

        UnknownStage where neither is one of the team's.
        """
        named = None if self.has(code) else self.named(words)
        return named.code if named else self.check(code)

    def after(self, code: str) -> Stage | None:
        """Return the next open stage after one; none after the last."""
        codes = [one.code for one in self.open]
        place = codes.index(code) + 1 if code in codes else len(codes)
        return self.open[place] if place < len(self.open) else None


def is_open() -> ColumnElement[bool]:
    """Return the condition on `Opportunity` that holds for those that are neither won, lost nor deleted."""
    return Opportunity.closed_at.is_(None) & Opportunity.deleted_at.is_(None)


def stages_of(work: Work, team_id: int | None = None) -> Stages:
    """Return the stages of a team; the actor's own where none is named."""
    return read_rule(work, Stages, team_id or actor_of(work).team_id)


def in_language(reason: str, language: str) -> str:
    """Return one of the usual reasons in a language; a reason written in one way is that in both."""
    en, _, zh = reason.partition("/")
    return (zh.strip() if language == "zh" and zh.strip() else en).strip()


def _read_stage(line: str) -> Stage:
    cells = [cell.strip() for cell in line.split("|")]
    if not 4 <= len(cells) <= 7 or not CODE.fullmatch(cells[0]) or not (cells[1] and cells[2]):
        raise ValueError(line)
    code, en, zh, chance, *rest = cells
    probability = int(chance.removesuffix("%"))
    stalled_after = int(rest[0]) if rest and rest[0] else 14
    if not 0 <= probability <= 100 or not 1 <= stalled_after <= 999 or max(len(en), len(zh)) > 24:
        raise ValueError(line)
    hints = [hint[:120] for hint in (*rest[1:], "", "")][:2]
    return Stage(code, en, zh, probability, hints[0], hints[1], stalled_after)
