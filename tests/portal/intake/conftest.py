"""A place in which drafts are kept, on each of the two databases, and somebody who sends them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from reportlab.pdfgen.canvas import Canvas

from indexer.settings import Settings
from portal import database, jobs, opening, preparing
from portal.accounts.models import User
from portal.database import bring_up_to_date, db, transaction


def pdf_of(*pages: str) -> bytes:
    """A PDF with a line of text a page."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@pytest.fixture
def intake_settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings with a state folder and a database of their own."""
    settings = Settings(state=tmp_path / "state", data=tmp_path / "data", corpora=(), database_url=database_url)
    bring_up_to_date(settings)
    return settings


@pytest.fixture
def intake_app(intake_settings: Settings) -> Iterator[Flask]:
    """An app with a database and queues, and nothing else; its context is open."""
    app = Flask("intake")
    opening.init_app(app, intake_settings, None)
    database.init_app(app, intake_settings)
    jobs.init_app(app, intake_settings)
    preparing.init_app(app, intake_settings)
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


@pytest.fixture
def focal_point(intake_app: Flask) -> User:  # noqa: ARG001 - there has to be a database
    """The focal point of Egypt."""
    with transaction() as session:
        user = User(email="eg@example.org", name="Egypt", party="country:EG", fs_uniquifier="eg", active=True)
        session.add(user)
    return user


@pytest.fixture
def law_pdf(tmp_path: Path) -> Path:
    """A PDF of two pages."""
    path = tmp_path / "law.pdf"
    path.write_bytes(pdf_of("Law No. 64 of 2010", "Article 2. Penalties."))
    return path
