"""The table of the messages that came in, by which each is taken only once."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database.engine import Base, Moment


class IncomingMail(Base):
    """A message that came in; the message itself is kept among the submitted files, under its SHA-256.

    ``key`` is made of its Message-ID and of whom it was believed to be from (:func:`portal.incoming.letters.key_of`),
    so that no stranger can take the place of a message that is still to come. ``state`` is ``taken``, with the
    submission that it became, ``quarantined`` with the ``reason``, or ``deleted``. Of one that was too large only the
    head is kept (``is_whole``). Sender and subject are as the message claims, made into one printable line each.
    """

    __tablename__ = "incoming_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    bytes: Mapped[int]
    is_whole: Mapped[bool]
    message_id: Mapped[str] = mapped_column(String(260), default="")
    sender: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))
    at: Mapped[Moment]
