"""The table of notices, which is the queue of outgoing mail."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.engine import Base, Moment, Plain


class Notice(Base):
    """A message to an address in a language: ``kind`` names its text, ``details`` what the text is filled with."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    address: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(40))
    details: Mapped[Plain]
    created_at: Mapped[Moment]
    claimed_at: Mapped[Moment | None]
    sent_at: Mapped[Moment | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)
