"""Absences entered on behalf of others, and what was done to them."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = 'ac56411f2202'
down_revision = 'b77a0600e887'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('absence_changes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('what', sa.Enum('entered', 'changed', 'removed', 'ended', name='what', native_enum=False, length=20), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('changed_at', models.base.Instant(timezone=True), nullable=False),
    sa.Column('undone_at', models.base.Instant(timezone=True), nullable=True),
    sa.Column('undone_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_absence_changes_by_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_absence_changes_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undone_by_id'], ['people.id'], name=op.f('fk_absence_changes_undone_by_id_people'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_absence_changes_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence_changes'))
    )
    with op.batch_alter_table('absence_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_changes_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_absence_changes_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_absence_changes_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.add_column(sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_absences_entered_by_id'), ['entered_by_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_absences_entered_by_id_people'), 'people', ['entered_by_id'], ['id'], ondelete='SET NULL')
    op.execute("UPDATE absences SET entered_by_id = person_id")

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_admin', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('is_admin')

    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_absences_entered_by_id_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_absences_entered_by_id'))
        batch_op.drop_column('entered_by_id')

    with op.batch_alter_table('absence_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_changes_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_absence_changes_person_id'))
        batch_op.drop_index(batch_op.f('ix_absence_changes_by_id'))

    op.drop_table('absence_changes')
