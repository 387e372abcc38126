"""Quiet hours as a setting, and digests by the month."""

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

    op.add_column('digest_schedules', sa.Column('often', sa.String(length=8), nullable=True))
    op.execute("UPDATE digest_schedules SET often = 'w' || every_weeks")
    with op.batch_alter_table('digest_schedules', schema=None) as batch_op:
        batch_op.alter_column('often', existing_type=sa.String(length=8), nullable=False)
        batch_op.drop_column('every_weeks')


def downgrade() -> None:
    op.add_column('digest_schedules', sa.Column('every_weeks', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
    op.execute("UPDATE digest_schedules SET every_weeks = CASE WHEN often LIKE 'w%' THEN CAST(substr(often, 2) AS INTEGER) ELSE 4 END")
    with op.batch_alter_table('digest_schedules', schema=None) as batch_op:
        batch_op.alter_column('every_weeks', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)
        batch_op.drop_column('often')

    with op.batch_alter_table('workspaces', schema=None) as batch_op:
        batch_op.drop_column('quiet_ends')
        batch_op.drop_column('quiet_begins')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('quiet_ends')
        batch_op.drop_column('quiet_begins')

