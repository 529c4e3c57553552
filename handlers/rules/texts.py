"""What leaders read about the rules of their team."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.rules import Rule, RuleChanged, rule_texts
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, grid, lines
from handlers.rules.buttons import BackToDefault, ChangeValue, OpenRule, OpenRules, SayYesNo
from handlers.rules.listing import BY_NAME, RULES, ShownRule
from storage.tables import Team


def teams(shown: Sequence[Team], say: Say) -> Screen:
    """Show the rules of the only team, or ask of which."""
    if len(shown) == 1:
        return listing(shown[0], say)
    keys = [Tap(team.name, OpenRules(team.id)) for team in shown]
    return Screen(say("<b>The rules of which team?</b>"), grid(keys, 2))


def listing(team: Team, say: Say) -> Screen:
    """List the rules of a team."""
    keys = [Tap(say.plain(one.title), OpenRule(team.id, one.kind.name)) for one in RULES]
    return Screen(say("<b>Rules of {team}</b>", team=team.name), grid(keys, 2))


def card(rule: Rule, team_id: int, say: Say, undo: int | None = None) -> Screen:
    """Show one rule: what it is for, its values, a key to change each."""
    shown = BY_NAME[rule.name]
    texts = rule_texts(rule)
    keys: list[Key] = [
        Tap(f"✎ {say.plain(label)}", ChangeValue(team_id, rule.name, name))
        for name, label in shown.labels.items()
    ]
    ways: list[Key] = [Tap(say.plain("‹ Rules"), OpenRules(team_id))]
    if undo is not None:
        ways.append(Tap(say.plain("↩ Undo"), Undo(undo)))
    return Screen(
        lines(
            Markup("<b>{}</b>").format(say(shown.title)),
            say(shown.purpose),
            "",
            *(_value(shown, name, texts[name], say) for name in shown.labels),
        ),
        (*grid(keys, 2), tuple(ways)),
    )


def changed(done: RuleChanged, team_id: int, say: Say) -> Screen:
    """Show the rule as it is now."""
    return card(done.rule, team_id, say, done.undo)


def ask_value(rule: Rule, name: str, say: Say) -> Screen:
    """Ask for one value, in the form that it has."""
    shown = BY_NAME[rule.name]
    default = _in_words(_default(shown, name), say)
    rows: Rows = ((Tap(say.plain("Default: {value}", value=default), BackToDefault()),),)
    how: Markup | None = say("Type it in the same form.")
    if isinstance(getattr(rule, name), bool):
        keys = (Tap(say.plain("Yes"), SayYesNo("yes")), Tap(say.plain("No"), SayYesNo("no")))
        rows, how = (keys, *rows), None
    return Screen(
        lines(
            say("<b>{label}</b>: how shall it be?", label=say(shown.labels[name])),
            say("Now: <code>{value}</code>", value=_in_words(rule_texts(rule)[name], say)),
            how,
        ),
        rows,
    )


def _default(shown: ShownRule, name: str) -> str:
    return rule_texts(shown.kind())[name]


def _value(shown: ShownRule, name: str, text: str, say: Say) -> Markup:
    return Markup("{}: <b>{}</b>").format(say(shown.labels[name]), _in_words(text, say))


def _in_words(text: str, say: Say) -> str:
    """Return a value in the member's language, where it is yes or no."""
    return {"yes": say.plain("yes"), "no": say.plain("no")}.get(text, text)
