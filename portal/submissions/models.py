"""The tables of submissions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.database.engine import Base, Moment, Plain


class Submission(Base):
    """What is to become a record, or a new revision of one.

    ``state`` is one of ``portal.submissions.states``. ``record`` holds the fields of a record.yaml as they are known so
    far, without its files. ``record_id`` is the published record, ``base`` the checksum of its text that a correction
    started from. ``version`` counts changes: a form carries the one it was made of, and an older one is a conflict.
    """

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20), index=True, default="draft")
    channel: Mapped[str] = mapped_column(String(20), default="upload")
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    party: Mapped[str] = mapped_column(String(80), default="")
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    record: Mapped[Plain] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    authorized_by: Mapped[str] = mapped_column(String(300), default="")
    authorized_on: Mapped[date | None]
    record_id: Mapped[str | None] = mapped_column(String(200), index=True)
    base: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]

    author: Mapped[User] = relationship(foreign_keys=author_id)
    assigned: Mapped[User | None] = relationship(foreign_keys=assigned_id)
    files: Mapped[list[SubmittedFile]] = relationship(
        back_populates="submission", order_by="SubmittedFile.id", cascade="all, delete-orphan"
    )
    comments: Mapped[list[Comment]] = relationship(order_by="Comment.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - as SQLAlchemy has it

    @property
    def reference(self) -> str:
        """What people call it: ``2026-00012``."""
        return f"{self.created_at.year}-{self.id:05}"


class SubmittedFile(Base):
    """A file as it was sent, kept under its SHA-256 below ``files/`` of ``PALERMO_STATE``.

    ``purpose`` is ``text`` or ``letter`` (the note or letter of submission, which is never published). ``state`` is
    ``waiting``, ``working``, ``read``, or ``unread`` with the ``reason``; a ``working`` one whose ``heartbeat`` is old
    was left by a worker that ended, and waits. ``file_id``, ``languages``, ``status`` and ``text_as_of`` are those of
    the record's file; ``corrections`` are made by editors to the articles that were found; ``duplicates`` is what it
    may copy.
    """

    __tablename__ = "submitted_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20), default="text")
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    archive: Mapped[str] = mapped_column(String(255), default="")
    file_id: Mapped[str] = mapped_column(String(40), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(40), default="")
    text_as_of: Mapped[str] = mapped_column(String(10), default="")
    state: Mapped[str] = mapped_column(String(20), index=True, default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    pages_done: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    heartbeat: Mapped[Moment | None]
    corrections: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    duplicates: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    signature: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment]

    submission: Mapped[Submission] = relationship(back_populates="files")
    proposals: Mapped[list[Proposal]] = relationship(order_by="Proposal.id", cascade="all, delete-orphan")

    @property
    def is_at_work(self) -> bool:
        """Whether the machine has still to read it, or reads it."""
        return self.state in {"waiting", "working"}


class Proposal(Base):
    """What the machine proposes for a field, with the passage that speaks for it, and what an editor made of it.

    ``decision`` is ``open``, ``accepted``, ``changed`` or ``rejected``; ``decided`` is the value that was taken.
    An ``open`` one with a ``decided_at`` was rejected and taken up again.
    """

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("submitted_files.id"), index=True)
    field: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(JSON)
    confidence: Mapped[float]
    page: Mapped[int] = mapped_column(default=0)
    passage: Mapped[str] = mapped_column(Text, default="")
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)
    decision: Mapped[str] = mapped_column(String(20), default="open", index=True)
    decided: Mapped[Any | None] = mapped_column(JSON)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[Moment | None]


class Comment(Base):
    """What somebody wrote about a submission; ``shared`` ones are seen by its author too, the others by the team."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Moment]

    author: Mapped[User] = relationship()
