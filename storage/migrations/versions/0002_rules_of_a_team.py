"""rules of a team, and files on their way out."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('team_rules',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=24), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_team_rules_team_id_teams')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_rules')),
    sa.UniqueConstraint('team_id', 'name', name=op.f('uq_team_rules_team_id_name')),
    sqlite_autoincrement=True
    )
    op.create_table('uploads',
    sa.Column('outbox_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['outbox_id'], ['outbox.id'], name=op.f('fk_uploads_outbox_id_outbox'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('outbox_id', name=op.f('pk_uploads'))
    )


def downgrade() -> None:
    op.drop_table('uploads')
    op.drop_table('team_rules')
