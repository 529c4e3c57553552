"""lists of customers."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kept_lists',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_kept_lists_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_lists')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_kept_lists_member_id'), 'kept_lists', ['member_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_kept_lists_member_id'), table_name='kept_lists')
    op.drop_table('kept_lists')
