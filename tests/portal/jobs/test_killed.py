"""A worker that is killed in the midst of its work."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from reportlab.pdfgen.canvas import Canvas

from indexer.settings import Settings
from portal.accounts.models import User
from portal.commands import with_database
from portal.database import transaction
from portal.database.engine import address_of
from portal.submissions import drafts

PAGES = 250
PATIENCE = 240
"""Seconds after which something is wrong."""


@pytest.fixture
def long_law(tmp_path: Path) -> Path:
    """A PDF that takes some seconds to read."""
    path = tmp_path / "long.pdf"
    canvas = Canvas(str(path), invariant=True)
    for page in range(PAGES):
        for line in range(50):
            canvas.drawString(
                50, 790 - 15 * line, f"Article {page}.{line}. Whoever takes part in an organized group " * 2
            )
        canvas.showPage()
    canvas.save()
    return path


def wait_until(engine: sa.Engine, is_so: Callable[[str, int], bool]) -> None:
    """Look at the row of the only file until it is so."""
    end = time.monotonic() + PATIENCE
    state, done = "", 0
    while time.monotonic() < end:
        with engine.connect() as connection:
            state, done = connection.execute(sa.text("SELECT state, pages_done FROM submitted_files")).one()
        if is_so(state, done):
            return
        time.sleep(0.05)
    pytest.fail(f"the file is {state} with {done} pages done")


def test_killed_worker_loses_nothing(portal_command, tmp_path, database_url, long_law):
    """A worker that is killed in the midst of a file leaves it to the next one, which reads it to its end."""
    settings = Settings(state=tmp_path / "state", database_url=database_url)
    with with_database(settings), transaction() as session:
        author = User(email="eg@example.org", name="Egypt", party="", fs_uniquifier="eg", active=True)
        session.add(author)
        submission = drafts.begin(session, author, "upload")
        drafts.attach(session, settings, submission, long_law, "long.pdf")
    engine = sa.create_engine(address_of(settings))
    worker = portal_command("work", DATABASE_URL=database_url)
    wait_until(engine, lambda state, done: state == "working" and done > 0)
    worker.kill()
    worker.wait()
    with engine.begin() as connection:
        left = connection.execute(sa.text("SELECT state, pages_done FROM submitted_files")).one()
        assert left.state == "working"
        assert left.pages_done < PAGES
        connection.execute(sa.text("UPDATE submitted_files SET heartbeat = '2026-01-01 00:00:00'"))
    portal_command("work", DATABASE_URL=database_url)
    wait_until(engine, lambda state, done: state == "read" and done == PAGES)
    engine.dispose()
