"""Importing customers from a spreadsheet: every row is new, adds to a customer, says nothing new, or is refused.

    with store.begin() as work:
        work.actor = administrator
        report = import_customers(work, read_rows(file), owner_id=None)

The whole import is one act, with one entry in the history that takes all of it back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from crm.column_names import Field
from crm.columns import ROWS_LOOKED_AT, Mapping, recognise
from crm.custom_fields import field_key, fields_of
from crm.errors import (
    CrmError,
    EncodingUnknown,
    FileLocked,
    FileTooHeavy,
    FileTooLarge,
    FileUnreadable,
    NotAllowed,
    NothingInFile,
    TooManyColumns,
    TooManyRows,
)
from crm.import_sides import Side, Sides
from crm.joining import join_record, new_draft
from crm.matching import Draft, Shelf
from crm.policy import actor_of, teams_in_sight
from crm.records import LeftOut, Reason, Record, RecordReader, RefusedRow
from crm.writing_drafts import write_drafts
from storage.spreadsheets.bounds import Bounds, SheetRefused, Why
from storage.spreadsheets.reading import OpenSheet, SheetRow, opened
from storage.tables import Role
from storage.work import Work

BATCH = 1000
ACT = "import_customers"
LISTED = (
    5000  # refused rows, values left out and rows joined by number that a report lists at most
)

REFUSALS: dict[Why, Callable[[int], CrmError]] = {
    Why.TOO_LARGE: FileTooLarge,
    Why.TOO_HEAVY: lambda _limit: FileTooHeavy(),
    Why.TOO_MANY_ROWS: TooManyRows,
    Why.TOO_MANY_COLUMNS: TooManyColumns,
    Why.LOCKED: lambda _limit: FileLocked(),
    Why.UNREADABLE: lambda _limit: FileUnreadable(),
    Why.ENCODING_UNKNOWN: lambda _limit: EncodingUnknown(),
    Why.EMPTY: lambda _limit: NothingInFile(),
}


@dataclass(frozen=True, slots=True)
class JoinedByNumber:
    """A row that was taken for a customer of another name because they share a phone number."""

    row: int
    name: str
    customer: str


@dataclass(slots=True)
class ImportReport:
    """What became of the rows: `new + updated + duplicates + refused` are all that are not blank.

    An updated row added something to a customer of the book or of an earlier row; a duplicate nothing.
    The lists hold the first 5,000 each. `undo` is the history entry; none where nothing was changed.
    """

    mapping: Mapping
    new: int = 0
    updated: int = 0
    duplicates: int = 0
    refused: int = 0
    refusals: list[RefusedRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    joined: list[JoinedByNumber] = field(default_factory=list)
    undo: int | None = None

    @property
    def rows(self) -> int:
        """How many rows were read that are not blank."""
        return self.new + self.updated + self.duplicates + self.refused


@contextmanager
def reading(file: Path, bounds: Bounds | None = None) -> Iterator[OpenSheet]:
    """Open a spreadsheet; the errors of `crm/errors.py` where it cannot be read, now or between two rows."""
    try:
        with opened(file, bounds) as sheet:
            yield sheet
    except SheetRefused as refused:
        raise REFUSALS[refused.why](refused.limit or 0) from None


def read_rows(file: Path) -> Iterator[SheetRow]:
    """Return the rows of a spreadsheet; the errors of `reading` when the first one is asked for."""
    with reading(file) as sheet:
        yield from sheet.rows


def import_customers(
    work: Work,
    rows: Iterable[SheetRow],
    mapping: Mapping | None = None,
    *,
    owner_id: int | None,
    progress: Callable[[int], None] = lambda _row: None,
) -> ImportReport:
    """Enter the customers of some rows, or add to those that are there what they lack.

    New customers are owned by `owner_id` (none: the pool), or by the member whom an owner column names, where
    the actor may assign. Without a mapping, the columns are recognised. `progress` is told the number of
    the last row of each batch. NotAllowed for a rep who imports for somebody else; NoCustomerColumn.
    """
    rows = iter(rows)
    if mapping is None:
        first = list(islice(rows, ROWS_LOOKED_AT))
        mapping, rows = recognise_for(work, first), chain(first, rows)
    report = ImportReport(mapping)
    importer = Importer(work, mapping, owner_id)
    below = (row for row in rows if row.number > mapping.header_row)
    with work.in_bulk(work) as follow:
        while batch := list(islice(below, BATCH)):
            importer.take(batch, report)
            if len(batch) == BATCH:
                follow()
            progress(batch[-1].number)
    report.undo = work.close_entry(ACT)
    return report


def recognise_for(work: Work, first: Sequence[SheetRow]) -> Mapping:
    """Recognise the columns from the first rows, the actor's team's own fields too; NoCustomerColumn."""
    return with_own_fields(work, recognise(first))


def with_own_fields(work: Work, mapping: Mapping) -> Mapping:
    """Return a mapping in which columns called like the actor's team's own fields hold these."""
    ids = {one.key: one.id for one in fields_of(work, actor_of(work).team_id)}
    if len(teams_in_sight(work)) == 1:  # whatever else calls a column so says nothing here
        mapping = mapping.without(Field.TEAM)
    return mapping.with_custom(lambda header: ids.get(field_key(header)) if header else None)


class Importer:
    """Enters rows a batch at a time, within one work; each batch finds what the ones before it entered.

    NotAllowed for a rep who imports for somebody else.
    """

    def __init__(self, work: Work, mapping: Mapping, owner_id: int | None) -> None:
        actor = actor_of(work)
        if actor.role is Role.REP and owner_id not in (None, actor.id):
            raise NotAllowed("import")
        self._work = work
        self._sides = Sides(work, mapping, owner_id)

    def take(self, batch: Iterable[SheetRow], report: ImportReport) -> None:
        """Enter the customers of some rows, and note in the report what became of them."""
        write_drafts(self._work, self.compare(batch, report))

    def compare(self, batch: Iterable[SheetRow], report: ImportReport) -> list[Draft]:
        """Note what would become of some rows, and return the customers as they would be; nothing is written."""
        drafts: list[Draft] = []
        for side, rows in self._sides.of_each(batch):
            records = _records(rows, side.reader, report)
            shelf = Shelf(self._work, side.team, records)
            for record in records:
                self._place(side, shelf, record, report)
            drafts += shelf.drafts
        return drafts

    def _place(self, side: Side, shelf: Shelf, record: Record, report: ImportReport) -> None:
        draft = shelf.find(record)
        self._sides.note_unknown(record)
        if draft is None:
            shelf.add(new_draft(self._work, side.team, side.owners, record))
            report.new += 1
        elif not draft.is_visible:
            _refuse(report, RefusedRow(record.row, Reason.A_COLLEAGUES))
            return
        else:
            if draft.values["name_key"] != record.key:
                joined = JoinedByNumber(record.row, record.name, draft.values["name"])
                _list(report.joined, joined)
            is_more = join_record(self._work, draft, record)
            shelf.add_numbers(draft)
            report.updated += is_more
            report.duplicates += not is_more
        for one in record.left_out:
            _list(report.left_out, one)


def _records(
    batch: Iterable[SheetRow], reader: RecordReader, report: ImportReport
) -> list[Record]:
    records = []
    for row in batch:
        match reader.read(row):
            case Record() as record:
                records.append(record)
            case RefusedRow() as refusal:
                _refuse(report, refusal)
    return records


def _refuse(report: ImportReport, refusal: RefusedRow) -> None:
    report.refused += 1
    _list(report.refusals, refusal)


def _list(listed: list[Any], one: Any) -> None:
    if len(listed) < LISTED:
        listed.append(one)
