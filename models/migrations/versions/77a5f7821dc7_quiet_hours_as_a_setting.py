"""Quiet hours as a setting."""

import sqlalchemy as sa
from alembic import op

revision = '77a5f7821dc7'
down_revision = '5b0c7e3d92f1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('quiet_begins', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('quiet_ends', sa.Time(), nullable=True))

    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.add_column(sa.Column('quiet_begins', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('quiet_ends', sa.Time(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.drop_column('quiet_ends')
        batch_op.drop_column('quiet_begins')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('quiet_ends')
        batch_op.drop_column('quiet_begins')

