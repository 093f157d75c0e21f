"""What people see and change of their own account."""

from __future__ import annotations

from flask import render_template

from portal.access import Action, needs, signed_in


@needs(Action.ENTER)
def account() -> str:
    """The page of one's own account."""
    return render_template("accounts/account.html", user=signed_in())
