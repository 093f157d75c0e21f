"""The second factor: codes of an authenticator (RFC 6238) and recovery codes, each good for one time.

What was used is read under a lock of the person's row, so that of two who come with one code at once only one gets in.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped]
import qrcode.image.svg  # type: ignore[import-untyped]
from flask_security import MfRecoveryCodesUtil, Totp
from markupsafe import Markup
from sqlalchemy import select

from portal.accounts.models import User
from portal.database import db


class Authenticator(Totp):
    """Codes of an authenticator; one that was used, and all before it, are refused."""

    def get_last_counter(self, user: Any) -> int | None:
        """The counter of the last code that was used."""
        return db.session.scalar(select(User.totp_counter).where(User.id == user.id).with_for_update())

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Note that a code was used; it is kept with what it was used for."""
        user.totp_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """What an authenticator scans, as SVG to stand in the page: no image of another address is allowed there."""
        image = qrcode.make(self.get_totp_uri(username, totp), image_factory=qrcode.image.svg.SvgPathImage)
        with BytesIO() as file:
            image.save(file)
            _declaration, _, svg = file.getvalue().decode().partition("<svg")
        return Markup(f"<svg{svg}")  # noqa: S704 - made of squares alone


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes, encrypted in the database."""

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether this is a code that was not used yet."""
        db.session.refresh(user, ["mf_recovery_codes"], with_for_update=True)
        good: bool = super().check_recovery_code(user, code)
        return good
