"""A value is corrected once at most, and it is known when."""

import sqlalchemy as sa
from alembic import op

import models.base

revision = '5b0c7e3d92f1'
down_revision = '2256eb7d4f06'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('progress_entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('corrected_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_progress_entries_corrects_id'), ['corrects_id'])


def downgrade() -> None:
    with op.batch_alter_table('progress_entries', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_progress_entries_corrects_id'), type_='unique')
        batch_op.drop_column('corrected_at')
