"""What Flask-Security says, in our words and languages; a test holds that nothing of its own reaches a page."""

from __future__ import annotations

from collections.abc import Mapping


def N_(text: str) -> str:  # noqa: N802 - the name by which strings are found that are translated later
    """The string; it is put into the catalogues."""
    return text


MESSAGES: Mapping[str, tuple[str, str]] = {
    "API_ERROR": (N_("This cannot be understood."), "error"),
    "GENERIC_AUTHN_FAILED": (N_("The address or the password is not right."), "error"),
    "UNAUTHENTICATED": (N_("Please sign in to see this page."), "info"),
    "REAUTHENTICATION_REQUIRED": (N_("Please give your password once more before you change this."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you; you can go on."), "info"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already."), "info"),
    "INVALID_REDIRECT": (N_("The way back leads to another site and was left out."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords are not the same."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Please write a password."), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("A password has at least %(length)s characters, and at most 128."), "error"),
    "PASSWORD_TOO_SIMPLE": (N_("This password is easy to guess. Several words in a row are not."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("The new password is the old one."), "error"),
    "INVALID_PASSWORD": (N_("This is not your password."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Please write your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("Please write an address as name@example.org."), "error"),
    "PASSWORD_CHANGE": (N_("Your password was changed. All your other sessions have ended."), "info"),
    "PASSWORD_RESET_REQUEST": (
        N_("If there is an account with this address, a link to choose a new password was sent there."),
        "info",
    ),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password was set. Please sign in with it."), "info"),
    "PASSWORD_RESET_EXPIRED": (N_("This link is too old. You can ask for another one."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (N_("This link cannot be used any more. You can ask for another one."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (
        N_("This code is not right, or was used before. Please wait for the next one."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("You are signed in."), "info"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (N_("Your authenticator was changed."), "info"),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Please sign in first."), "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (N_("That took too long. Please begin anew."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("This cannot be understood."), "error"),
    "INVALID_RECOVERY_CODE": (N_("This is none of your recovery codes, or was used before."), "error"),
    "NO_RECOVERY_CODES_SETUP": (N_("You have no recovery codes."), "info"),
}
"""By the names that Flask-Security has for them: the message, and how it is shown."""
