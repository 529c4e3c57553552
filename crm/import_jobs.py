"""An import from the chat: a file's rows are kept and looked at, the columns corrected, and the rows let in.

They are entered by a duty (`crm/import_duty.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, insert, select

from crm.column_names import Field
from crm.columns import (
    ROWS_LOOKED_AT,
    SAMPLES,
    Column,
    Mapping,
    check_name,
    recognise,
    unrecognised,
)
from crm.custom_fields import fields_of
from crm.errors import NoCustomerColumn, NotAllowed, NothingInFile, NotThere
from crm.importing import Importer, ImportReport, with_own_fields
from crm.policy import actor_of, present_actor, teams_in_sight
from storage.customer_file import CustomField
from storage.imports import ImportJob, ImportState, import_remarks, import_rows
from storage.spreadsheets.reading import SheetRow
from storage.tables import Role
from storage.work import Work

BATCH = 50  # rows of a transaction, for which everybody's acts wait
LOOKED_AT = 500  # rows at a time where nothing is written, and nobody waits
KEPT_FOR = timedelta(days=2)
REMARKS_KEPT = 5000
LEFT_OUT, JOINED = "left_out", "joined"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was noticed about a row: `kind` is a `Reason`, or "left_out" or "joined"."""

    row: int
    kind: str
    field: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ImportCard:
    """An import with what its columns are taken for; `may_choose` where the new customers' owner is a choice.

    `has_teams` where rows may name the team.
    """

    job: ImportJob
    mapping: Mapping
    may_choose: bool
    own_fields: Sequence[CustomField]
    has_teams: bool = False


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would become of the rows; `report.duplicates` counts those that repeat an earlier row too."""

    card: ImportCard
    report: ImportReport


def begin_import(work: Work, name: str) -> int:
    """Open an import of a file that is about to be read, and return its id; old ones are forgotten."""
    actor = present_actor(work)
    work.connection.execute(
        delete(ImportJob).where(
            ImportJob.created_at < work.now - KEPT_FOR, ImportJob.state != ImportState.RUNNING
        )
    )
    job = ImportJob(
        member_id=actor.id,
        name=name[:120],
        state=ImportState.READ,
        header_row=0,
        columns=[],
        owner_id=actor.id if actor.role is Role.REP else None,
        rows=0,
        told_at=work.now,
        created_at=work.now,
    )
    work.session.add(job)
    work.session.flush()
    return job.id


def keep_rows(work: Work, job_id: int, rows: Sequence[SheetRow]) -> None:
    """Keep some rows of the file; blank ones are left out."""
    kept = [
        {"job_id": job_id, "number": row.number, "cells": list(row.cells)}
        for row in rows
        if any(row.cells)
    ]
    if kept:
        work.connection.execute(insert(import_rows), kept)


def look_at_columns(work: Work, job_id: int) -> ImportCard:
    """Recognise the columns of a file that was read; where none holds names, they are named by hand."""
    job = _job(work, job_id)
    first = rows_after(work, job_id, 0, ROWS_LOOKED_AT)
    if not first:
        raise NothingInFile
    try:
        mapping = recognise(first)
    except NoCustomerColumn:
        mapping = unrecognised(first)
    mapping = with_own_fields(work, mapping)
    job.header_row = mapping.header_row
    _keep_mapping(job, mapping)
    below = (import_rows.c.job_id == job_id) & (import_rows.c.number > mapping.header_row)
    job.rows = work.connection.scalar(select(func.count()).where(below)) or 0
    if not job.rows:
        raise NothingInFile
    return _card(work, job)


def read_import(work: Work, job_id: int) -> ImportCard:
    """Read one of the actor's own imports; NotThere."""
    return _card(work, _job(work, job_id))


def first_rows(work: Work, job_id: int) -> list[SheetRow]:
    """Return the first rows of one of the actor's sheets, from which it is told what they are; NotThere."""
    return rows_after(work, _waiting(work, job_id).id, 0, ROWS_LOOKED_AT)


def rows_of(work: Work, job_id: int, most: int) -> list[SheetRow]:
    """Return the rows of one of the actor's sheets, at most one more than `most`; NotThere."""
    return rows_after(work, _waiting(work, job_id).id, 0, most + 1)


def take_column_for(
    work: Work, job_id: int, place: int, field: Field | None, custom: int | None = None
) -> ImportCard:
    """Take a column for another field, for one of the team's own, or for none."""
    job = _waiting(work, job_id)
    _keep_mapping(job, mapping_of(work, job).with_field(place, field, custom))
    return _card(work, job)


def choose_owner(work: Work, job_id: int, *, is_mine: bool) -> ImportCard:
    """Let the new customers be the actor's, or nobody's; NotAllowed for a rep, whose they always are."""
    job = _waiting(work, job_id)
    if actor_of(work).role is Role.REP and not is_mine:
        raise NotAllowed("import")
    job.owner_id = job.member_id if is_mine else None
    return _card(work, job)


def forecast(work: Work, job_id: int) -> Forecast:
    """Say what would become of the rows; nothing is written, and no lock is held. NoCustomerColumn."""
    job = _job(work, job_id)
    mapping = check_name(mapping_of(work, job))
    report, importer = ImportReport(mapping), Importer(work, mapping, job.owner_id)
    seen: set[tuple[int, str]] = set()
    last = job.header_row
    while rows := rows_after(work, job_id, last, LOOKED_AT):
        for draft in importer.compare(rows, report):
            numbers = (one.values["phone_e164"] for one in draft.contacts)
            team_id = draft.values["team_id"]
            keys = {(team_id, one) for one in (draft.values["name_key"], *numbers) if one}
            if draft.id is None and not seen.isdisjoint(keys):
                report.new -= 1
                report.duplicates += 1
            seen |= keys
        last = rows[-1].number
    return Forecast(_card(work, job), report)


def start_import(work: Work, job_id: int, message_id: int | None) -> ImportCard:
    """Let the rows be entered; how far they are is told in a message. Starting twice changes nothing.

    NoCustomerColumn.
    """
    job = _job(work, job_id)
    check_name(mapping_of(work, job))
    if job.state is ImportState.READ:
        job.state, job.done_row = ImportState.RUNNING, job.header_row
        job.message_id = message_id
    return _card(work, job)


def forget_import(work: Work, job_id: int) -> None:
    """Forget a file that is not to be imported."""
    work.session.delete(_waiting(work, job_id))


def refusals_of(work: Work, job_id: int) -> tuple[ImportCard, tuple[Remark, ...]]:
    """Return an import with all that is kept of what was noticed about its rows."""
    job = _job(work, job_id)
    return _card(work, job), remarks_of(work, job_id)


def remarks_of(work: Work, job_id: int, limit: int = REMARKS_KEPT) -> tuple[Remark, ...]:
    """Return what was noticed about the rows of an import, refusals first."""
    kept = import_remarks.c
    wanted = select(kept.number, kept.kind, kept.field, kept.text).where(kept.job_id == job_id)
    refused_first = kept.kind.in_((LEFT_OUT, JOINED))
    rows = work.connection.execute(wanted.order_by(refused_first, kept.number).limit(limit))
    return tuple(Remark(*row) for row in rows)


def _job(work: Work, job_id: int) -> ImportJob:
    job = work.session.get(ImportJob, job_id)
    if job is None or job.member_id != present_actor(work).id:
        raise NotThere("import", job_id)
    return job


def _waiting(work: Work, job_id: int) -> ImportJob:
    job = _job(work, job_id)
    if job.state is not ImportState.READ:
        raise NotThere("import", job_id)
    return job


def _card(work: Work, job: ImportJob) -> ImportCard:
    work.session.flush()
    actor = actor_of(work)
    may_choose = actor.role is not Role.REP
    fields, has_teams = fields_of(work, actor.team_id), len(teams_in_sight(work)) > 1
    return ImportCard(job, mapping_of(work, job), may_choose, fields, has_teams)


def _keep_mapping(job: ImportJob, mapping: Mapping) -> None:
    job.columns = [[one.header, one.field, one.person, one.custom] for one in mapping.columns]


def mapping_of(work: Work, job: ImportJob) -> Mapping:
    """Return what the columns of an import are taken for."""
    columns = tuple(
        Column(place, header, Field(field) if field else None, person, custom)
        for place, (header, field, person, custom) in enumerate(job.columns)
    )
    samples = rows_after(work, job.id, job.header_row, SAMPLES)
    return Mapping(job.header_row, columns, tuple(samples))


def rows_after(work: Work, job_id: int, number: int, limit: int = BATCH) -> list[SheetRow]:
    """Return the next rows of an import behind one of them."""
    rows = (
        select(import_rows.c.number, import_rows.c.cells)
        .where(import_rows.c.job_id == job_id, import_rows.c.number > number)
        .order_by(import_rows.c.number)
        .limit(limit)
    )
    return [SheetRow(*row) for row in work.connection.execute(rows)]
