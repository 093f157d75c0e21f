"""A portal with work in it: people, submissions with files, records with revisions, reports of readers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import RowMapping

from indexer.settings import Settings
from indexer.storing import write_whole
from portal.accounts.models import User
from portal.audit import append
from portal.commands import with_database
from portal.database import db, now, transaction
from portal.incoming.models import IncomingMail
from portal.incoming.taking import DELETED
from portal.institution.keeping import Kept, Report
from portal.submissions.models import Comment, Proposal, Submission, SubmittedFile

Rows = dict[str, list[dict[str, object]]]


@dataclass(frozen=True)
class Workplace:
    """A portal that people work in; ``settings`` say where it is."""

    settings: Settings
    app: Flask

    def person(self, name: str, invited_by: int | None = None) -> int:
        """Add a person; their number."""
        with transaction() as session:
            person = User(email=f"{name}@example.org", name=name, fs_uniquifier=name, invited_by_id=invited_by)
            session.add(person)
            session.flush()
            append(session, None, "person.invited", f"user:{person.id}")
            return person.id

    def submit(self, author: int, content: bytes) -> None:
        """Keep a file, then add the submission that names it."""
        sha256 = hashlib.sha256(content).hexdigest()
        write_whole(self.settings.state / "files" / sha256[:2] / sha256, content)
        with transaction() as session:
            file = SubmittedFile(
                name="قانون.pdf",
                media_type="application/pdf",
                bytes=len(content),
                sha256=sha256,
                corrections=[{"merge": ["art_1", "art_2"]}],
                created_at=now(),
                proposals=[Proposal(field="date", value=value, confidence=0.1 + 0.2) for value in ("2020", 5, None)],
            )
            comment = Comment(author_id=author, text="Line\nline \u2028 \U0001f600", at=now())
            submission = Submission(
                author_id=author, created_at=now(), changed_at=now(), record={"title": {"ar": "قانون"}}
            )
            submission.files, submission.comments = [file], [comment]
            session.add(submission)
            session.flush()
            append(session, author, "submission.begun", f"submission:{submission.id}")

    def publish(self, record: str, revision: int) -> None:
        """Write a revision of a record, then the row that tells of it."""
        folder = self.settings.published / "legislation" / record
        content = f"id: {record}\nrevision: {revision}\n".encode()
        write_whole(folder / "revisions" / f"{revision:04}.yaml", content)
        write_whole(folder / "record.yaml", content)
        with transaction() as session:
            append(session, None, "record.published", f"record:{record}", revision=revision)

    def report(self, text: str) -> None:
        """Send a report of an error as a reader."""
        Kept(self.settings.state).keep_report(Report("ar", "facts", "", "", "", text, ""))


@pytest.fixture
def workplace(tmp_path: Path, database_url: str) -> Iterator[Workplace]:
    """A portal with three people, two submissions, a record in two revisions and a report."""
    settings = Settings(state=tmp_path / "state", database_url=database_url)
    with with_database(settings) as app:
        place = Workplace(settings, app)
        first = place.person("amal")
        place.person("boris", invited_by=place.person("chen"))
        with transaction() as session:  # a row that refers to one with a higher number
            session.execute(sa.update(User).where(User.id == first).values(invited_by_id=first + 2))
        for content in (b"%PDF-1.7 one", b"%PDF-1.7 two"):
            place.submit(first, content)
        for revision in (1, 2):
            place.publish("eg-law", revision)
        with transaction() as session:  # a message that was deleted has no file
            facts = {"sender": "", "subject": "", "state": DELETED, "bytes": 9, "is_whole": True, "at": now()}
            session.add(IncomingMail(sha256="d" * 64, **facts))
        place.report("Article 5 ends in mid")
        write_whole(settings.state / "readings" / "ab" / "reading.json", b"{}")
        write_whole(settings.state / "publishing" / "7" / "record.yaml", b"id: eg-law-2\n")
        write_whole(settings.published / ".locks" / "eg-law.lock", b"")
        yield place


@pytest.fixture
def rows_of() -> Callable[[Settings], Rows]:
    """Gives all rows of a database, table by table; moments are UTC, which SQLite does not say."""

    def read(settings: Settings) -> Rows:
        with with_database(settings):
            metadata = sa.MetaData()
            metadata.reflect(db.engine)
            questions = {table.name: sa.select(table).order_by(*table.primary_key) for table in metadata.sorted_tables}
            return {
                name: [comparable(row) for row in db.session.execute(q).mappings()] for name, q in questions.items()
            }

    def comparable(row: RowMapping) -> dict[str, object]:
        moments = {name: value.replace(tzinfo=UTC) for name, value in row.items() if isinstance(value, datetime)}
        return {**row, **moments}

    return read


@pytest.fixture
def killed() -> Callable[[Callable[[], object], int], bool]:
    """Runs something in a process that is killed when it opens a file to write or to sync it for the n-th time."""

    def run(deed: Callable[[], object], turn: int) -> bool:
        child = os.fork()
        if child:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            assert code in (0, 9)
            return code == 9
        turns = iter(range(1, turn + 1))
        open_file = os.open

        def dying(*arguments: Any, **values: Any) -> int:
            return open_file(*arguments, **values) if next(turns) < turn else os._exit(9)

        os.open = dying  # type: ignore[assignment]
        try:
            deed()
            os._exit(0)
        finally:
            os._exit(1)

    return run
