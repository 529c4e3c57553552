"""The teams that an import enters its rows into: the importer's own, or for an administrator the one that a row names.

Each team reads phone numbers by its country, has fields of its own, and owners among its members.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from crm.column_names import Field
from crm.columns import Column, Mapping
from crm.custom_fields import field_key, fields_of, value_in_form
from crm.instants import today_of
from crm.joining import Owners
from crm.policy import actor_of, teams_in_sight
from crm.records import LeftOut, Record, RecordReader
from crm.understanding.fold import fold
from storage.spreadsheets.reading import SheetRow
from storage.tables import Team
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Side:
    """What is needed to enter rows into a team."""

    team: Team
    reader: RecordReader
    owners: Owners


class Sides:
    """The sides of an import, each made when a row first asks for it."""

    def __init__(self, work: Work, mapping: Mapping, owner_id: int | None) -> None:
        self._work, self._mapping, self._owner_id = work, mapping, owner_id
        self._place = next((one.place for one in mapping.columns if one.field is Field.TEAM), None)
        self._teams = teams_in_sight(work)
        self._by_name = {fold(one.name).strip(): one for one in reversed(self._teams)}
        self._made: dict[int, Side] = {}
        self._unknown: dict[int, str] = {}

    def of_each(self, batch: Iterable[SheetRow]) -> Iterator[tuple[Side, list[SheetRow]]]:
        """Return the rows of each team; those that name none, or one that is not there, are the importer's own."""
        self._unknown.clear()
        rows: dict[int, tuple[Side, list[SheetRow]]] = {}
        for row in batch:
            side = self._of(self._named(row))
            rows.setdefault(side.team.id, (side, []))[1].append(row)
        yield from rows.values()

    def note_unknown(self, record: Record) -> None:
        """Note in a record that the team which its row names is not there."""
        if (said := self._unknown.get(record.row)) is not None:
            record.left_out.append(LeftOut(record.row, Field.TEAM, said))

    def _named(self, row: SheetRow) -> Team:
        if self._place is None or self._place >= len(row.cells):
            return self._teams[0]
        said = row.cells[self._place].strip()
        team = self._by_name.get(fold(said).strip())
        if said and team is None:
            self._unknown[row.number] = said
        return team or self._teams[0]

    def _of(self, team: Team) -> Side:
        if team.id not in self._made:
            today = today_of(self._work, actor_of(self._work))
            fields = fields_of(self._work, team.id)
            reads: dict[int, Callable[[str], str | None]] = {
                one.id: partial(value_in_form, self._work, one) for one in fields
            }
            theirs = {one.key: one.id for one in fields}
            reader = RecordReader(self._mapping_of(team, theirs), team.country, today, reads)
            owners = Owners(self._work, team, self._owner_id)
            self._made[team.id] = Side(team, reader, owners)
        return self._made[team.id]

    def _mapping_of(self, team: Team, theirs: dict[str, int]) -> Mapping:
        """Return the mapping with the fields of a team in the columns that hold the importer's of the same name."""
        if team is self._teams[0]:
            return self._mapping
        keys = {one.id: one.key for one in fields_of(self._work, self._teams[0].id)}

        def custom(column: Column) -> int | None:
            if column.field is not None or not column.header:
                return None
            return theirs.get(keys.get(column.custom or 0) or field_key(column.header))

        columns = (replace(one, custom=custom(one)) for one in self._mapping.columns)
        return replace(self._mapping, columns=tuple(columns))
