"""Second tellings: when a ring that is not answered is told once more, and to whom

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = ("nudge_at", "escalate_at")


def upgrade() -> None:
    with op.batch_alter_table("rings") as rings:
        for name in COLUMNS:
            rings.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
            rings.create_index(f"ix_rings_{name}", [name])


def downgrade() -> None:
    with op.batch_alter_table("rings") as rings:
        for name in COLUMNS:
            rings.drop_index(f"ix_rings_{name}")
            rings.drop_column(name)
