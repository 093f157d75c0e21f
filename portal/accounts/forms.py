"""The forms of Flask-Security, less what we do not offer; their labels are in our templates."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_security.forms import LoginForm, TwoFactorRescueForm, TwoFactorSetupForm
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.utils import validate_redirect_url
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField  # type: ignore[import-untyped]


class SignInForm(LoginForm):
    """Address and password; nobody is remembered beyond the session."""

    remember = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Lead on to the first page of the workplace unless another page of this portal was wanted."""
        super().__init__(*arguments, **options)
        if not validate_redirect_url(self.next.data or ""):
            self.next.data = url_for("work.home")


class RecoveryForm(MfRecoveryForm):
    """A recovery code, however it was copied."""

    def validate(self, **options: Any) -> bool:
        """Take spaces and capital letters as what they stand for."""
        self.code.data = "".join((self.code.data or "").split()).lower()
        valid: bool = super().validate(**options)
        return valid


class AuthenticatorForm(TwoFactorSetupForm):
    """The second factor is an authenticator; what else could be asked for is refused."""

    setup = StringField()
    phone = None

    def validate(self, **options: Any) -> bool:
        """Take nothing else."""
        return bool(FlaskForm.validate(self, **options)) and self.setup.data == "authenticator"


class NoRescueForm(TwoFactorRescueForm):
    """Flask-Security makes this form beside that for codes; we neither show nor take it."""

    help_setup = RadioField(choices=[])
