"""other terms: what both indexes hold is made anew, from the customers, once the program runs."""

from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

REMOVED = """CREATE TRIGGER customer_terms_removed AFTER DELETE ON customer_terms BEGIN
        INSERT INTO customer_fts (customer_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    END"""


def upgrade() -> None:
    _empty()


def downgrade() -> None:
    _empty()


def _empty() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('TRUNCATE customer_terms, customer_keys')
        return
    # Not row by row: each would have to tell its terms to the index.
    op.execute('DROP TRIGGER customer_terms_removed')
    op.execute('DELETE FROM customer_terms')
    op.execute('DELETE FROM customer_keys')
    op.execute("INSERT INTO customer_fts (customer_fts) VALUES ('delete-all')")
    op.execute(REMOVED)
