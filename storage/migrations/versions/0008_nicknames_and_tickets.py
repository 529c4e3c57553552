"""nicknames and tickets."""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('nicknames',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('folded', sa.String(length=40), nullable=False),
    sa.Column('text', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_nicknames_customer_id_customers')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_nicknames_member_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nicknames')),
    sa.UniqueConstraint('member_id', 'folded', name=op.f('uq_nicknames_member_id_folded')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('nicknames', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nicknames_customer_id'), ['customer_id'], unique=False)

    op.create_table('tickets',
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_tickets_contact_id_contacts')),
    sa.ForeignKeyConstraint(['created_by'], ['members.id'], name=op.f('fk_tickets_created_by_members')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_tickets_customer_id_customers')),
    sa.ForeignKeyConstraint(['owner_id'], ['members.id'], name=op.f('fk_tickets_owner_id_members')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tickets')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        batch_op.create_index('ix_tickets_customer_id_state', ['customer_id', 'state'], unique=False)
        batch_op.create_index('ix_tickets_owner_id_state', ['owner_id', 'state'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        batch_op.drop_index('ix_tickets_owner_id_state')
        batch_op.drop_index('ix_tickets_customer_id_state')

    op.drop_table('tickets')
    with op.batch_alter_table('nicknames', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nicknames_customer_id'))

    op.drop_table('nicknames')
