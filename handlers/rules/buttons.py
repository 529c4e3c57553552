"""The buttons of the team's rules."""

from handlers.kit.buttons import button


@button("ru")
class OpenRules:
    """List the rules of a team."""

    team_id: int


@button("ruo")
class OpenRule:
    """Show one rule."""

    team_id: int
    rule: str


@button("ruc")
class ChangeValue:
    """Change one value of a rule."""

    team_id: int
    rule: str
    field: str


@button("ruy")
class SayYesNo:
    """Give the value of the question: yes or no."""

    value: str


@button("rud")
class BackToDefault:
    """Give the value of the question its default."""
