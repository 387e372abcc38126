"""Digests by the month."""

import sqlalchemy as sa
from alembic import op

revision = 'c4e19d70b2a6'
down_revision = 'f6c15453300a'
branch_labels = None
depends_on = None


def upgrade() -> None:
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
