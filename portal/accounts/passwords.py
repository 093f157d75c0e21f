"""Which passwords are taken: length counts, not kinds of characters (NIST SP 800-63B)."""

from __future__ import annotations

from typing import Any

from flask_security import PasswordUtil
from flask_security.utils import get_message

SHORTEST = 12
"""Characters of a password."""

FEWEST = 5
"""Different characters of a password."""


class Passwords(PasswordUtil):
    """Passwords are long, of more than a few characters, and do not hold the person's address or name."""

    def validate(self, password: str, is_register: bool, **given: Any) -> tuple[list[str] | None, str]:  # noqa: FBT001 - the signature of Flask-Security
        """What is wrong with a password (None for nothing), and the password as it is hashed."""
        wrong, normalized = super().validate(password, is_register, **given)
        if not wrong and _is_simple(normalized, given.get("user")):
            wrong = [get_message("PASSWORD_TOO_SIMPLE")[0]]
        return wrong, normalized


def _is_simple(password: str, user: Any) -> bool:
    plain = password.casefold()
    own = [user.email.partition("@")[0], *user.name.split()] if user else []
    return len(set(plain)) < FEWEST or any(len(word) > 3 and word.casefold() in plain for word in own)
