"""fields of all teams."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('custom_fields', schema=None) as batch_op:
        batch_op.alter_column('team_id', existing_type=sa.INTEGER(), nullable=True)


def downgrade() -> None:
    first = sa.text("UPDATE custom_fields SET team_id = (SELECT min(id) FROM teams) WHERE team_id IS NULL")
    op.execute(first)  # the program before knows no field of all teams
    with op.batch_alter_table('custom_fields', schema=None) as batch_op:
        batch_op.alter_column('team_id', existing_type=sa.INTEGER(), nullable=False)
