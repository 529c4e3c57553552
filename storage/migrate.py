"""Bring a database to the schema of this program: Alembic, called from within.

Alembic is imported only where there is something to do: it takes 7 MB, and a bot runs for months.
"""

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event, inspect, text
from sqlalchemy.engine import make_url

from storage.engine import open_engine

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> bool:
    """Create or upgrade the database at a URL; all of a migration is kept, or nothing.

    Return whether there was anything to do.
    """
    engine = open_for_migration(url)
    try:
        with engine.begin() as connection:
            if revision == "head" and revision_of(connection) == newest_revision():
                return False
            from alembic import command

            given = _ids_given(connection)
            command.upgrade(config_for(connection), revision)
            _keep_ids_given(connection, given)
            return True
    finally:
        engine.dispose()


def is_up_to_date(url: str) -> bool:
    """Say whether there is a database at a URL with the schema of this program; nothing is made or changed."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return False
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return revision_of(connection) == newest_revision()
    finally:
        engine.dispose()


class OtherRevision(Exception):
    """The database is not of this program's revision; the message says what to do."""


def check_revision(url: str) -> None:
    """Raise OtherRevision unless the database is what this program means."""
    if not is_up_to_date(url):
        raise OtherRevision(
            "Workers of another version are running on this database; stop them first."
        )


def newest_revision() -> str:
    """Return the revision of this program: its files are named `<number>_<what it does>.py`."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database; none for one that is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def open_for_migration(url: str) -> Engine:
    """Return an engine whose connections may rebuild tables.

    SQLite changes a table by copying it and dropping the old one, which deletes its rows: with foreign
    keys enforced, rows that refer to them would forbid it. They are looked at when all is done.
    """
    engine = open_engine(url, writes=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_foreign_keys)
        event.listen(engine, "commit", _check_foreign_keys)
    return engine


def config_for(connection: Connection) -> "Config":
    """Return Alembic's configuration for a connection that is open already."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


class ForeignKeysBroken(Exception):
    """A migration left rows that refer to nothing; it was rolled back."""


def _ids_given(connection: Connection) -> dict[str, int]:
    """Return the last id that each table of a SQLite database gave; none for one that is new, or PostgreSQL's."""
    if connection.dialect.name != "sqlite":
        return {}
    there = text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    if connection.execute(there).first() is None:
        return {}
    return {
        row.name: row.seq
        for row in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    }


def _keep_ids_given(connection: Connection, given: dict[str, int]) -> None:
    """Let no table give an id again: one that was copied on the way knows only of the rows that it still has."""
    for name, last in given.items():
        connection.execute(
            text("DELETE FROM sqlite_sequence WHERE name = :name AND seq < :last"),
            {"name": name, "last": last},
        )
        connection.execute(
            text(
                "INSERT INTO sqlite_sequence (name, seq) SELECT :name, :last"
                " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :name)"
            ),
            {"name": name, "last": last},
        )


def _leave_foreign_keys(connection: SqliteConnection, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise ForeignKeysBroken
