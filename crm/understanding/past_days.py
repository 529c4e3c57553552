"""The day on which an interaction happened, among the times of its message."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from crm.understanding.dates.moments import Kind, Moment
from crm.understanding.dates.places import is_corrected
from crm.understanding.interactions import Interaction, is_ahead, part_of_today
from crm.understanding.scene import Scene
from crm.understanding.vocabulary import acts

_NOT_BACK = re.compile(
    r"(?:\b(?:for|until|till|by|before|next|due|from|after|than)(?: the)?|[等到给约改定])[ ]?$"
)
_SHOW = re.compile(
    r"\b(?:trade|auto|county|boat|home|food|road|air|farm|talk) shows?\b|\b(?:the|a|an|this) (?:[a-z]+ )?shows?\b"
)
_HEADING = re.compile(r"[【\[]?(?:客户)?[\u4e00-\u9fff]{2}(?:记录|纪要|小结)[】\]]?")
_OLD = re.compile(r"\d{4}|last|ago|去年|前|上")
_HEAD_END = re.compile(r"[ ]*[,.:;\-/|】\])]")
_WAS_THEN = re.compile(
    "(?:就|才)?(?:上午|下午|晚上|早上|中午)?(?:发|寄|去|见|聊|谈|打|做|签|送|来|看|跑|拜访|通|吃|给|办|交|装|到|回)(?:过去|出去|过来)?的[ ]*"
)
_LONG_AGO = 120
_MOST_OF_A_YEAR = 300  # days


def day_of(
    scene: Scene, interaction: Interaction | None, moments: Sequence[Moment], now: datetime
) -> tuple[date, list[Moment]]:
    """Return the day of the interaction, today where none is said, and the moments that say so."""
    clause = interaction.clause if interaction else scene.clauses[0]
    if interaction and _HEADING.fullmatch(scene.masked, *clause):
        clause = (clause[0], scene.end)  # 拜访记录 博雅 徐磊 大前天
    said = [
        one for place, one in enumerate(moments) if not is_corrected(scene.masked, moments, place)
    ]
    for moment in said:
        behind = moment.span[0] >= clause[1] and scene.masked[clause[1] : moment.span[0]].strip()
        if behind:  # visited Harbor 上周五: a blank alone parts nothing
            day = _said_after(scene, moment, now)
        else:
            inside = clause[0] <= moment.span[0] < clause[1]
            day = _said_before(scene, interaction, moment, now)
            day = day or (_said_beside(scene, interaction, moment, now) if inside else None)
        if day:
            return day, [moment]
    return now.date(), []


def is_gone(moment: Moment, today: date) -> bool:
    """Tell whether a time is over, or a day of the year that has just been: 11/20 on the 24th."""
    return _is_over(moment, today) or (_may_be_back(moment, today) and _just_gone(moment))


def clause_around(scene: Scene, moment: Moment) -> tuple[int, int]:
    """Return the offsets of the clause in which a time stands."""
    inside = (one for one in scene.clauses if one[0] <= moment.span[0] < one[1])
    return next(inside, (scene.start, scene.end))


def _said_after(scene: Scene, moment: Moment, now: datetime) -> date | None:
    """`coffee with Raj, …, Fri just gone`; 去瑞丰转了转,他不在,前天; 邮件发他了,11月19号发的."""
    today = now.date()
    if _is_over(moment, today) and _is_alone(scene, moment) and not moment.repeat:
        return moment.day
    return moment.back if _may_be_back(moment, today) and _says_when(scene, moment) else None


def _said_before(
    scene: Scene, interaction: Interaction | None, moment: Moment, now: datetime
) -> date | None:
    """A day that is over for sure, or one that heads the note."""
    today = now.date()
    if _may_be_back(moment, today) and _heads(scene, moment, interaction):
        return moment.back
    over = _is_over(moment, today) and not moment.repeat and not _is_lost_year(moment, today)
    return moment.day if over else None


def _said_beside(
    scene: Scene, interaction: Interaction | None, moment: Moment, now: datetime
) -> date | None:
    """A day in the clause of the interaction."""
    today = now.date()
    if scene.masked.endswith("last ", 0, moment.span[0]):
        return today - timedelta(days=1)
    if part_of_today(moment):
        return today
    if _may_be_back(moment, today) and (
        _is_back(scene, interaction, moment) if interaction else _just_gone(moment)
    ):
        return moment.back
    return today if moment.day == today and not is_ahead(moment, now) else None


def _is_over(moment: Moment, today: date) -> bool:
    return (moment.until or moment.day) < today


def _is_alone(scene: Scene, moment: Moment) -> bool:
    """Tell whether a time is a clause of its own."""
    start, end = clause_around(scene, moment)
    around = scene.masked[start : moment.span[0]] + scene.masked[moment.span[1] : end]
    return not around.strip(" ,")


def _heads(scene: Scene, moment: Moment, interaction: Interaction | None) -> bool:
    """A day that opens the note: `19/11: site visit`, `11/20 w/ Dr. Yusuf`, 【11.20】与…."""
    if scene.masked[scene.start : moment.span[0]].strip(" [【(-"):
        return False
    if interaction is None or not interaction.done:
        return _just_gone(moment)
    return _HEAD_END.match(scene.masked, moment.span[1], interaction.start) is not None


def _says_when(scene: Scene, moment: Moment) -> bool:
    """Tell whether a clause of its own says when it was: 11月19号发的."""
    start, end = clause_around(scene, moment)
    alone = not scene.masked[start : moment.span[0]].strip(" ,是")
    return alone and _WAS_THEN.fullmatch(scene.masked, moment.span[1], end) is not None


def _may_be_back(moment: Moment, today: date) -> bool:
    return (
        moment.back is not None
        and moment.kind is not Kind.DEADLINE
        and moment.back <= today
        and (today - moment.back).days <= _LONG_AGO
    )


def _just_gone(moment: Moment) -> bool:
    """`acceptance test on 23.11. passed`: it comes again in a year only, and was days ago."""
    return moment.back is not None and (moment.day - moment.back).days > _MOST_OF_A_YEAR


def _is_lost_year(moment: Moment, today: date) -> bool:
    """A day long ago is meant only where the message says so."""
    return (today - moment.day).days > _LONG_AGO and not _OLD.search(moment.text.lower())


def _is_back(scene: Scene, interaction: Interaction, moment: Moment) -> bool:
    """`周一拜访了…` and `visited … on Monday` mean the Monday before."""
    start, end = moment.span
    if end <= interaction.start:
        return not _NOT_BACK.search(scene.masked, max(0, start - 12), start)
    between = _SHOW.sub(" ", scene.masked[interaction.end : start])
    if re.search(r"[\u4e00-\u9fff]", scene.masked[interaction.start : interaction.end]):
        return False
    before = scene.masked[max(0, start - 12) : start]
    return not acts.ACTION.search(between) and not _NOT_BACK.search(before)
