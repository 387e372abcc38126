"""Goals and lines are changed, reps asked what that means to them, and points kept for the next talk."""

import sqlalchemy as sa
from alembic import op

revision = 'f037029efa74'
down_revision = '31426fe5ce1d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('strategy_news',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('pair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['pair_id'], ['pairs.id'], name=op.f('fk_strategy_news_pair_id_pairs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_strategy_news_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strategy_news'))
    )
    with op.batch_alter_table('strategy_news', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_strategy_news_pair_id'), ['pair_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_strategy_news_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('strategy_changes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('goal_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('strategy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('aspect', sa.Enum('title', 'words', 'horizon', 'goal', 'ended', name='aspect', native_enum=False, length=20), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.CheckConstraint('(goal_id IS NULL) <> (strategy_id IS NULL)', name=op.f('ck_strategy_changes_one_of_both')),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_strategy_changes_author_id_people')),
    sa.ForeignKeyConstraint(['goal_id'], ['goals.id'], name=op.f('fk_strategy_changes_goal_id_goals'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['strategy_id'], ['strategies.id'], name=op.f('fk_strategy_changes_strategy_id_strategies'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['teams.id'], name=op.f('fk_strategy_changes_team_id_teams'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_strategy_changes_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strategy_changes'))
    )
    with op.batch_alter_table('strategy_changes', schema=None) as batch_op:
        batch_op.create_index('ix_strategy_changes_team_id', ['team_id', 'changed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_strategy_changes_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('agenda_points',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('pair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('link', sa.Text(), nullable=False),
    sa.Column('origin', sa.Enum('answer', 'message', 'home', 'strategy', name='origin', native_enum=False, length=20), nullable=False),
    sa.Column('objective_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('outcome', sa.Enum('talked', 'dropped', 'carried', name='outcome', native_enum=False, length=20), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_agenda_points_author_id_people')),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_agenda_points_objective_id_objectives'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['pair_id'], ['pairs.id'], name=op.f('fk_agenda_points_pair_id_pairs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by_id'], ['people.id'], name=op.f('fk_agenda_points_settled_by_id_people')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_agenda_points_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_points'))
    )
    with op.batch_alter_table('agenda_points', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_points_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index('ix_agenda_points_open', ['pair_id'], unique=False, postgresql_where=sa.text('settled_at IS NULL'), sqlite_where=sa.text('settled_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_agenda_points_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('strategy_questions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('news_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('objective_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('strategy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answer', sa.Enum('valid', 'talk', name='answer', native_enum=False, length=20), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['news_id'], ['strategy_news.id'], name=op.f('fk_strategy_questions_news_id_strategy_news'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_strategy_questions_objective_id_objectives'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['strategy_id'], ['strategies.id'], name=op.f('fk_strategy_questions_strategy_id_strategies'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_strategy_questions_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strategy_questions')),
    sa.UniqueConstraint('news_id', 'objective_id', name=op.f('uq_strategy_questions_news_id_objective_id'))
    )
    with op.batch_alter_table('strategy_questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_strategy_questions_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_strategy_questions_strategy_id'), ['strategy_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_strategy_questions_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('goals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('made_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('ended_because', sa.Text(), server_default='', nullable=False))

    with op.batch_alter_table('strategies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('made_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('ended_because', sa.Text(), server_default='', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('strategies', schema=None) as batch_op:
        batch_op.drop_column('ended_because')
        batch_op.drop_column('made_at')

    with op.batch_alter_table('goals', schema=None) as batch_op:
        batch_op.drop_column('ended_because')
        batch_op.drop_column('made_at')

    with op.batch_alter_table('strategy_questions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_strategy_questions_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_strategy_questions_strategy_id'))
        batch_op.drop_index(batch_op.f('ix_strategy_questions_objective_id'))

    op.drop_table('strategy_questions')
    with op.batch_alter_table('agenda_points', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_points_workspace_id'))
        batch_op.drop_index('ix_agenda_points_open', postgresql_where=sa.text('settled_at IS NULL'), sqlite_where=sa.text('settled_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_agenda_points_objective_id'))

    op.drop_table('agenda_points')
    with op.batch_alter_table('strategy_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_strategy_changes_workspace_id'))
        batch_op.drop_index('ix_strategy_changes_team_id')

    op.drop_table('strategy_changes')
    with op.batch_alter_table('strategy_news', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_strategy_news_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_strategy_news_pair_id'))

    op.drop_table('strategy_news')
