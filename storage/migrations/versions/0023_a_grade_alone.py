"""A customer's grade and its city are followed each by itself: a new grade looks up no city.

Revision ID: 0023
Revises: 0022
"""

from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

GRADE = "UPDATE opportunities SET customer_grade = NEW.grade WHERE customer_id = NEW.id;"
CITY = """{};
    UPDATE opportunities SET customer_city_id =
        (SELECT opportunity_cities.id FROM opportunity_cities WHERE name = NEW.city)
    WHERE customer_id = NEW.id;"""
# One that may only be ignored, a missing city too, lets SQLite go without a journal of the statement:
# that costs as much as the ten opportunities of a customer.
NAMED_LITE = "INSERT OR IGNORE INTO opportunity_cities (name) VALUES (NEW.city)"
NAMED_POSTGRES = """INSERT INTO opportunity_cities (name) SELECT NEW.city WHERE NEW.city IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM opportunity_cities WHERE name = NEW.city)
    ON CONFLICT (name) DO NOTHING"""
APART = (("grade", "graded", "grade_opportunities"), ("city", "placed", "place_opportunities"))

# As 0021 left it.
TOGETHER = """INSERT INTO opportunity_cities (name) SELECT NEW.city WHERE NEW.city IS NOT NULL
    ON CONFLICT (name) DO NOTHING;
    UPDATE opportunities SET customer_grade = NEW.grade,
        customer_city_id = (SELECT opportunity_cities.id FROM opportunity_cities WHERE name = NEW.city)
    WHERE customer_id = NEW.id;"""


def upgrade() -> None:
    _drop("placed")
    follows = {"grade": GRADE, "city": CITY.format(NAMED_LITE if _is_sqlite() else NAMED_POSTGRES)}
    for column, name, function in APART:
        _follow(column, f"NEW.{column} {_other()} OLD.{column}", name, function, follows[column])


def downgrade() -> None:
    for _column, name, _function in APART:
        _drop(name)
    if not _is_sqlite():
        op.execute("DROP FUNCTION grade_opportunities()")
    changed = f"NEW.grade {_other()} OLD.grade OR NEW.city {_other()} OLD.city"
    _follow("grade, city", changed, "placed", "place_opportunities", TOGETHER)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _other() -> str:
    return "IS NOT" if _is_sqlite() else "IS DISTINCT FROM"


def _drop(name: str) -> None:
    op.execute(f"DROP TRIGGER customers_{name}" + ("" if _is_sqlite() else " ON customers"))


def _follow(columns: str, changed: str, name: str, function: str, statements: str) -> None:
    """Make the trigger that lets opportunities follow what is changed of their customer."""
    head = f"CREATE TRIGGER customers_{name} AFTER UPDATE OF {columns} ON customers FOR EACH ROW"
    if _is_sqlite():
        op.execute(f"{head} WHEN {changed} BEGIN {statements} END")
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {statements} RETURN NULL; END $$"
    )
    op.execute(f"{head} WHEN ({changed}) EXECUTE FUNCTION {function}()")
