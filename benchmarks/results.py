"""Hold what was measured, round by round, and show it beside its floor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table as Grid


@dataclass(frozen=True, slots=True)
class Metric:
    """One column: its name with its unit, how many digits to show, and whose figure is the floor.

    The ratio of every other subject to `floor` is taken within each round, since only what was measured
    side by side can be compared on a machine whose speed wanders.
    """

    name: str
    digits: int
    floor: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on one figure: absolute, or as a ratio to another subject's where `beside` names one."""

    subject: str
    metric: str
    bound: float
    beside: str | None = None
    at_least: bool = False


@dataclass(slots=True)
class Results:
    """One table: `subjects` maps each row's name to what exactly it measures."""

    title: str
    subjects: dict[str, str]
    metrics: Sequence[Metric]
    goals: Sequence[Goal] = ()
    values: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, subject: str, metric: str, value: float) -> None:
        """Add this round's figure."""
        self.values.setdefault((subject, metric), []).append(value)

    def figure(self, subject: str, metric: str) -> float | None:
        """Return the median of the rounds."""
        values = self.values.get((subject, metric))
        return median(values) if values else None

    def ratio(self, subject: str, metric: str, beside: str) -> float | None:
        """Return the median of the rounds' ratios to another subject."""
        ours, theirs = self.values.get((subject, metric)), self.values.get((beside, metric))
        if not ours or not theirs:
            return None
        return median(mine / other for mine, other in zip(ours, theirs, strict=True))

    def verdicts(self) -> list[tuple[str, bool | None]]:
        """Return each goal in words and whether it is met; `None` where it was not measured."""
        return [(self._words(goal), self._met(goal)) for goal in self.goals]

    def _value(self, goal: Goal) -> float | None:
        if goal.beside:
            return self.ratio(goal.subject, goal.metric, goal.beside)
        return self.figure(goal.subject, goal.metric)

    def _met(self, goal: Goal) -> bool | None:
        value = self._value(goal)
        if value is None:
            return None
        return value >= goal.bound if goal.at_least else value <= goal.bound

    def _words(self, goal: Goal) -> str:
        value = self._value(goal)
        measured = "not measured" if value is None else f"{value:.2f}"
        bound = f"{'≥' if goal.at_least else '≤'} {goal.bound:g}"
        beside = f" × {goal.beside}" if goal.beside else ""
        return f"{goal.subject}, {goal.metric}: {bound}{beside}: {measured}"


def show(results: Results, console: Console) -> None:
    """Print one table, what its rows measure, and which goals are met."""
    grid = Grid(title=results.title, title_justify="left")
    grid.add_column("")
    for metric in results.metrics:
        floor = f"\n× {metric.floor}" if metric.floor else ""
        grid.add_column(metric.name + floor, justify="right")
    for subject in results.subjects:
        grid.add_row(subject, *(_cell(results, subject, metric) for metric in results.metrics))
    console.print(grid)
    for subject, meaning in results.subjects.items():
        console.print(f"  [bold]{subject}[/bold]: {meaning}", highlight=False)
    marks = {True: "[green]met[/green]", False: "[red]missed[/red]", None: "[yellow]open[/yellow]"}
    for words, met in results.verdicts():
        console.print(f"  goal {marks[met]}: {words}", highlight=False)
    console.print()


def as_json(results: Results) -> dict[str, Any]:
    """Return everything measured, for a file."""
    return {
        "title": results.title,
        "subjects": results.subjects,
        "rounds": {f"{subject}: {metric}": v for (subject, metric), v in results.values.items()},
        "goals": [{"goal": words, "met": met} for words, met in results.verdicts()],
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of all lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _cell(results: Results, subject: str, metric: Metric) -> str:
    value = results.figure(subject, metric.name)
    if value is None:
        return "–"
    text = f"{value:,.{metric.digits}f}"
    if metric.floor is None:
        return text
    ratio = results.ratio(subject, metric.name, metric.floor)
    return f"{text}  {ratio:5.2f}×" if ratio is not None else text
