"""What a Home shows, so that it is published only when something on it has changed."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = 'a054d1db7667'
down_revision = '9c41d7e0ab52'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('chosen', sa.String(length=64), server_default='', nullable=False))
        batch_op.add_column(sa.Column('shown', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('opened_at', models.base.Instant(timezone=True), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_column('opened_at')
        batch_op.drop_column('shown')
        batch_op.drop_column('chosen')

