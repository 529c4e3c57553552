"""nicknames found: whom members call by words of theirs is indexed anew, once the program runs."""

from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

CALLED = 'WHERE customer_id IN (SELECT customer_id FROM nicknames)'


def upgrade() -> None:
    _forget()


def downgrade() -> None:
    _forget()


def _forget() -> None:
    op.execute(f'DELETE FROM customer_terms {CALLED}')
    op.execute(f'DELETE FROM customer_keys {CALLED}')
