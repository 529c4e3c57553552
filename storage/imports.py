"""Imports that members began in the chat: the rows of their files as text, how far each is, what was noticed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import Row


class ImportState(StrEnum):
    """Where an import stands."""

    READ = "read"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ImportJob(Row):
    """A file that was read, what its columns are taken for, and how many rows of it are in the book.

    `columns` are [header, field or none, person] by their place; `entry_id` is the act in the history.
    """

    __tablename__ = "import_jobs"
    __table_args__ = (
        Index("ix_import_jobs_running", "id", sqlite_where=text("state = 'running'")),
        {"sqlite_autoincrement": True},
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[ImportState] = mapped_column(Code(ImportState))
    header_row: Mapped[int]
    columns: Mapped[list[Any]]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    rows: Mapped[int]
    done_row: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("history.id"))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    told_at: Mapped[datetime]
    created_at: Mapped[datetime]


# Rows of a file that are not blank, as the file numbers them, until their import is over.
import_rows = Table(
    "import_rows",
    Row.metadata,
    Column(
        "job_id",
        ForeignKey("import_jobs.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("cells", JSON, nullable=False),
    sqlite_with_rowid=False,
)

# What is told about single rows afterwards: refused, a value left out, joined by a number.
import_remarks = Table(
    "import_remarks",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("job_id", ForeignKey("import_jobs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("field", String(24)),
    Column("text", String(300), nullable=False),
)
