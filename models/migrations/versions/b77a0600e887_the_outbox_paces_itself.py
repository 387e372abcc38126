"""The outbox: order and pace in each place, pauses that Slack asks for, tokens and people that are gone."""

import sqlalchemy as sa
from alembic import op
import models.base

revision = 'b77a0600e887'
down_revision = '7d2c9a51e6b3'
branch_labels = None
depends_on = None

PENDING = sa.text('wanted > sent AND failed_at IS NULL')
HELD, POSTED = sa.text('claimed_until IS NOT NULL'), sa.text('quiet_until IS NOT NULL')
PLACES = """
    UPDATE deliveries SET place = CASE
        WHEN target IS NOT NULL THEN target
        WHEN kind = 'home' THEN 'home of ' || CAST(recipient_id AS VARCHAR)
        ELSE CAST(recipient_id AS VARCHAR)
    END
"""


def upgrade() -> None:
    op.create_table('pauses',
    sa.Column('workspace_id', sa.String(length=20), nullable=False),
    sa.Column('method', sa.String(length=60), nullable=False),
    sa.Column('until', models.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_pauses_workspace_id_workspaces'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'method', name=op.f('pk_pauses'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('place', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('tried_at', models.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('quiet_until', models.base.Instant(timezone=True), nullable=True))
        batch_op.drop_index('ix_deliveries_pending')

    op.execute(PLACES)

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.alter_column('place', existing_type=sa.String(length=40), nullable=False)
        batch_op.create_index('ix_deliveries_pending', ['due_at', 'id'], unique=False, postgresql_where=PENDING, sqlite_where=PENDING)
        batch_op.create_index('ix_deliveries_place', ['workspace_id', 'place', 'due_at', 'id'], unique=False, postgresql_where=PENDING, sqlite_where=PENDING)
        batch_op.create_index('ix_deliveries_held', ['workspace_id', 'place'], unique=False, postgresql_where=HELD, sqlite_where=HELD)
        batch_op.create_index('ix_deliveries_quiet', ['workspace_id', 'place', 'quiet_until'], unique=False, postgresql_where=POSTED, sqlite_where=POSTED)

    with op.batch_alter_table('installations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revoked_at', models.base.Instant(timezone=True), nullable=True))

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('dm', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('left_at', models.base.Instant(timezone=True), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('left_at')
        batch_op.drop_column('dm')

    with op.batch_alter_table('installations', schema=None) as batch_op:
        batch_op.drop_column('revoked_at')

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_quiet')
        batch_op.drop_index('ix_deliveries_held')
        batch_op.drop_index('ix_deliveries_place')
        batch_op.drop_index('ix_deliveries_pending')
        batch_op.create_index('ix_deliveries_pending', ['due_at'], unique=False, postgresql_where=PENDING, sqlite_where=PENDING)
        batch_op.drop_column('quiet_until')
        batch_op.drop_column('tried_at')
        batch_op.drop_column('place')

    op.drop_table('pauses')
