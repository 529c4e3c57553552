"""Second tellings: when a ring that is not answered is told once more; when a member was told of days to think of

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COLUMNS = ("nudge_at", "escalate_at")


def upgrade() -> None:
    with op.batch_alter_table("rings") as rings:
        for name in COLUMNS:
            rings.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
            rings.create_index(f"ix_rings_{name}", [name])
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("cared_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("members") as members:
        members.drop_column("cared_on")
    with op.batch_alter_table("rings") as rings:
        for name in COLUMNS:
            rings.drop_index(f"ix_rings_{name}")
            rings.drop_column(name)
