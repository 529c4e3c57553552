"""opportunities in full: team, source, need, score; their way, people and items; the pipeline in sums."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

KEPT = {'sqlite_autoincrement': True}  # a rebuilt table would give ids anew

OPEN_ONES = sa.text('closed_at IS NULL AND deleted_at IS NULL')
KEY = 'team_id, month, stage, owner_id, currency'


def upgrade() -> None:
    with op.batch_alter_table('opportunities', schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.add_column(sa.Column('team_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('stage_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('source', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('need', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('competitors', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('potential', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('urgency', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('competition', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('score', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('closed_on', sa.Date(), nullable=True))
        batch_op.drop_index('ix_opportunities_owner_id')
    op.execute('UPDATE opportunities SET stage_at = created_at, score = 0, team_id = '
               '(SELECT team_id FROM customers WHERE customers.id = opportunities.customer_id)')
    closed = 'date(closed_at)' if _is_sqlite() else "CAST(closed_at AT TIME ZONE 'UTC' AS date)"
    op.execute(f'UPDATE opportunities SET closed_on = {closed} WHERE closed_at IS NOT NULL')
    with op.batch_alter_table('opportunities', schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.alter_column('team_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('stage_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('score', existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key('fk_opportunities_team_id_teams', 'teams', ['team_id'], ['id'])
        batch_op.create_index('ix_opportunities_owner_id_closed_on', ['owner_id', 'closed_on'], unique=False)
        batch_op.create_index('ix_opportunities_open', ['team_id', 'owner_id', 'stage', 'score', 'close_on', 'currency', 'amount_minor'], unique=False, sqlite_where=OPEN_ONES, postgresql_where=OPEN_ONES)
        batch_op.create_index('ix_opportunities_top', ['team_id', 'stage', 'score', 'id'], unique=False, sqlite_where=OPEN_ONES, postgresql_where=OPEN_ONES)
    op.create_table('stage_moves',
    sa.Column('opportunity_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('from_stage', sa.String(length=24), nullable=False),
    sa.Column('to_stage', sa.String(length=24), nullable=False),
    sa.Column('held', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_stage_moves_member_id_members')),
    sa.ForeignKeyConstraint(['opportunity_id'], ['opportunities.id'], name=op.f('fk_stage_moves_opportunity_id_opportunities')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stage_moves')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_stage_moves_opportunity_id'), 'stage_moves', ['opportunity_id'], unique=False)
    op.create_table('opportunity_contacts',
    sa.Column('opportunity_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=60), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_opportunity_contacts_contact_id_contacts')),
    sa.ForeignKeyConstraint(['opportunity_id'], ['opportunities.id'], name=op.f('fk_opportunity_contacts_opportunity_id_opportunities')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opportunity_contacts')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_opportunity_contacts_contact_id'), 'opportunity_contacts', ['contact_id'], unique=False)
    op.create_index(op.f('ix_opportunity_contacts_opportunity_id'), 'opportunity_contacts', ['opportunity_id'], unique=False)
    op.create_table('opportunity_lines',
    sa.Column('opportunity_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('price_minor', sa.BigInteger(), nullable=False),
    sa.Column('cost_minor', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['opportunity_id'], ['opportunities.id'], name=op.f('fk_opportunity_lines_opportunity_id_opportunities')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opportunity_lines')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_opportunity_lines_opportunity_id'), 'opportunity_lines', ['opportunity_id'], unique=False)
    op.create_index(op.f('ix_opportunity_lines_product_id'), 'opportunity_lines', ['product_id'], unique=False)
    op.create_table('pipeline_sums',
    sa.Column('team_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('stage', sa.String(length=24), nullable=False),
    sa.Column('owner_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('minor', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('team_id', 'month', 'stage', 'owner_id', 'currency', name=op.f('pk_pipeline_sums')),
    sqlite_with_rowid=False
    )
    _count_what_is_there()
    for statement in SQLITE_TRIGGERS if _is_sqlite() else POSTGRES_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    if _is_sqlite():
        for name in ('added', 'changed', 'removed'):
            op.execute(f'DROP TRIGGER opportunities_{name}')
    else:
        op.execute('DROP TRIGGER opportunities_summed ON opportunities')
        op.execute('DROP FUNCTION sum_opportunity()')
    op.drop_table('pipeline_sums')
    op.drop_table('opportunity_lines')
    op.drop_table('opportunity_contacts')
    op.drop_table('stage_moves')
    with op.batch_alter_table('opportunities', schema=None, table_kwargs=KEPT) as batch_op:
        batch_op.drop_index('ix_opportunities_top', sqlite_where=OPEN_ONES, postgresql_where=OPEN_ONES)
        batch_op.drop_index('ix_opportunities_open', sqlite_where=OPEN_ONES, postgresql_where=OPEN_ONES)
        batch_op.drop_index('ix_opportunities_owner_id_closed_on')
        batch_op.drop_constraint('fk_opportunities_team_id_teams', type_='foreignkey')
        for name in ('closed_on', 'score', 'competition', 'urgency', 'potential', 'competitors', 'need', 'source', 'stage_at', 'team_id'):
            batch_op.drop_column(name)
        batch_op.create_index('ix_opportunities_owner_id', ['owner_id'], unique=False)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'


def _count_what_is_there() -> None:
    month = _month('closed_on')
    op.execute(f"""
        INSERT INTO pipeline_sums ({KEY}, count, minor)
        SELECT team_id, {month}, stage, coalesce(owner_id, 0), coalesce(currency, ''),
            count(*), sum(coalesce(amount_minor, 0))
        FROM opportunities WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4, 5""")


def _month(day: str) -> str:
    text = f'substr({day}, 1, 7)' if _is_sqlite() else f"to_char({day}, 'YYYY-MM')"
    return f"coalesce({text}, '')"


def _lite(row: str, sign: str) -> str:
    return f"""
        INSERT INTO pipeline_sums ({KEY}, count, minor)
        SELECT {row}.team_id, coalesce(substr({row}.closed_on, 1, 7), ''), {row}.stage,
            coalesce({row}.owner_id, 0), coalesce({row}.currency, ''),
            {sign}1, {sign}coalesce({row}.amount_minor, 0)
        WHERE {row}.deleted_at IS NULL
        ON CONFLICT ({KEY}) DO UPDATE SET
            count = count + excluded.count, minor = minor + excluded.minor;"""


def _is_empty(month: str) -> str:
    """The sum that a row has left, where nothing is left in it."""
    return f"""
        DELETE FROM pipeline_sums WHERE team_id = OLD.team_id AND month = {month} AND stage = OLD.stage
            AND owner_id = coalesce(OLD.owner_id, 0) AND currency = coalesce(OLD.currency, '')
            AND count = 0;"""


_LITE_MONTH = "coalesce(substr(OLD.closed_on, 1, 7), '')"
_MONTH = "coalesce(to_char(OLD.closed_on, 'YYYY-MM'), '')"
SUMMED = 'team_id, owner_id, stage, currency, amount_minor, closed_on, deleted_at'
SQLITE_TRIGGERS = (
    f'CREATE TRIGGER opportunities_added AFTER INSERT ON opportunities BEGIN {_lite("NEW", "")} END',
    f'CREATE TRIGGER opportunities_removed AFTER DELETE ON opportunities BEGIN {_lite("OLD", "-")} {_is_empty(_LITE_MONTH)} END',
    f'CREATE TRIGGER opportunities_changed AFTER UPDATE OF {SUMMED} ON opportunities '
    f'BEGIN {_lite("OLD", "-")} {_lite("NEW", "")} {_is_empty(_LITE_MONTH)} END',
)
# One statement, in the order of the key: two transactions that meet on two sums wait, and do not deadlock.
POSTGRES_TRIGGERS = (
    f"""
    CREATE FUNCTION sum_opportunity() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO pipeline_sums ({KEY}, count, minor)
        SELECT team_id, coalesce(to_char(closed_on, 'YYYY-MM'), ''), stage, coalesce(owner_id, 0),
            coalesce(currency, ''), sum(sign), sum(sign * coalesce(amount_minor, 0))
        FROM (
            SELECT OLD.team_id, OLD.closed_on, OLD.stage, OLD.owner_id, OLD.currency,
                OLD.amount_minor, OLD.deleted_at, -1 AS sign WHERE TG_OP <> 'INSERT'
            UNION ALL
            SELECT NEW.team_id, NEW.closed_on, NEW.stage, NEW.owner_id, NEW.currency,
                NEW.amount_minor, NEW.deleted_at, 1 AS sign WHERE TG_OP <> 'DELETE'
        ) AS sides
        WHERE deleted_at IS NULL
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT ({KEY}) DO UPDATE SET
            count = pipeline_sums.count + excluded.count, minor = pipeline_sums.minor + excluded.minor;
        IF TG_OP <> 'INSERT' THEN {_is_empty(_MONTH)}
        END IF;
        RETURN NULL;
    END $$""",
    f"""
    CREATE TRIGGER opportunities_summed AFTER INSERT OR DELETE OR UPDATE OF {SUMMED} ON opportunities
    FOR EACH ROW EXECUTE FUNCTION sum_opportunity()""",
)
