"""Somebody to turn to while a manager is on leave."""

import sqlalchemy as sa
from alembic import op

revision = '8577347a0d78'
down_revision = '42531c876f4c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stand_in_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_absences_stand_in_id'), ['stand_in_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_absences_stand_in_id_people'), 'people', ['stand_in_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_absences_stand_in_id_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_absences_stand_in_id'))
        batch_op.drop_column('stand_in_id')
