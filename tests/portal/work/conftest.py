"""The workplace with its people: an app with a secret and a database of its own, and clients who are signed in."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from indexer.application import Library
from indexer.settings import Settings
from portal import create_app
from portal.accounts.models import User
from portal.accounts.people import rows_of
from portal.database import bring_up_to_date, db, now, transaction

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Visitor:
    """A browser in which nobody is signed in yet."""

    client: FlaskClient
    app: Flask

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page: ``/en/desk/``."""
        return self.client.get(path, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form, with the token that it would carry."""
        return self.client.post(path, data={"csrf_token": token_of(self.app, self.client), **(data or {})}, **options)

    def code_of(self, user: User, steps: int = 0) -> str:
        """What the authenticator of a person shows now, or after some steps of half a minute."""
        with self.app.app_context():
            secret = db.session.get_one(User, user.id).tf_totp_secret
            factory = self.app.extensions["security"].totp_factory
            code = factory._totp.from_source(secret).generate(time=int(time.time()) + 30 * steps).token  # noqa: SLF001
        assert isinstance(code, str)
        return code

    def sign_in(self, user: User, steps: int = 0, password: str = PASSWORD, **options: Any) -> TestResponse:
        """Sign in with password and code; gives the last answer."""
        answer = self.post("/en/desk/sign-in", {"email": user.email, "password": password}, **options)
        if "/second-factor" not in answer.headers.get("Location", ""):
            return answer
        return self.post(answer.headers["Location"], {"code": self.code_of(user, steps)}, **options)

    def is_in(self) -> bool:
        """Whether the workplace opens."""
        return self.get("/en/desk/").status_code == 200


@dataclass(frozen=True)
class Person(Visitor):
    """Somebody who is signed in: the row of their account, and the browser they sit at."""

    user: User


def token_of(app: Flask, client: FlaskClient) -> str:
    """The token that the forms of this client carry."""
    with client.session_transaction(path_of_work()) as session:
        raw = session.setdefault("csrf_token", secrets.token_hex(20))
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    assert isinstance(token, str)
    return token


def path_of_work() -> str:
    """A path at which there are sessions."""
    return "/en/desk/"


@pytest.fixture
def work_database() -> str:
    """``DATABASE_URL`` of the workplace: SQLite; a module that overrides this with ``database_url`` tries both."""
    return ""


@pytest.fixture
def work_settings(portal_settings: Settings, tmp_path: Path, work_database: str) -> Settings:
    """Settings with a secret and a state folder of its own, with which people can sign in."""
    settings = replace(
        portal_settings, state=tmp_path / "state", secret_key=secrets.token_hex(32), database_url=work_database
    )
    bring_up_to_date(settings)
    settings.published.mkdir(parents=True)
    return settings


@pytest.fixture
def work_app(work_settings: Settings, portal_library: Library) -> Iterator[Flask]:
    """The portal with a workplace."""
    app = create_app(work_settings, portal_library)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(work_app: Flask) -> Callable[[], Visitor]:
    """Gives a browser in which nobody is signed in."""
    return lambda: Visitor(work_app.test_client(), work_app)


@pytest.fixture
def person(work_app: Flask) -> Callable[..., Person]:
    """Gives the person with these roles, or of that name if one is given, signed in: always the same one."""
    people: dict[tuple[str, ...], Person] = {}

    def of(*roles: str, name: str = "", party: str = "", language: str = "en") -> Person:
        key = (name,) if name else roles
        if key not in people:
            people[key] = _signed_in(work_app, name or " ".join(roles), roles, party, language)
        return people[key]

    return of


def _signed_in(app: Flask, name: str, roles: tuple[str, ...], party: str, language: str) -> Person:
    with app.app_context():
        with transaction() as session:
            user = User(
                email=f"{name.lower().replace(' ', '.')}@example.org",
                name=name.capitalize(),
                party=party,
                language=language,
                roles=rows_of(session, roles),
                password=hash_password(PASSWORD),
                fs_uniquifier=secrets.token_hex(32),
                tf_primary_method="authenticator",
                tf_totp_secret=app.extensions["security"].totp_factory.generate_totp_secret(),
                mf_recovery_codes=["none of these is ever used"],
                invited_at=now(),
                activated_at=now(),
            )
            session.add(user)
        client = app.test_client()
        with client.session_transaction(path_of_work()) as stored:
            stored.update(_user_id=user.fs_uniquifier, _fresh=True, fs_paa=time.time())
        return Person(client, app, user)
