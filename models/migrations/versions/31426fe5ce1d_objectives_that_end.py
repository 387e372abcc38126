"""Objectives that end: when the two are reminded of it, and of what each was."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
import models.base

revision = '31426fe5ce1d'
down_revision = 'b98fae187920'
branch_labels = None
depends_on = None

UNPLANNED = sa.text('NOT is_reminder_planned AND closed_at IS NULL')
ON_SQLITE = sa.text('is_reminder_planned = 0 AND closed_at IS NULL')
REMINDER = sa.Enum('coming', 'ended', 'late', name='reminder', native_enum=False, length=20)
OBJECTIVES = sa.table('objectives', sa.column('ends_on', sa.Date()), sa.column('is_reminder_planned', sa.Boolean()))


def upgrade() -> None:
    with op.batch_alter_table('objectives', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_reminder_planned', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('remind_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('rep_reminded', REMINDER, nullable=True))
        batch_op.add_column(sa.Column('manager_reminded', REMINDER, nullable=True))
        batch_op.create_index(batch_op.f('ix_objectives_remind_at'), ['remind_at'], unique=False)
        batch_op.create_index('ix_objectives_unplanned', ['id'], unique=False, postgresql_where=UNPLANNED, sqlite_where=ON_SQLITE)

    # what ended long before this came stays on the list to close, without a message each
    long_ago = datetime.now(UTC).date() - timedelta(weeks=4)
    op.execute(OBJECTIVES.update().where(OBJECTIVES.c.ends_on < long_ago).values(is_reminder_planned=True))


def downgrade() -> None:
    with op.batch_alter_table('objectives', schema=None) as batch_op:
        batch_op.drop_index('ix_objectives_unplanned', postgresql_where=UNPLANNED, sqlite_where=ON_SQLITE)
        batch_op.drop_index(batch_op.f('ix_objectives_remind_at'))
        batch_op.drop_column('manager_reminded')
        batch_op.drop_column('rep_reminded')
        batch_op.drop_column('remind_at')
        batch_op.drop_column('is_reminder_planned')
