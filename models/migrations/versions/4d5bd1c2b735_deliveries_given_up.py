"""An index of the deliveries that were given up: they are counted, and listed by day."""

import sqlalchemy as sa
from alembic import op

revision = '4d5bd1c2b735'
down_revision = 'a3f19c04be72'
branch_labels = None
depends_on = None

GIVEN_UP = sa.text('wanted > sent AND failed_at IS NOT NULL')


def upgrade() -> None:
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_given_up', ['failed_at'], unique=False, postgresql_where=GIVEN_UP, sqlite_where=GIVEN_UP)


def downgrade() -> None:
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_given_up')
