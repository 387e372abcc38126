"""Reps choose what the manager who follows reads of their check-ins before."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = 'e2b7f1a90c54'
down_revision = '52a140626001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('disclosures',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('pair_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('former_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('chosen_at', models.base.Instant(timezone=True), nullable=False),
    sa.Column('taken_back_at', models.base.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['former_id'], ['pairs.id'], name=op.f('fk_disclosures_former_id_pairs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pair_id'], ['pairs.id'], name=op.f('fk_disclosures_pair_id_pairs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_disclosures_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosures')),
    sa.UniqueConstraint('pair_id', 'former_id', name=op.f('uq_disclosures_pair_id_former_id'))
    )
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disclosures_former_id'), ['former_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_disclosures_workspace_id'), ['workspace_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_disclosures_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_disclosures_former_id'))

    op.drop_table('disclosures')
