"""Questions are data; halves are changed until the other is in, and added to after."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = '52a140626001'
down_revision = 'caef86c5cdca'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('additions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('checkin_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('added_at', models.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_additions_author_id_people')),
    sa.ForeignKeyConstraint(['checkin_id'], ['checkins.id'], name=op.f('fk_additions_checkin_id_checkins'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_additions_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_additions'))
    )
    with op.batch_alter_table('additions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_additions_checkin_id'), ['checkin_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_additions_workspace_id'), ['workspace_id'], unique=False)

    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('objective_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('choice', sa.Text(), nullable=False, server_default=''))
        batch_op.alter_column('question',
               existing_type=sa.VARCHAR(length=20),
               type_=sa.String(length=40),
               existing_nullable=False)
        batch_op.create_index(batch_op.f('ix_answers_objective_id'), ['objective_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_answers_objective_id_objectives'), 'objectives', ['objective_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.alter_column('choice', existing_type=sa.Text(), existing_nullable=False, server_default=None)

    with op.batch_alter_table('halves', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_at', models.base.Instant(timezone=True), nullable=True))



def downgrade() -> None:
    op.execute("DELETE FROM answers WHERE question NOT IN ('win', 'obstacle', 'feedback')")
    with op.batch_alter_table('halves', schema=None) as batch_op:
        batch_op.drop_column('changed_at')

    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_answers_objective_id_objectives'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_answers_objective_id'))
        batch_op.alter_column('question',
               existing_type=sa.String(length=40),
               type_=sa.VARCHAR(length=20),
               existing_nullable=False)
        batch_op.drop_column('choice')
        batch_op.drop_column('objective_id')

    with op.batch_alter_table('additions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_additions_workspace_id'))
        batch_op.drop_index(batch_op.f('ix_additions_checkin_id'))

    op.drop_table('additions')
