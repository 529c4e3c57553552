"""several workers."""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('workers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workers')),
    sqlite_autoincrement=True
    )
    op.add_column('inbox', sa.Column('owner', sa.Integer(), nullable=True))
    op.add_column('outbox', sa.Column('owner', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('outbox', 'owner')
    op.drop_column('inbox', 'owner')
    op.drop_table('workers')
