"""owners beside the ids: whose rows a look-up found is read without the rows."""

from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_customer_terms_owner_id', 'customer_terms', ['id', 'owner_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_customer_terms_owner_id', 'customer_terms')
