"""Messages to a pair, and pictures that change."""

import sqlalchemy as sa
from alembic import op

revision = 'b98fae187920'
down_revision = '77a5f7821dc7'
branch_labels = None
depends_on = None

CHECK = 'ck_deliveries_goes_somewhere'
ONE_OF_TWO = '(recipient_id IS NULL) <> (target IS NULL)'
ONE_OF_THREE = ' + '.join(
    f'(CASE WHEN {one} IS NULL THEN 0 ELSE 1 END)' for one in ('recipient_id', 'target', 'pair_id')
) + ' = 1'


def upgrade() -> None:
    with op.batch_alter_table('pairs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('dm', sa.String(length=20), nullable=True))

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('file_version', sa.String(length=64), server_default='', nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_deliveries_pair_id_pairs'), 'pairs', ['pair_id'], ['id'])
        batch_op.drop_constraint(batch_op.f(CHECK), type_='check')

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_check_constraint('goes_somewhere', ONE_OF_THREE)


def downgrade() -> None:
    op.execute('DELETE FROM deliveries WHERE pair_id IS NOT NULL AND thread_id IS NOT NULL')
    op.execute('DELETE FROM deliveries WHERE pair_id IS NOT NULL')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(CHECK), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_deliveries_pair_id_pairs'), type_='foreignkey')
        batch_op.drop_column('file_version')
        batch_op.drop_column('pair_id')

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_check_constraint('goes_somewhere', ONE_OF_TWO)

    with op.batch_alter_table('pairs', schema=None) as batch_op:
        batch_op.drop_column('dm')
