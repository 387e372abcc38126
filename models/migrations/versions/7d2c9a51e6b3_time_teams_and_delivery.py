"""Time, teams and delivery: rhythms by the month, check-ins that were moved, put off or missed by Tandem."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = '7d2c9a51e6b3'
down_revision = '4066e18c1d71'
branch_labels = None
depends_on = None

CAUSE = sa.Enum('person', 'away', 'tandem', 'closed', name='cause', native_enum=False, length=20)


def upgrade() -> None:
    op.add_column('schedules', sa.Column('often', sa.String(length=8), nullable=True))
    op.execute("UPDATE schedules SET often = 'w' || every_weeks")
    with op.batch_alter_table('schedules', schema=None) as batch_op:
        batch_op.alter_column('often', existing_type=sa.String(length=8), nullable=False)
        batch_op.drop_column('every_weeks')
    with op.batch_alter_table('checkins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('skip_cause', CAUSE, nullable=True))
        batch_op.add_column(sa.Column('moved_from', models.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('moved_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('rep_snoozed_until', models.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('manager_snoozed_until', models.base.Instant(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_checkins_moved_by_id_people'), 'people', ['moved_by_id'], ['id'])
    op.execute("UPDATE checkins SET skip_cause = CASE WHEN skipped_by_id IS NULL THEN 'away' ELSE 'person' END WHERE skipped_at IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table('checkins', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_checkins_moved_by_id_people'), type_='foreignkey')
        batch_op.drop_column('manager_snoozed_until')
        batch_op.drop_column('rep_snoozed_until')
        batch_op.drop_column('moved_by_id')
        batch_op.drop_column('moved_from')
        batch_op.drop_column('skip_cause')
    op.add_column('schedules', sa.Column('every_weeks', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.execute("UPDATE schedules SET every_weeks = CASE WHEN often LIKE 'w%' THEN CAST(substr(often, 2) AS INTEGER) ELSE 4 END")
    with op.batch_alter_table('schedules', schema=None) as batch_op:
        batch_op.alter_column('every_weeks', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)
        batch_op.drop_column('often')
