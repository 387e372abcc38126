"""Pauses: how long Slack wants to be spared a method in a workspace."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Pause(Base):
    """Slack's last word on a method of the Web API that was called too often in a workspace."""

    __tablename__ = "pauses"

    workspace_id: Mapped[str] = mapped_column(
        String(20), ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True
    )
    method: Mapped[str] = mapped_column(String(60), primary_key=True)
    until: Mapped[datetime]
