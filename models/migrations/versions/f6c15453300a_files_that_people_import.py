"""Files that people import."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = 'f6c15453300a'
down_revision = 'f037029efa74'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('imports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('objectives', 'values', name='kind', native_enum=False, length=20), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'ready', 'applying', 'applied', 'failed', 'dropped', name='state', native_enum=False, length=20), nullable=False),
    sa.Column('file_id', sa.String(length=20), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('view', sa.String(length=20), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('print', sa.String(length=64), nullable=False),
    sa.Column('counts', sa.Text(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=True),
    sa.Column('asked_at', models.base.Instant(timezone=True), nullable=False),
    sa.Column('claimed_until', models.base.Instant(timezone=True), nullable=True),
    sa.Column('tried', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('applied_at', models.base.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_imports_author_id_people')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_imports_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_imports_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_imports_under_way', ['author_id'], unique=True, postgresql_where=sa.text("state IN ('waiting', 'ready', 'applying')"), sqlite_where=sa.text("state IN ('waiting', 'ready', 'applying')"))
        batch_op.create_index(batch_op.f('ix_imports_workspace_id'), ['workspace_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_imports_workspace_id'))
        batch_op.drop_index('ix_imports_under_way', postgresql_where=sa.text("state IN ('waiting', 'ready', 'applying')"), sqlite_where=sa.text("state IN ('waiting', 'ready', 'applying')"))
        batch_op.drop_index(batch_op.f('ix_imports_author_id'))

    op.drop_table('imports')
