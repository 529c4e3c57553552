"""industries: an index by which the different ones are read."""

from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_customers_industry', 'customers', ['industry'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_customers_industry', 'customers')
