"""A place that mail comes to, with somebody who may submit, and messages as people and machines write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import make_msgid
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from reportlab.pdfgen.canvas import Canvas

from indexer.settings import Settings
from portal.accounts.models import User
from portal.accounts.people import rows_of
from portal.commands import with_database
from portal.database import now, transaction

SERVER = "mx.palermo.example"
AMAL = "amal@justice.example"


def pdf_of(text: str) -> bytes:
    """A PDF of one page."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    canvas.drawString(72, 720, text)
    canvas.save()
    return content.getvalue()


@pytest.fixture
def mail_database() -> str:
    """``sqlite``; a test that is parametrized with this can have ``postgresql``."""
    return "sqlite"


@pytest.fixture
def mail_settings(tmp_path: Path, mail_database: str, request: pytest.FixtureRequest) -> Settings:
    """Settings with a state folder of their own; ``SERVER`` vouches for senders."""
    url = request.getfixturevalue("postgresql_url") if mail_database == "postgresql" else ""
    return Settings(
        state=tmp_path / "state", database_url=url, incoming_server=SERVER, contact_mail="palermo@unodc.example"
    )


@pytest.fixture
def mail_app(mail_settings: Settings) -> Iterator[Flask]:
    """An app with the database in which Amal (Arabic) has an account that may submit, and others that may not."""
    with with_database(mail_settings) as app:
        with transaction() as session:
            people = (
                ("amal", ("contributor",), True, True),
                ("closed", ("contributor",), False, True),
                ("invited", ("contributor",), True, False),
                ("admin", ("administrator",), True, True),
            )
            for name, roles, active, activated in people:
                user = User(email=f"{name.capitalize()}@justice.example", name=name, fs_uniquifier=name, active=active)
                user.language, user.party, user.roles = "ar", "country:EG", rows_of(session, roles)
                user.activated_at = now() if activated else None
                session.add(user)
        yield app


@pytest.fixture
def message() -> Callable[..., EmailMessage]:
    """Writes a message, by default one of Amal with a PDF that ``SERVER`` vouches for."""

    def write(
        sender: str = AMAL,
        *,
        text: str = "Please find attached law 5.",
        verdict: str | None = f"{SERVER}; dkim=pass header.d=justice.example",
        files: dict[str, bytes] | None = None,
        **head: str,
    ) -> EmailMessage:
        made = EmailMessage()
        if verdict is not None:
            made["Authentication-Results"] = verdict
        given = {"From": sender, "To": "palermo@unodc.example", "Subject": "Law 5 of 2020", "Message-ID": make_msgid()}
        for name, value in {**given, **{name.replace("_", "-"): value for name, value in head.items()}}.items():
            if value:
                made[name] = value
        made.set_content(text)
        for name, content in ({"law.pdf": pdf_of("Law 5")} if files is None else files).items():
            made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return made

    return write


@pytest.fixture
def without_server(mail_settings: Settings) -> Settings:
    """The same settings, without the name of a server that vouches."""
    return replace(mail_settings, incoming_server="")
