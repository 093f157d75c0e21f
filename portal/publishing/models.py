"""The table of what is being published, and of what was."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from portal.accounts.models import User
from portal.database.engine import Base, Moment, db
from portal.publishing.steps import ENDED, Step
from portal.submissions.models import Submission


class Publication(Base):
    """A change of the published records, and how far it is.

    ``deed`` is one of ``steps.Deed``, ``step`` one of ``steps.Step``. ``record_id`` is the record that is added,
    revised or withdrawn; ``base`` the checksum of the text that is revised, ``change`` what readers are told of that.
    ``proposed_by`` asked for a withdrawal that ``asked_by`` confirmed; ``reasons`` are its reasons by language.
    ``why`` in one word and ``trouble`` say why it was undone, or why it does not go on; ``revision`` is the number of
    the one that was made.
    """

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"), index=True)
    record_id: Mapped[str] = mapped_column(String(200), index=True)
    deed: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(20), index=True, default=Step.ASKED)
    base: Mapped[str] = mapped_column(String(64), default="")
    change: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    begun_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    why: Mapped[str] = mapped_column(String(20), default="")
    trouble: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)

    submission: Mapped[Submission | None] = relationship()
    proposed_by: Mapped[User | None] = relationship(foreign_keys=proposed_by_id)
    asked_by: Mapped[User | None] = relationship(foreign_keys=asked_by_id)

    @property
    def subject(self) -> str:
        """What the trail calls that which is changed."""
        return f"submission:{self.submission_id}" if self.submission_id else f"record:{self.record_id}"


def is_under_way(submission: int) -> bool:
    """Whether a submission is being published at this moment."""
    question = select(Publication.id).where(Publication.submission_id == submission, Publication.step.not_in(ENDED))
    return db.session.scalar(question.limit(1)) is not None


def latest_of(session: Session, submission: int) -> Publication | None:
    """The last publication of a submission that was asked for, whatever became of it."""
    question = select(Publication).where(Publication.submission_id == submission).order_by(Publication.id.desc())
    return session.scalars(question.limit(1)).first()
