"""Every migration is walked up and down on both databases, and ends at what the program means."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import LargeBinary, String, inspect, text

from storage.migrate import (
    ForeignKeysBroken,
    config_for,
    migrate,
    newest_revision,
    open_for_migration,
    revision_of,
)
from storage.schema import METADATA, is_compared
from storage.tables import Row
from tests.kit.databases import BOTH


@pytest.fixture(params=BOTH)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.new_database("template0")
    yield postgres.url(name)
    postgres.drop(name)


def test_every_migration_goes_up_and_down_and_up_again(bare: str) -> None:
    engine = open_for_migration(bare)
    with engine.begin() as connection:
        script = ScriptDirectory.from_config(config_for(connection))
        revisions = [one.revision for one in reversed(list(script.walk_revisions()))]

    for revision in revisions:
        migrate(bare, revision)
    for revision in reversed(["base", *revisions[:-1]]):
        with engine.begin() as connection:
            command.downgrade(config_for(connection), revision)
    with engine.connect() as connection:
        left = set(inspect(connection).get_table_names()) - {"alembic_version"}
    migrate(bare)

    assert left == set()
    assert differences(bare) == []
    engine.dispose()


def test_the_newest_revision_is_known_without_alembic(database: str) -> None:
    engine = open_for_migration(database)
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(config_for(connection))

        assert newest_revision() == script.get_current_head() == revision_of(connection)
    engine.dispose()


def test_the_migrated_database_is_what_the_program_means(database: str) -> None:
    assert differences(database) == []


def differences(url: str) -> list[object]:
    """What the database and the tables in the code disagree about."""
    engine = open_for_migration(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": is_compared,
            },
        )
        found = compare_metadata(context, METADATA)
    engine.dispose()
    return list(found)


def test_no_table_gives_an_id_again_after_a_migration_has_copied_it(sqlite_database: str) -> None:
    means_it = {
        table.name
        for table in METADATA.tables.values()
        if table.dialect_options["sqlite"]["autoincrement"]
    }
    engine = open_for_migration(sqlite_database)
    with engine.connect() as connection:
        wanted = text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        holds_it = set(connection.scalars(wanted))
    engine.dispose()

    assert holds_it == means_it


def test_ids_of_rows_that_are_gone_stay_given(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrate(url, "0001")
    engine = open_for_migration(url)
    with engine.begin() as connection:
        given = text("INSERT INTO sqlite_sequence (name, seq) VALUES ('reminders', 900)")
        connection.execute(given)  # as if 900 rows had come and gone
    engine.dispose()

    migrate(url)

    engine = open_for_migration(url)
    with engine.connect() as connection:
        last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'reminders'"))
    engine.dispose()
    assert last == 900


def test_migrating_twice_is_nothing(database: str) -> None:
    migrate(database)

    assert differences(database) == []


MEMBER = text(
    "INSERT INTO members (team_id, telegram_id, name, role, language, zone, quiet_from,"
    " quiet_until, reminder_time, joined_at) VALUES (:team, 1, 'x', 'rep', 'en', 'UTC',"
    " '21:00:00', '08:00:00', '09:00:00', '2026-01-01 00:00:00')"
)
TEAM = text(
    "INSERT INTO teams (id, name, country, currency, shares_customers, created_at)"
    " VALUES (7, 't', 'CN', 'CNY', false, '2026-01-01 00:00:00')"
)


def test_a_table_that_others_refer_to_can_be_changed(database: str) -> None:
    engine = open_for_migration(database)
    with engine.begin() as connection:
        connection.execute(TEAM)
        connection.execute(MEMBER, {"team": 7})

    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("teams") as teams:
            teams.alter_column("name", existing_type=String(120), type_=String(200))

    with engine.connect() as connection:
        assert connection.execute(text("SELECT team_id FROM members")).scalar() == 7
    engine.dispose()


def test_ids_are_never_given_twice_whatever_migrations_change(sqlite_database: str) -> None:
    engine = open_for_migration(sqlite_database)
    business = {str(mapper.local_table) for mapper in Row.registry.mappers}

    with engine.connect() as connection:
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        keep = {name for name, sql in made if "AUTOINCREMENT" in sql}

    assert business - keep == set()
    engine.dispose()


def test_a_migration_that_leaves_orphans_is_rolled_back(sqlite_database: str) -> None:
    engine = open_for_migration(sqlite_database)

    with pytest.raises(ForeignKeysBroken), engine.begin() as connection:
        connection.execute(MEMBER, {"team": 99})

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM members")).scalar() == 0
    engine.dispose()


def test_nothing_is_pickled() -> None:
    columns = [column for table in METADATA.tables.values() for column in table.c]

    assert "PickleType" not in {type(column.type).__name__ for column in columns}
    assert {str(one) for one in columns if isinstance(one.type, LargeBinary)} == {
        "uploads.content",
        "customer_terms.keys",
    }


def test_no_migration_makes_sqlite_give_ids_anew(bare: str) -> None:
    """A table that a batch operation rebuilds loses AUTOINCREMENT, unless it says so."""
    migrate(bare)
    engine = open_for_migration(bare)
    if engine.dialect.name == "sqlite":
        wanted = {
            name
            for name, table in METADATA.tables.items()
            if table.dialect_options["sqlite"].get("autoincrement")
        }
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
            )
            assert wanted - set(found.scalars()) == set()
    engine.dispose()


def test_what_an_opportunitys_customer_says_is_filled_in_for_those_that_are_there(
    bare: str,
) -> None:
    migrate(bare, "0020")
    engine = open_for_migration(bare)
    with engine.begin() as connection:
        connection.execute(TEAM)
        for number, city in ((1, "'Leeds'"), (2, "'Hull'"), (3, "NULL")):
            connection.execute(
                text(
                    "INSERT INTO customers (id, team_id, name, name_key, city, grade, created_at, touched_at)"
                    f" VALUES ({number}, 7, 'x', 'x', {city}, 'A', '2026-01-01', '2026-01-01')"
                )
            )
        connection.execute(
            text(
                "INSERT INTO opportunities (team_id, customer_id, title, stage, stage_at, score, created_at)"
                " SELECT 7, id, 'Pumps', 'new', '2026-01-01', 0, '2026-01-01' FROM customers WHERE id <> 2"
            )
        )

    migrate(bare)

    with engine.connect() as connection:
        there = connection.execute(
            text(
                "SELECT customer_id, customer_grade, name FROM opportunities LEFT JOIN opportunity_cities"
                " ON opportunity_cities.id = customer_city_id ORDER BY customer_id"
            )
        ).all()
        cities = connection.scalars(text("SELECT name FROM opportunity_cities")).all()
    engine.dispose()
    assert [tuple(one) for one in there] == [(1, "A", "Leeds"), (3, "A", None)]
    assert cities == ["Leeds"]
