"""What somebody was told of a row is found at once, and a delivery is written to two indexes less."""

import sqlalchemy as sa
from alembic import op

revision = 'b7d04c1a9e35'
down_revision = 'e2b7f1a90c54'
branch_labels = None
depends_on = None

IN_THREAD = sa.text('thread_id IS NOT NULL')


def upgrade() -> None:
    op.drop_index('ix_deliveries_workspace_id', table_name='deliveries')
    op.drop_index('ix_deliveries_recipient_id', table_name='deliveries')
    op.drop_index('ix_deliveries_thread_id', table_name='deliveries')
    op.create_index('ix_deliveries_recipient_id_subject_id', 'deliveries', ['recipient_id', 'subject_id'])
    op.create_index(
        'ix_deliveries_thread_id', 'deliveries', ['thread_id'], postgresql_where=IN_THREAD, sqlite_where=IN_THREAD
    )


def downgrade() -> None:
    op.drop_index('ix_deliveries_thread_id', table_name='deliveries')
    op.drop_index('ix_deliveries_recipient_id_subject_id', table_name='deliveries')
    op.create_index('ix_deliveries_thread_id', 'deliveries', ['thread_id'])
    op.create_index('ix_deliveries_recipient_id', 'deliveries', ['recipient_id'])
    op.create_index('ix_deliveries_workspace_id', 'deliveries', ['workspace_id'])
