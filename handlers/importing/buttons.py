"""The buttons of an import."""

from handlers.kit.buttons import button


@button("im")
class OpenColumns:
    """Show the columns from a place on."""

    first: int


@button("imc")
class ChangeColumn:
    """Say what a column is."""

    place: int


@button("imf")
class TakeFor:
    """Take the column for a field, by its name, or for one of the team's own, by its id; neither: it is not read."""

    field: str
    custom: int | None = None


@button("imk")
class TakeSheetAs:
    """Take the whole sheet for what it seems to hold, by the name of a `SheetKind`."""

    kind: str


@button("imo")
class OwnThem:
    """Let new customers be the member's (1) or the pool's (0)."""

    mine: int


@button("imd")
class TryIt:
    """Say what would become of the rows."""


@button("imi")
class ImportIt:
    """Enter the rows."""


@button("imr")
class RefusedRows:
    """Send what was noticed about rows, as a file."""

    import_id: int
