"""The buttons of custom fields."""

from handlers.kit.buttons import button
from storage.customer_file import FieldKind


@button("fl")
class ListFields:
    """Show the fields of the team."""


@button("flp")
class TurnFields:
    """Show the fields from a place on."""

    at: int


@button("fla")
class AddField:
    """Add a field."""


@button("flt")
class SetTeam:
    """Whose customers have the new field: a team's, or (0) all teams'."""

    team_id: int


@button("flg")
class GiveToAll:
    """Let the field be one of all teams."""

    field_id: int


@button("flk")
class SetKind:
    """What the new field holds."""

    kind: FieldKind


@button("flo")
class OpenField:
    """Show a field, to change it."""

    field_id: int


@button("fln")
class RenameField:
    """Give the field another name."""

    field_id: int


@button("flc")
class ChangeChoices:
    """Give the field other choices."""

    field_id: int


@button("flx")
class RetireField:
    """Take the field away."""

    field_id: int
