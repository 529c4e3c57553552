"""Bring a database to the schema of this program: Alembic, called from within."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.engine import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Create or upgrade the database at a URL; all of a migration is kept, or nothing."""
    engine = open_engine(url).execution_options(writes=True)
    with engine.begin() as connection:
        command.upgrade(config_for(connection), revision)
    engine.dispose()


def config_for(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
