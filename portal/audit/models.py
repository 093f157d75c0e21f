"""The table of the trail; a trigger of the database refuses to change or delete a row."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.engine import Base, Moment, Plain


class AuditEntry(Base):
    """One change: ``action`` on ``subject`` (``submission:12``), by a person or, without one, by the portal itself.

    ``hash`` is the SHA-256 of all other columns and ``previous``, the hash of the entry before.
    """

    __tablename__ = "audit"
    __table_args__ = {}  # noqa: RUF012 - as SQLAlchemy has it; its numbers are our own

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    details: Mapped[Plain]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
