"""objectives signed by both."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = '42531c876f4c'
down_revision = '57960d0117ab'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = models.base.Instant(timezone=True)
AMOUNT = models.base.ExactAmount()
OPEN = sa.text('decided_at IS NULL')


def upgrade() -> None:
    op.create_table('forms',
    sa.Column('id', KEY, nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('author_id', KEY, nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('typed', sa.Text(), nullable=False),
    sa.Column('begun_at', INSTANT, nullable=False),
    sa.Column('kept_at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_forms_author_id_people')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_forms_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forms')),
    sa.UniqueConstraint('author_id', 'kind', 'subject', name=op.f('uq_forms_author_id_kind_subject'))
    )
    with op.batch_alter_table('forms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forms_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('objective_deeds',
    sa.Column('id', KEY, nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('objective_id', KEY, nullable=False),
    sa.Column('author_id', KEY, nullable=False),
    sa.Column('done_at', INSTANT, nullable=False),
    sa.Column('deed', sa.Enum('proposed', 'signed', 'asked', 'withdrew', 'suggested', 'confirmed', 'declined', name='deed', native_enum=False, length=20), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_objective_deeds_author_id_people')),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_objective_deeds_objective_id_objectives'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_objective_deeds_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objective_deeds'))
    )
    with op.batch_alter_table('objective_deeds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objective_deeds_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_objective_deeds_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('revisions',
    sa.Column('id', KEY, nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('objective_id', KEY, nullable=False),
    sa.Column('author_id', KEY, nullable=False),
    sa.Column('suggested_at', INSTANT, nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('decided_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_revisions_author_id_people')),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_revisions_objective_id_objectives'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_revisions_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revisions'))
    )
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.create_index('ix_revisions_objective_id', ['objective_id'], unique=True, postgresql_where=OPEN, sqlite_where=OPEN)
        batch_op.create_index(batch_op.f('ix_revisions_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('segments',
    sa.Column('id', KEY, nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('objective_id', KEY, nullable=False),
    sa.Column('position', KEY, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('share', AMOUNT, nullable=False),
    sa.Column('is_removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['objective_id'], ['objectives.id'], name=op.f('fk_segments_objective_id_objectives'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_segments_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_segments')),
    sa.UniqueConstraint('objective_id', 'name', name=op.f('uq_segments_objective_id_name'))
    )
    with op.batch_alter_table('segments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_segments_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('segment_values',
    sa.Column('id', KEY, nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('entry_id', KEY, nullable=False),
    sa.Column('segment_id', KEY, nullable=False),
    sa.Column('value', AMOUNT, nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['progress_entries.id'], name=op.f('fk_segment_values_entry_id_progress_entries'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['segment_id'], ['segments.id'], name=op.f('fk_segment_values_segment_id_segments'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_segment_values_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_segment_values')),
    sa.UniqueConstraint('entry_id', 'segment_id', name=op.f('uq_segment_values_entry_id_segment_id'))
    )
    with op.batch_alter_table('segment_values', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_segment_values_segment_id'), ['segment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_segment_values_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('goals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('words', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('horizon', sa.Enum('medium', 'long', name='horizon', native_enum=False, length=20), server_default='medium', nullable=False))
        batch_op.add_column(sa.Column('ended_at', INSTANT, nullable=True))

    with op.batch_alter_table('objective_changes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revision_id', KEY, nullable=True))
        batch_op.add_column(sa.Column('is_suggested', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f('ix_objective_changes_revision_id'), ['revision_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_objective_changes_revision_id_revisions'), 'revisions', ['revision_id'], ['id'], ondelete='CASCADE')

    with op.batch_alter_table('objectives', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pace', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('weight', KEY, nullable=True))
        batch_op.add_column(sa.Column('reference', sa.String(length=80), server_default='', nullable=False))
        batch_op.add_column(sa.Column('floor', AMOUNT, nullable=True))
        batch_op.add_column(sa.Column('ceiling', AMOUNT, nullable=True))
        batch_op.add_column(sa.Column('causes', sa.String(length=100), server_default='', nullable=False))
        batch_op.add_column(sa.Column('windows', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('revisions_a_year', KEY, nullable=True))
        batch_op.add_column(sa.Column('is_margin_shown', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('sponsor_id', KEY, nullable=True))
        batch_op.add_column(sa.Column('rep_signed_at', INSTANT, nullable=True))
        batch_op.add_column(sa.Column('manager_signed_at', INSTANT, nullable=True))
        batch_op.add_column(sa.Column('closed_at', INSTANT, nullable=True))
        batch_op.add_column(sa.Column('closed_by_id', KEY, nullable=True))
        batch_op.add_column(sa.Column('score', KEY, nullable=True))
        batch_op.add_column(sa.Column('lesson', sa.Text(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_objectives_closed_by_id_people'), 'people', ['closed_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_objectives_sponsor_id_people'), 'people', ['sponsor_id'], ['id'])
    op.execute("UPDATE objectives SET rep_signed_at = created_at, manager_signed_at = created_at")  # they counted so far

    with op.batch_alter_table('progress_entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('corrects_id', KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_progress_entries_corrects_id_progress_entries'), 'progress_entries', ['corrects_id'], ['id'])

    with op.batch_alter_table('strategies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ended_at', INSTANT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('strategies', schema=None) as batch_op:
        batch_op.drop_column('ended_at')

    with op.batch_alter_table('progress_entries', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_progress_entries_corrects_id_progress_entries'), type_='foreignkey')
        batch_op.drop_column('corrects_id')
        batch_op.drop_column('note')

    with op.batch_alter_table('objectives', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_objectives_sponsor_id_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_objectives_closed_by_id_people'), type_='foreignkey')
        batch_op.drop_column('lesson')
        batch_op.drop_column('score')
        batch_op.drop_column('closed_by_id')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('manager_signed_at')
        batch_op.drop_column('rep_signed_at')
        batch_op.drop_column('sponsor_id')
        batch_op.drop_column('is_margin_shown')
        batch_op.drop_column('revisions_a_year')
        batch_op.drop_column('windows')
        batch_op.drop_column('causes')
        batch_op.drop_column('ceiling')
        batch_op.drop_column('floor')
        batch_op.drop_column('reference')
        batch_op.drop_column('weight')
        batch_op.drop_column('pace')

    with op.batch_alter_table('objective_changes', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_objective_changes_revision_id_revisions'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_objective_changes_revision_id'))
        batch_op.drop_column('is_suggested')
        batch_op.drop_column('revision_id')

    with op.batch_alter_table('goals', schema=None) as batch_op:
        batch_op.drop_column('ended_at')
        batch_op.drop_column('horizon')
        batch_op.drop_column('words')

    with op.batch_alter_table('segment_values', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_segment_values_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_segment_values_segment_id'))

    op.drop_table('segment_values')
    with op.batch_alter_table('segments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_segments_workspace_id'))

    op.drop_table('segments')
    with op.batch_alter_table('revisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_revisions_workspace_id'))
        batch_op.drop_index('ix_revisions_objective_id', postgresql_where=OPEN, sqlite_where=OPEN)

    op.drop_table('revisions')
    with op.batch_alter_table('objective_deeds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_objective_deeds_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_objective_deeds_objective_id'))

    op.drop_table('objective_deeds')
    with op.batch_alter_table('forms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forms_workspace_id'))

    op.drop_table('forms')