"""one index knows the keys: no index by customer beside them, and the terms written many at once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

FTS5 = (
    # The terms are made by the program: letters, digits and signs of its own, between spaces.
    """CREATE VIRTUAL TABLE customer_fts USING fts5(
        terms, content='customer_terms', content_rowid='id', detail='none', columnsize=0,
        tokenize="ascii tokenchars '^~%+$<=@!#*-'"
    )""",
    """CREATE TRIGGER customer_terms_removed AFTER DELETE ON customer_terms BEGIN
        INSERT INTO customer_fts (customer_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    END""",
    """CREATE TRIGGER customer_terms_changed AFTER UPDATE ON customer_terms BEGIN
        INSERT INTO customer_fts (customer_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO customer_fts (rowid, terms) VALUES (new.id, new.terms);
    END""",
)
ADDED = """CREATE TRIGGER customer_terms_added AFTER INSERT ON customer_terms BEGIN
        INSERT INTO customer_fts (rowid, terms) VALUES (new.id, new.terms);
    END"""


def upgrade() -> None:
    _drop()
    _create_terms(sa.Column('keys', sa.LargeBinary(), nullable=False))
    _create_keys()


def downgrade() -> None:
    _drop()
    theirs = ['customer_id'], ['customers.id']
    _create_terms(sa.ForeignKeyConstraint(*theirs, name=op.f('fk_customer_terms_customer_id_customers'), ondelete='CASCADE'))
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(ADDED)
    _create_keys(sa.ForeignKeyConstraint(*theirs, name=op.f('fk_customer_keys_customer_id_customers'), ondelete='CASCADE'))
    op.create_index('ix_customer_keys_customer_id', 'customer_keys', ['customer_id'], unique=False)


def _drop() -> None:
    """Drop both indexes: they are made anew, from the customers, once the program runs."""
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE customer_fts')
    op.drop_table('customer_terms')
    op.drop_table('customer_keys')


def _create_terms(more: sa.Column | sa.ForeignKeyConstraint) -> None:
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    op.create_table('customer_terms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('digest', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('terms', sa.Text() if is_sqlite else TSVECTOR(), nullable=False),
    more,
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer_terms')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_customer_terms_customer_id', 'customer_terms', ['customer_id'], unique=True)
    if is_sqlite:
        for statement in FTS5:
            op.execute(statement)
    else:
        # What waits to be merged into the index is read by every look-up, so little may wait.
        op.create_index('ix_customer_terms_terms', 'customer_terms', ['terms'], postgresql_using='gin', postgresql_with={'gin_pending_list_limit': 256})
        op.execute('ALTER TABLE customer_terms ALTER COLUMN terms SET STATISTICS 1000')


def _create_keys(*more: sa.ForeignKeyConstraint) -> None:
    op.create_table('customer_keys',
    sa.Column('key', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('owner_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('customer_id', sa.Integer(), autoincrement=False, nullable=False),
    *more,
    sa.PrimaryKeyConstraint('key', 'owner_id', 'customer_id', name=op.f('pk_customer_keys')),
    sqlite_with_rowid=False
    )
