"""What reps let who leads them now read of check-ins with a manager before."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, WorkspaceKey


class Disclosure(Base):
    """What a rep has chosen last for a pair and a former one: from the day `since` on, or all of it.

    It counts as long as the pair runs and it is not taken back. Where a rep has not chosen, there is no row.
    """

    __tablename__ = "disclosures"
    __table_args__ = (UniqueConstraint("pair_id", "former_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    former_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    since: Mapped[date | None]
    chosen_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
