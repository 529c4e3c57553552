"""Grade and city of its customer stand with an opportunity, kept by triggers, and in the indexes that cover lists; whose customers are around; reminders of an opportunity.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

OPEN_ONES = sa.text("closed_at IS NULL AND deleted_at IS NULL")
CLOSED_ONES = sa.text("closed_at IS NOT NULL AND deleted_at IS NULL")
OPEN = ("team_id", "owner_id", "stage", "score", "close_on", "currency", "amount_minor")
CLOSED = ("team_id", "stage", "closed_on", "score", "owner_id", "currency", "amount_minor")
PLACED = sa.text("place_cell IS NOT NULL")
OF_ONE = sa.text("opportunity_id IS NOT NULL")
KEPT = ("customer_grade", "customer_city_id")
STATE = ("id", "closed_at", "deleted_at")

# What its customer says, for an opportunity of any name.
OF_CUSTOMER = """SELECT customers.grade, opportunity_cities.id FROM customers
    LEFT JOIN opportunity_cities ON opportunity_cities.name = customers.city
    WHERE customers.id = {}"""
CITY = """INSERT INTO opportunity_cities (name) SELECT {} WHERE {} IS NOT NULL
    ON CONFLICT (name) DO NOTHING"""
ITS_CITY = CITY.format("city", "city").replace("WHERE", "FROM customers WHERE id = NEW.customer_id AND")
TAKEN = f"""{ITS_CITY};
    UPDATE opportunities SET (customer_grade, customer_city_id) = ({OF_CUSTOMER.format("NEW.customer_id")})
    WHERE id = NEW.id;"""
FOLLOWED = f"""{CITY.format("NEW.city", "NEW.city")};
    UPDATE opportunities SET customer_grade = NEW.grade,
        customer_city_id = (SELECT opportunity_cities.id FROM opportunity_cities WHERE name = NEW.city)
    WHERE customer_id = NEW.id;"""
SQLITE_TRIGGERS = (
    f"CREATE TRIGGER opportunities_placed AFTER INSERT ON opportunities BEGIN {TAKEN} END",
    f"CREATE TRIGGER opportunities_replaced AFTER UPDATE OF customer_id ON opportunities BEGIN {TAKEN} END",
    "CREATE TRIGGER customers_placed AFTER UPDATE OF grade, city ON customers "
    f"WHEN NEW.grade IS NOT OLD.grade OR NEW.city IS NOT OLD.city BEGIN {FOLLOWED} END",
)
POSTGRES_TRIGGERS = (
    f"""
    CREATE FUNCTION place_opportunity() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {ITS_CITY};
        {OF_CUSTOMER.format("NEW.customer_id").replace(" FROM", " INTO NEW.customer_grade, NEW.customer_city_id FROM", 1)};
        RETURN NEW;
    END $$""",
    """
    CREATE TRIGGER opportunities_placed BEFORE INSERT OR UPDATE OF customer_id ON opportunities
    FOR EACH ROW EXECUTE FUNCTION place_opportunity()""",
    f"""
    CREATE FUNCTION place_opportunities() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {FOLLOWED}
        RETURN NULL;
    END $$""",
    """
    CREATE TRIGGER customers_placed AFTER UPDATE OF grade, city ON customers FOR EACH ROW
    WHEN (NEW.grade IS DISTINCT FROM OLD.grade OR NEW.city IS DISTINCT FROM OLD.city)
    EXECUTE FUNCTION place_opportunities()""",
)


def upgrade() -> None:
    op.create_table(
        "opportunity_cities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_cities")),
        sa.UniqueConstraint("name", name=op.f("uq_opportunity_cities_name")),
    )
    op.add_column("opportunities", sa.Column("customer_grade", sa.String(length=1)))
    op.add_column("opportunities", sa.Column("customer_city_id", sa.Integer()))
    _drop_indexes()  # before they are filled: each row is entered in them once
    op.execute(
        "INSERT INTO opportunity_cities (name) SELECT DISTINCT city FROM customers WHERE city IS NOT NULL"
        " AND id IN (SELECT customer_id FROM opportunities)"
    )
    op.execute(
        "UPDATE opportunities SET (customer_grade, customer_city_id) ="
        f" ({OF_CUSTOMER.format('opportunities.customer_id')})"
    )
    _make_indexes((*KEPT, *STATE))
    op.create_index(
        "ix_customers_owner_id_place_cell",
        "customers",
        ["owner_id", "place_cell"],
        sqlite_where=PLACED,
        postgresql_where=PLACED,
    )
    op.create_index(
        "ix_reminders_opportunity_id",
        "reminders",
        ["opportunity_id"],
        sqlite_where=OF_ONE,
        postgresql_where=OF_ONE,
    )
    for statement in SQLITE_TRIGGERS if _is_sqlite() else POSTGRES_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    if _is_sqlite():
        for name in ("opportunities_placed", "opportunities_replaced", "customers_placed"):
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP TRIGGER opportunities_placed ON opportunities")
        op.execute("DROP TRIGGER customers_placed ON customers")
        op.execute("DROP FUNCTION place_opportunity()")
        op.execute("DROP FUNCTION place_opportunities()")
    op.drop_index("ix_reminders_opportunity_id", table_name="reminders")
    op.drop_index("ix_customers_owner_id_place_cell", table_name="customers")
    _drop_indexes()
    for column in KEPT:
        op.drop_column("opportunities", column)
    op.drop_table("opportunity_cities")
    _make_indexes(("customer_id", *STATE))


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _drop_indexes() -> None:
    op.drop_index("ix_opportunities_open", table_name="opportunities")
    op.drop_index("ix_opportunities_closed", table_name="opportunities")


def _make_indexes(covered: tuple[str, ...]) -> None:
    for name, columns, ones in (("open", OPEN, OPEN_ONES), ("closed", CLOSED, CLOSED_ONES)):
        op.create_index(
            f"ix_opportunities_{name}",
            "opportunities",
            [*columns, *covered],
            sqlite_where=ones,
            postgresql_where=ones,
        )
