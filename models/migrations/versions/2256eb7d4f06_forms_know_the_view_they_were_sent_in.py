"""Forms know the view they were sent in."""

import sqlalchemy as sa
from alembic import op

revision = '2256eb7d4f06'
down_revision = '8577347a0d78'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('forms', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sent_view', sa.String(length=40), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('forms', schema=None) as batch_op:
        batch_op.drop_column('sent_view')
