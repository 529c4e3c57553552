"""an index for look-ups."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

FTS5 = (
    # The terms are made by the program: letters, digits and signs of its own, between spaces.
    """CREATE VIRTUAL TABLE customer_fts USING fts5(
        terms, content='customer_terms', content_rowid='id', detail='none', columnsize=0,
        tokenize="ascii tokenchars '^~%+$<=@!#*-'"
    )""",
    """CREATE TRIGGER customer_terms_added AFTER INSERT ON customer_terms BEGIN
        INSERT INTO customer_fts (rowid, terms) VALUES (new.id, new.terms);
    END""",
    """CREATE TRIGGER customer_terms_removed AFTER DELETE ON customer_terms BEGIN
        INSERT INTO customer_fts (customer_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    END""",
    """CREATE TRIGGER customer_terms_changed AFTER UPDATE ON customer_terms BEGIN
        INSERT INTO customer_fts (customer_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO customer_fts (rowid, terms) VALUES (new.id, new.terms);
    END""",
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    op.create_table('customer_terms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('digest', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('terms', sa.Text() if is_sqlite else TSVECTOR(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_customer_terms_customer_id_customers'), ondelete='CASCADE'),
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
    op.drop_column('customers', 'search')  # not by a copy of the table, which would forget AUTOINCREMENT


def downgrade() -> None:
    op.add_column('customers', sa.Column('search', sa.Text(), nullable=False, server_default=''))
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE customer_fts')
    op.drop_table('customer_terms')
