"""Teams made in Slack: who may, pairs that end, rhythms that are inherited."""

import sqlalchemy as sa
from alembic import op

import models.base

revision = 'a3f19c04be72'
down_revision = 'ac56411f2202'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = models.base.Instant(timezone=True)
RUNNING, OF_A_WORKSPACE = sa.text('ended_at IS NULL'), sa.text('team_id IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_organiser', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('teams', schema=None) as batch_op:
        batch_op.add_column(sa.Column('set_up_by_id', KEY, nullable=True))
        batch_op.add_column(sa.Column('ended_at', INSTANT, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_teams_set_up_by_id_people'), 'people', ['set_up_by_id'], ['id'])
    with op.batch_alter_table('pairs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('added_by_id', KEY, nullable=True))
        batch_op.add_column(sa.Column('ended_at', INSTANT, nullable=True))
        batch_op.add_column(sa.Column('successor_id', KEY, nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_pairs_rep_id'), type_='unique')
        batch_op.create_foreign_key(batch_op.f('fk_pairs_added_by_id_people'), 'people', ['added_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_pairs_successor_id_pairs'), 'pairs', ['successor_id'], ['id'])
    op.create_index('ix_pairs_rep_id', 'pairs', ['rep_id'], unique=True, postgresql_where=RUNNING, sqlite_where=RUNNING)
    with op.batch_alter_table('schedules', schema=None) as batch_op:
        batch_op.alter_column('next_at', existing_type=INSTANT, nullable=True)
        batch_op.add_column(sa.Column('is_own', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.text('UPDATE schedules SET is_own = :own').bindparams(sa.bindparam('own', True, sa.Boolean())))
    op.create_table('default_rhythms',
    sa.Column('id', KEY, nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('team_id', KEY, nullable=True),
    sa.Column('anchor', sa.Date(), nullable=False),
    sa.Column('often', sa.String(length=8), nullable=False),
    sa.Column('meets_at', sa.Time(), nullable=False),
    sa.Column('prompt_at', sa.Time(), nullable=False),
    sa.Column('set_by_id', KEY, nullable=False),
    sa.ForeignKeyConstraint(['set_by_id'], ['people.id'], name=op.f('fk_default_rhythms_set_by_id_people')),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_default_rhythms_team_id_teams'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_default_rhythms_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_default_rhythms')),
    sa.UniqueConstraint('team_id', name=op.f('uq_default_rhythms_team_id'))
    )
    with op.batch_alter_table('default_rhythms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_default_rhythms_workspace_id'), ['workspace_id'], unique=False)
        batch_op.create_index('ix_default_rhythms_of_workspace', ['workspace_id'], unique=True, postgresql_where=OF_A_WORKSPACE, sqlite_where=OF_A_WORKSPACE)


def downgrade() -> None:
    op.drop_table('default_rhythms')
    op.execute("DELETE FROM schedules WHERE next_at IS NULL")
    with op.batch_alter_table('schedules', schema=None) as batch_op:
        batch_op.drop_column('is_own')
        batch_op.alter_column('next_at', existing_type=INSTANT, nullable=False)
    op.drop_index('ix_pairs_rep_id', table_name='pairs')
    op.execute("UPDATE pairs SET successor_id = NULL")
    op.execute("DELETE FROM pairs WHERE ended_at IS NOT NULL")
    with op.batch_alter_table('pairs', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_pairs_successor_id_pairs'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_pairs_added_by_id_people'), type_='foreignkey')
        batch_op.create_unique_constraint(batch_op.f('uq_pairs_rep_id'), ['rep_id'])
        batch_op.drop_column('successor_id')
        batch_op.drop_column('ended_at')
        batch_op.drop_column('added_by_id')
    with op.batch_alter_table('teams', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_teams_set_up_by_id_people'), type_='foreignkey')
        batch_op.drop_column('ended_at')
        batch_op.drop_column('set_up_by_id')
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('is_organiser')
