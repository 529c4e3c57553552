"""The way of reminders: rings, leave, pulses, and what a member says about both

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = {'sqlite_autoincrement': True}  # a rebuilt table would give ids anew

INSTANT = sa.DateTime(timezone=True)

# What rang before is a ring too: its message says how it went.
RINGS = """
INSERT INTO rings (reminder_id, occurrence, member_id, due_at, rang_at, outbox_id, state, sent_at, reason, answer, answered_at)
SELECT r.id, r.occurrence, r.member_id, r.due_at, o.created_at, o.id,
  CASE o.state WHEN 'sent' THEN 'sent' WHEN 'failed' THEN 'undeliverable' ELSE 'due' END,
  o.sent_at, substr(o.error, 1, 200),
  CASE r.state WHEN 'done' THEN 'done' WHEN 'cancelled' THEN 'cancelled' END, r.answered_at
FROM reminders r JOIN outbox o ON o.key = 'reminder:' || CAST(r.id AS TEXT) || ':' || CAST(r.occurrence AS TEXT)
"""
ON_THEIR_WAY = """
UPDATE reminders SET state = 'due' WHERE state = 'sent' AND EXISTS (
  SELECT 1 FROM rings WHERE rings.reminder_id = reminders.id AND rings.occurrence = reminders.occurrence
  AND rings.state = 'due')
"""


def upgrade() -> None:
    op.create_table(
        "rings",
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("rang_at", INSTANT, nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("answer", sa.String(24), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("nudged_at", INSTANT, nullable=True),
        sa.Column("escalated_at", INSTANT, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_rings_member_id_members")),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminders.id"], name=op.f("fk_rings_reminder_id_reminders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rings")),
        sa.UniqueConstraint("reminder_id", "occurrence", name=op.f("uq_rings_reminder_id_occurrence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rings") as rings:
        rings.create_index("ix_rings_outbox_id", ["outbox_id"])
        rings.create_index("ix_rings_member_id_rang_at", ["member_id", "rang_at"])
        rings.create_index("ix_rings_state_answer_rang_at", ["state", "answer", "rang_at"])
    op.create_table(
        "pulses",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulses")),
        sa.UniqueConstraint("name", name=op.f("uq_pulses_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "leaves",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_leaves_member_id_members")),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["members.id"], name=op.f("fk_leaves_stand_in_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("leaves") as leaves:
        leaves.create_index("ix_leaves_member_id_until_on", ["member_id", "until_on"])
    with op.batch_alter_table("members", table_kwargs=KEPT) as members:
        members.add_column(sa.Column("nudge_minutes", sa.Integer(), nullable=False, server_default="180"))
        members.add_column(sa.Column("rest_days", sa.String(7), nullable=True))
    with op.batch_alter_table("reminders", table_kwargs=KEPT) as reminders:
        reminders.add_column(sa.Column("rule_on", sa.Date(), nullable=True))
        reminders.add_column(sa.Column("rule_at", sa.Time(), nullable=True))
        reminders.add_column(sa.Column("lead_days", sa.Integer(), nullable=True))
        reminders.add_column(
            sa.Column("awaits_answer", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("reminders", table_kwargs=KEPT) as reminders:
        reminders.alter_column("awaits_answer", existing_type=sa.Boolean(), server_default=None)
    op.execute(RINGS)
    op.execute(ON_THEIR_WAY)
    _anchor_rules()


def downgrade() -> None:
    op.execute("UPDATE reminders SET state = 'sent' WHERE state = 'due'")
    with op.batch_alter_table("reminders", table_kwargs=KEPT) as reminders:
        for name in ("awaits_answer", "lead_days", "rule_at", "rule_on"):
            reminders.drop_column(name)
    with op.batch_alter_table("members", table_kwargs=KEPT) as members:
        for name in ("rest_days", "nudge_minutes"):
            members.drop_column(name)
    op.drop_table("leaves")
    op.drop_table("pulses")
    op.drop_table("rings")


def _anchor_rules() -> None:
    """Note the wall-clock day and time of rules that stand so far by their instant alone."""
    from datetime import UTC
    from zoneinfo import ZoneInfo

    reminders = sa.table(
        "reminders",
        sa.column("id", sa.Integer),
        sa.column("due_at", INSTANT),
        sa.column("zone", sa.String),
        sa.column("rrule", sa.String),
        sa.column("rule_on", sa.Date),
        sa.column("rule_at", sa.Time),
    )
    columns = (reminders.c.id, reminders.c.due_at, reminders.c.zone)
    for row_id, due_at, zone in op.get_bind().execute(
        sa.select(*columns).where(reminders.c.rrule.is_not(None))
    ).all():
        instant = due_at.replace(tzinfo=UTC) if due_at.tzinfo is None else due_at
        wall = instant.astimezone(ZoneInfo(zone))
        op.execute(
            reminders.update()
            .where(reminders.c.id == row_id)
            .values(rule_on=wall.date(), rule_at=wall.time())
        )
