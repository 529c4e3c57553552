"""A file may stand on an opportunity of its customer: the quote, the contract.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

KEY = 'fk_attachments_opportunity_id_opportunities'


def upgrade() -> None:
    with op.batch_alter_table('attachments') as batch:
        batch.add_column(sa.Column('opportunity_id', sa.Integer()))
        batch.create_foreign_key(op.f(KEY), 'opportunities', ['opportunity_id'], ['id'], ondelete='SET NULL')
        batch.create_index(op.f('ix_attachments_opportunity_id'), ['opportunity_id'])


def downgrade() -> None:
    with op.batch_alter_table('attachments') as batch:
        batch.drop_index(op.f('ix_attachments_opportunity_id'))
        batch.drop_constraint(op.f(KEY), type_='foreignkey')
        batch.drop_column('opportunity_id')
