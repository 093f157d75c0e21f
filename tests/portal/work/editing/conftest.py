"""A submission that is being edited: its file read for real, with proposals of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from indexer.application import SubmittedFiles
from indexer.settings import Settings
from portal.audit.models import AuditEntry
from portal.database import db, now, transaction
from portal.preparing.reading import submitted_files
from portal.submissions.keeping import KeptFile, keep
from portal.submissions.models import Proposal, Submission, SubmittedFile

LAW = (
    ("Law No. 7 of 2019 on Trafficking in Persons", "", "Article 1. Definitions.", "This law defines trafficking."),
    (
        "Article 2. Penalties. Whoever traffics is punished.",
        "Whoever helps is punished. The goods are taken away.",
        "Article 3. Courts. The courts of the capital decide.",
    ),
)


@dataclass(frozen=True)
class Edited:
    """A submission with one file that was read, and the app it is in."""

    app: Flask
    id: int
    file: int

    @property
    def path(self) -> str:
        """The address of its form."""
        return f"/en/desk/submissions/{self.id}/edit"

    @property
    def row(self) -> Submission:
        """The row as it is now, apart from any session."""
        with self.app.app_context():
            found = db.session.get_one(Submission, self.id)
            _ = [list(file.proposals) for file in found.files]
            return found

    @property
    def record(self) -> dict[str, Any]:
        """The fields of the record as they are now."""
        return self.row.record

    def change(self, **columns: Any) -> None:
        """Change the row as somebody else would."""
        with self.app.app_context(), transaction() as session:
            found = session.get_one(Submission, self.id)
            for name, value in {**columns, "changed_at": now()}.items():
                setattr(found, name, value)

    def change_file(self, **columns: Any) -> None:
        """Change the row of its file."""
        with self.app.app_context(), transaction() as session:
            found = session.get_one(SubmittedFile, self.file)
            for name, value in columns.items():
                setattr(found, name, value)

    def propose(self, field: str, value: Any, confidence: float = 0.9, **evidence: Any) -> int:
        """A proposal for its file."""
        with self.app.app_context(), transaction() as session:
            row = Proposal(file_id=self.file, field=field, value=value, confidence=confidence, **evidence)
            session.add(row)
            session.flush()
            return row.id

    def decision(self, proposal: int) -> str:
        """What became of a proposal."""
        with self.app.app_context():
            return db.session.get_one(Proposal, proposal).decision

    def trail(self) -> list[AuditEntry]:
        """What the trail says of it."""
        with self.app.app_context():
            question = select(AuditEntry).where(AuditEntry.subject == f"submission:{self.id}")
            return list(db.session.scalars(question.order_by(AuditEntry.number)))


@pytest.fixture(scope="session")
def read_law(tmp_path_factory: pytest.TempPathFactory) -> tuple[KeptFile, Path]:
    """A law of two pages, kept and read once: the file, and the state folder it is in."""
    settings = Settings(state=tmp_path_factory.mktemp("read"))
    kept = keep(settings, BytesIO(pdf_of(LAW)))
    files = SubmittedFiles(settings)
    files.prepare(kept.path, kept.sha256, "application/pdf", lambda _done, _of: None)
    files.close()
    return kept, settings.state


@pytest.fixture
def edited(
    work_app: Flask, work_settings: Settings, person: Callable[..., Any], read_law: tuple[KeptFile, Path]
) -> Iterator[Edited]:
    """A submission of a contributor that is in review, with a law of two pages."""
    author, (kept, state) = person("contributor").user, read_law
    shutil.copytree(state, work_settings.state, dirs_exist_ok=True)
    file = SubmittedFile(
        name='<b>law</b>".pdf',
        media_type="application/pdf",
        bytes=kept.bytes,
        sha256=kept.sha256,
        state="read",
        pages=len(LAW),
        pages_done=len(LAW),
        created_at=now(),
    )
    with work_app.app_context(), transaction() as session:
        row = Submission(
            author_id=author.id, state="in_review", created_at=now(), changed_at=now(), record={"kind": "legislation"}
        )
        row.files.append(file)
        session.add(row)
        session.flush()
        given = Edited(work_app, row.id, file.id)
    yield given
    with work_app.app_context():
        submitted_files().close()


def pdf_of(pages: tuple[tuple[str, ...], ...]) -> bytes:
    """A PDF with these lines on its pages, the first one large."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    for number, lines in enumerate(pages):
        for place, text in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if number + place == 0 else "Helvetica", 18 if number + place == 0 else 11)
            canvas.drawString(72, 720 - 28 * place, text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def form_in(html: Any) -> dict[str, list[str]]:
    """What a browser would send of the forms of a page that was taken apart, but for their buttons."""
    found: dict[str, list[str]] = {}
    select = ""
    for (tag, given), parts in zip(html.elements, html.texts, strict=True):
        name = given.get("name", "")
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            found.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea" and name:
            found.setdefault(name, []).append("".join(parts).removeprefix("\n"))
        elif tag == "select":
            select = name
        elif tag == "option" and "selected" in given and select:
            found.setdefault(select, []).append(given.get("value", ""))
    return {name: texts for name, texts in found.items() if name not in ("q", "csrf_token")}


@pytest.fixture
def filled(take_apart: Any) -> Callable[[Any, str], dict[str, list[str]]]:
    """Opens a form as somebody, and gives what their browser would send of it."""

    def of(person: Any, path: str) -> dict[str, list[str]]:
        answer = person.get(path)
        assert answer.status_code == 200
        return form_in(take_apart(answer.text))

    return of
