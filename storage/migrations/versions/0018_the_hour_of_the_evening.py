"""The hour of the evening; opportunities by city and grade, and closed ones, within one covering scan; places by cell and latitude.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

OPEN_ONES = sa.text("closed_at IS NULL AND deleted_at IS NULL")
CLOSED_ONES = sa.text("closed_at IS NOT NULL AND deleted_at IS NULL")
PLACED = sa.text("place_cell IS NOT NULL")
STATE = ("closed_at", "deleted_at")
OPEN = ("team_id", "owner_id", "stage", "score", "close_on", "currency", "amount_minor")
CLOSED = ("team_id", "stage", "closed_on", "score", "owner_id", "currency", "amount_minor")


def upgrade() -> None:
    evening = sa.Column("evening_time", sa.Time(), server_default="18:00:00", nullable=False)
    op.add_column("members", evening)
    _index("ix_opportunities_open", (*OPEN, "customer_id", "id", *STATE), OPEN_ONES)
    _index("ix_opportunities_closed", (*CLOSED, "customer_id", "id", *STATE), CLOSED_ONES)
    op.drop_index("ix_customers_place_cell", table_name="customers")
    _index("ix_customers_place", ("place_cell", "latitude"), PLACED, "customers")


def downgrade() -> None:
    op.drop_index("ix_customers_place", table_name="customers")
    _index("ix_customers_place_cell", ("place_cell",), PLACED, "customers")
    op.drop_index("ix_opportunities_closed", table_name="opportunities")
    _index("ix_opportunities_open", (*OPEN, *STATE), OPEN_ONES)
    op.drop_column("members", "evening_time")


def _index(
    name: str, columns: tuple[str, ...], where: sa.TextClause, table: str = "opportunities"
) -> None:
    op.drop_index(name, table_name=table, if_exists=True)
    op.create_index(name, table, list(columns), sqlite_where=where, postgresql_where=where)
