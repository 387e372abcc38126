"""Forms that somebody has begun and not sent yet: what was typed is kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Prose, WorkspaceKey


class Form(Base):
    """What one person has typed so far: `typed` is JSON, a text by field; "" once it was sent.

    `kind` and `subject` say what it is for: a person has one form of a kind for a subject at a time. `sent_view` is the
    Slack view in which it was last sent: what that view still has to tell of what was opened by `begun_at` comes late.
    """

    __tablename__ = "forms"
    __table_args__ = (UniqueConstraint("author_id", "kind", "subject"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    typed: Mapped[Prose]
    begun_at: Mapped[datetime]
    kept_at: Mapped[datetime]
    sent_view: Mapped[str] = mapped_column(String(40), default="", server_default="")
