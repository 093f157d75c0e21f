"""The mail that Flask-Security wants to send, put among the notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_security import MailUtil

from portal.database import db
from portal.notices import tell

KINDS: Mapping[str, str] = {
    "security/email/reset_instructions": "account.reset",
    "security/email/reset_notice": "account.password",
    "security/email/change_notice": "account.password",
}
"""From the template that Flask-Security names to the kind of our notice."""


class Letters(MailUtil):
    """Mail as notices, in the transaction of the request."""

    def send_mail(self, template: str, *_unused: Any, **context: Any) -> None:
        """Have the person told; the link has the address that the settings give, whatever host was asked."""
        token = context.get("reset_token")
        details = {"path": f"/desk/password/{token}"} if token else {}
        tell(db.session, context["user"], KINDS[template], **details)
