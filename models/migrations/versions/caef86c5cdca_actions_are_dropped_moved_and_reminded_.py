"""Actions are dropped, moved and reminded of; private notes are kept."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = 'caef86c5cdca'
down_revision = 'c4e19d70b2a6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('pair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('objective_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('checkin_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', models.base.Instant(timezone=True), nullable=False),
    sa.Column('changed_at', models.base.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_notes_author_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['checkin_id'], ['checkins.id'], name=op.f('fk_notes_checkin_id_checkins'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_notes_objective_id_objectives'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['pair_id'], ['pairs.id'], name=op.f('fk_notes_pair_id_pairs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_notes_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notes'))
    )
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notes_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notes_checkin_id'), ['checkin_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notes_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notes_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notes_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('action_moves',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('moved_at', models.base.Instant(timezone=True), nullable=False),
    sa.Column('before', sa.Date(), nullable=False),
    sa.Column('after', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['actions.id'], name=op.f('fk_action_moves_action_id_actions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_action_moves_by_id_people')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_action_moves_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_moves'))
    )
    with op.batch_alter_table('action_moves', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_moves_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_moves_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('actions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('objective_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('dropped_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('dropped_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('dropped_because', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('remind_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_actions_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_remind_at'), ['remind_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_actions_dropped_by_id_people'), 'people', ['dropped_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_actions_objective_id_objectives'), 'objectives', ['objective_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('actions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_actions_objective_id_objectives'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_actions_dropped_by_id_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_actions_remind_at'))
        batch_op.drop_index(batch_op.f('ix_actions_objective_id'))
        batch_op.drop_column('remind_at')
        batch_op.drop_column('dropped_because')
        batch_op.drop_column('dropped_by_id')
        batch_op.drop_column('dropped_at')
        batch_op.drop_column('objective_id')

    with op.batch_alter_table('action_moves', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_moves_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_action_moves_action_id'))

    op.drop_table('action_moves')
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notes_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_notes_pair_id'))
        batch_op.drop_index(batch_op.f('ix_notes_objective_id'))
        batch_op.drop_index(batch_op.f('ix_notes_checkin_id'))
        batch_op.drop_index(batch_op.f('ix_notes_author_id'))

    op.drop_table('notes')
