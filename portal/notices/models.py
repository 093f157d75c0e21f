"""The table of notices, which is the queue of outgoing mail."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.database.engine import Base, Moment, Plain


class Notice(Base):
    """A message to an address in a language: ``kind`` names its text, ``details`` what the text is filled with.

    It is to be sent from ``due_at`` on; whoever sends it, or could not, puts that off. Once it is sent its details are
    forgotten, since links in them open accounts.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    address: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(40))
    details: Mapped[Plain]
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    sent_at: Mapped[Moment | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)

    user: Mapped[User | None] = relationship()
