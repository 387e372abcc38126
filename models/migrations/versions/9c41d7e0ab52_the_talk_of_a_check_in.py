"""The talk of a check-in: prepared, decisions noted in it, its record confirmed by both."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = '9c41d7e0ab52'
down_revision = 'b7d04c1a9e35'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('decisions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('checkin_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('objective_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('noted_at', models.base.Instant(timezone=True), nullable=False),
    sa.Column('changed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changed_at', models.base.Instant(timezone=True), nullable=True),
    sa.Column('removed_at', models.base.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_decisions_author_id_people')),
    sa.ForeignKeyConstraint(['changed_by_id'], ['people.id'], name=op.f('fk_decisions_changed_by_id_people')),
    sa.ForeignKeyConstraint(['checkin_id'], ['checkins.id'], name=op.f('fk_decisions_checkin_id_checkins'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_decisions_objective_id_objectives'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_decisions_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions'))
    )
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decisions_checkin_id'), ['checkin_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('talk_records',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('checkin_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rep_confirmed_at', models.base.Instant(timezone=True), nullable=True),
    sa.Column('manager_confirmed_at', models.base.Instant(timezone=True), nullable=True),
    sa.Column('change', sa.Enum('talked', 'reopened', 'dropped', 'noted', 'reworded', 'removed', 'agreed', 'action', name='amendment', native_enum=False, length=20), nullable=True),
    sa.Column('changed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changed_at', models.base.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['changed_by_id'], ['people.id'], name=op.f('fk_talk_records_changed_by_id_people')),
    sa.ForeignKeyConstraint(['checkin_id'], ['checkins.id'], name=op.f('fk_talk_records_checkin_id_checkins'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_talk_records_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talk_records')),
    sa.UniqueConstraint('checkin_id', name=op.f('uq_talk_records_checkin_id'))
    )
    with op.batch_alter_table('talk_records', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_talk_records_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('agenda_points', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_points_pair_id_settled_at'), ['pair_id', 'settled_at'], unique=False)

    unprepared, unrecorded = (sa.text(f'{column} IS NULL AND skipped_at IS NULL') for column in ('prepared_at', 'recorded_at'))
    with op.batch_alter_table('checkins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('prepared_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('recorded_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.create_index('ix_checkins_unprepared', ['due_at'], unique=False, postgresql_where=unprepared, sqlite_where=unprepared)
        batch_op.create_index('ix_checkins_unrecorded', ['talk_at'], unique=False, postgresql_where=unrecorded, sqlite_where=unrecorded)

    op.execute('UPDATE checkins SET prepared_at = due_at, recorded_at = talk_at WHERE talk_at <= CURRENT_TIMESTAMP')
    op.execute("DELETE FROM deliveries WHERE kind = 'checkin_last_call'")


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE kind IN ('talk_preparation', 'talk_record')")
    with op.batch_alter_table('checkins', schema=None) as batch_op:
        batch_op.drop_index('ix_checkins_unrecorded')
        batch_op.drop_index('ix_checkins_unprepared')
        batch_op.drop_column('recorded_at')
        batch_op.drop_column('prepared_at')

    with op.batch_alter_table('agenda_points', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_points_pair_id_settled_at'))

    with op.batch_alter_table('talk_records', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_talk_records_workspace_id'))

    op.drop_table('talk_records')
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decisions_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_objective_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_checkin_id'))

    op.drop_table('decisions')
