"""Former pairs of a rep: each Home asks for them, and read all pairs there are."""

import sqlalchemy as sa
from alembic import op

revision = 'c5e08f2d91ab'
down_revision = 'a054d1db7667'
branch_labels = None
depends_on = None

ENDED = sa.text('ended_at IS NOT NULL')


def upgrade() -> None:
    op.create_index('ix_pairs_former_rep_id', 'pairs', ['rep_id'], unique=False, postgresql_where=ENDED, sqlite_where=ENDED)


def downgrade() -> None:
    op.drop_index('ix_pairs_former_rep_id', table_name='pairs')
