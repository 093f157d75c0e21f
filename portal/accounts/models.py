"""The tables of people and roles; the columns without a sentence are those that Flask-Security asks for."""

from __future__ import annotations

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database.engine import Base, Moment

roles_of_users = Table(
    "roles_of_users",
    Base.metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """One of the roles of ``portal.access``; there is a row for each."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class User(Base, UserMixin):
    """A person who may sign in.

    ``party`` is whom they speak for, ``country:EG`` or ``organization:ecowas``, empty for the secretariat; ``language``
    is that of the mail they get. ``totp_counter`` is that of the last code that was used (RFC 6238): neither it nor one
    before it is taken again. ``activated_at`` is empty for who was invited and has set no password yet. Accounts are
    closed (``active``), never deleted: the trail names their number.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    party: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(2), default="en")
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    totp_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    invited_at: Mapped[Moment | None]
    activated_at: Mapped[Moment | None]
    roles: Mapped[list[Role]] = relationship(secondary=roles_of_users, lazy="selectin")  # type: ignore[assignment]  # a list of its rows

    def is_locked(self, form_error: list[str] | None = None) -> bool:
        """Whether nobody may sign in or ask for a password: the invitation was not followed yet."""
        if self.activated_at is None and form_error is not None:
            form_error.append("invited")  # shown to nobody: every error of these forms becomes one and the same
        return self.activated_at is None
