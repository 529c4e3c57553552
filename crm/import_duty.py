"""Entering the rows of an import from the chat: batch after batch, by a duty.

Each batch is a transaction of its own, so that nobody waits for a long list; what is entered is one act in
the history. A stop of the program in between is a pause: the rows and how far they are stand in the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import delete, insert, select

from crm.import_jobs import BATCH, JOINED, LEFT_OUT, Remark, mapping_of, remarks_of, rows_after
from crm.importing import ACT, Importer, ImportReport
from storage.imports import ImportJob, ImportState, import_remarks, import_rows
from storage.spreadsheets.reading import SheetRow
from storage.tables import Member
from storage.work import Work

log = structlog.get_logger()

TELL_EVERY = timedelta(seconds=3)
REMARKS_TOLD = 10


@dataclass(frozen=True, slots=True)
class ImportTold:
    """An import on its way or at its end, for the member who began it."""

    job: ImportJob
    member: Member
    remarks: tuple[Remark, ...] = ()


Tell = Callable[[Work, ImportTold], None]


def enter_rows(work: Work, tell_progress: Tell, tell_end: Tell) -> int:
    """Enter some rows of an import that was started, and return how many imports that were, 1 or 0."""
    running = select(ImportJob).where(ImportJob.state == ImportState.RUNNING)
    job = work.session.scalar(
        running.order_by(ImportJob.done_row, ImportJob.id).limit(1).with_for_update()
    )
    if job is None:
        return 0
    member = work.session.get_one(Member, job.member_id)
    if member.deactivated_at is not None:
        job.state = ImportState.FAILED
        return 1
    work.actor = member
    rows = rows_after(work, job.id, job.done_row)
    try:
        with work.session.begin_nested():
            _enter(work, job, rows)
    except Exception as error:  # these rows would fail for ever: the member is told where it ended
        log.error("import_failed", id=job.id, error=type(error).__name__, exc_info=error)
        job.state = ImportState.FAILED
        tell_end(work, ImportTold(job, member))
        return 1
    if len(rows) == BATCH:
        if work.now - job.told_at >= TELL_EVERY:
            job.told_at = work.now
            tell_progress(work, ImportTold(job, member))
        return 1
    job.state = ImportState.DONE
    work.connection.execute(delete(import_rows).where(import_rows.c.job_id == job.id))
    work.session.flush()
    tell_end(work, ImportTold(job, member, remarks_of(work, job.id, REMARKS_TOLD)))
    return 1


def _enter(work: Work, job: ImportJob, rows: Sequence[SheetRow]) -> None:
    if not rows:
        return
    mapping = mapping_of(work, job)
    report = ImportReport(mapping)
    if job.entry_id is not None:
        work.go_on_with_entry(job.entry_id)
    Importer(work, mapping, job.owner_id).take(rows, report)
    job.entry_id = work.close_entry(ACT) or job.entry_id
    job.done_row = rows[-1].number
    job.new += report.new
    job.updated += report.updated
    job.duplicates += report.duplicates
    job.refused += report.refused
    _keep_remarks(work, job.id, report)


def _keep_remarks(work: Work, job_id: int, report: ImportReport) -> None:
    remarks = [
        *(Remark(one.row, one.reason, one.field, one.text) for one in report.refusals),
        *(Remark(one.row, LEFT_OUT, one.field, one.text) for one in report.left_out),
        *(Remark(one.row, JOINED, None, f"{one.name} = {one.customer}") for one in report.joined),
    ]
    if remarks:
        rows = [
            {
                "job_id": job_id,
                "number": one.row,
                "kind": one.kind,
                "field": one.field,
                "text": one.text[:300],
            }
            for one in remarks
        ]
        work.connection.execute(insert(import_remarks), rows)
