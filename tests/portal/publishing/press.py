"""A place that publishes: collection, index, database, people, and what the tests ask of it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from indexer import application
from indexer.application import Library, open_library
from indexer.corpus import read_record
from indexer.engines import open_engine
from indexer.pipeline.progress import QuietProgress
from indexer.readings import Readings
from indexer.search import FINGERPRINT
from indexer.search.types import SearchEngine
from indexer.settings import PROJECT, Settings
from portal import database, jobs, opening
from portal.access import Role
from portal.accounts.models import Role as RoleRow
from portal.accounts.models import User
from portal.database import bring_up_to_date, db, now, transaction
from portal.publishing.asking import ask
from portal.publishing.models import Publication
from portal.publishing.staging import NOT_FIELDS
from portal.submissions.keeping import keep_file
from portal.submissions.models import Submission, SubmittedFile
from portal.submissions.states import State

SPECIMEN = PROJECT / "corpora" / "specimen"
LAW = SPECIMEN / "legislation" / "tn-2016-61"
"""The record that is submitted: it has two files."""

OTHER = "legislation/eg-1983-117"
"""The record that is there before."""


@dataclass(frozen=True)
class Press:
    """A portal without pages, whose context is open while a test runs."""

    settings: Settings
    app: Flask

    def person(self, role: Role) -> User:
        """Somebody new of a role."""
        with transaction() as session:
            number = session.query(User).count() + 1
            user = User(email=f"{number}@example.org", name=f"Person {number}", fs_uniquifier=str(number))
            user.roles = [row for row in session.query(RoleRow) if row.name == role]
            session.add(user)
        return user

    def accepted(self, author: User, changes: Mapping[str, Any] | None = None, **columns: Any) -> int:
        """An accepted submission of the law with its files, which were read; gives its number."""
        fields, files = submitted_law()
        moment = now()
        with transaction() as session:
            submission = Submission(
                author_id=author.id,
                state=State.ACCEPTED,
                record={**fields, **(changes or {})},
                created_at=moment,
                changed_at=moment,
                **columns,
            )
            for file in files:
                kept = keep_file(self.settings, LAW / file["name"])
                submission.files.append(
                    SubmittedFile(
                        name="a name of the author's.pdf",
                        media_type="application/pdf",
                        bytes=kept.bytes,
                        sha256=kept.sha256,
                        file_id=file["id"],
                        languages=list(file["languages"]),
                        status=file["status"],
                        text_as_of=file["text_as_of"],
                        state="read",
                        created_at=moment,
                    )
                )
            session.add(submission)
        return submission.id

    def ask(self, number: int, actor: User, record_id: str = "tn-2016-61", change: str = "") -> int:
        """Ask for the publication of a submission; gives the number of its row."""
        with transaction() as session:
            submission = session.get_one(Submission, number)
            return ask(session, submission, session.get_one(User, actor.id), record_id, change).id

    def row(self, number: int) -> Publication:
        """A publication as it is now."""
        db.session.rollback()
        return db.session.get_one(Publication, number)

    def state(self, number: int) -> str:
        """The state of a submission."""
        db.session.rollback()
        return db.session.get_one(Submission, number).state

    def rows(self) -> list[Publication]:
        """All publications."""
        db.session.rollback()
        return list(db.session.scalars(select(Publication).order_by(Publication.id)))

    def find(self, words: str) -> list[str]:
        """The ids of the records that a question finds."""
        with application.open_search(self.settings) as search:
            return [hit.id for hit in search.search(application.parse_parameters([("q", words)])).hits]

    def indexed(self) -> set[str]:
        """The ids of all records in the index."""
        with self.engine() as engine:
            return set(engine.ids())

    @contextmanager
    def engine(self) -> Iterator[SearchEngine]:
        """The engine, as another process has it."""
        with closing(open_engine(self.settings, FINGERPRINT)) as engine:
            yield engine


def submitted_law() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fields of the law as a submission has them, and those of its files."""
    value = read_record(LAW / "record.yaml").yaml.value
    fields = {name: field for name, field in value.items() if name not in NOT_FIELDS}
    return fields, value["files"]


def prepare(settings: Settings, read: Path) -> None:
    """A collection with one record, and the readings of what will be submitted, which were made in ``read``."""
    shutil.copytree(SPECIMEN / OTHER, settings.corpora[0] / OTHER)
    settings.published.mkdir(parents=True)
    for record, store in ((LAW, settings.state / "readings"), (SPECIMEN / OTHER, settings.data)):
        for file in read_record(record / "record.yaml").yaml.value["files"]:
            Readings(store).take_over(Readings(read), file["sha256"])


@contextmanager
def opened(settings: Settings) -> Iterator[Press]:
    """The place over these settings, which were prepared."""
    app = Flask("press")
    opening.init_app(app, settings, None)
    database.init_app(app, settings)
    jobs.init_app(app, settings)
    with app.app_context():
        yield Press(settings, app)
        db.session.close()
        db.engine.dispose()


def people_of(settings: Settings) -> None:
    """An empty database with its roles."""
    bring_up_to_date(settings)
    with opened(settings), transaction() as session:
        session.add_all(RoleRow(name=role) for role in Role)


@pytest.fixture(scope="session")
def press_prepared(tmp_path_factory: pytest.TempPathFactory, portal_settings: Settings) -> Path:
    """A collection of one record, indexed by the embedded engine, and the readings of what will be submitted."""
    folder = tmp_path_factory.mktemp("press")
    settings = settings_in(folder, portal_settings)
    prepare(settings, portal_settings.data)
    application.build(settings, QuietProgress())
    return folder


@pytest.fixture
def press_settings(press_prepared: Path, tmp_path: Path, portal_settings: Settings) -> Settings:
    """Settings of such a place with an empty collection that is published into."""
    shutil.copytree(press_prepared, tmp_path, dirs_exist_ok=True)
    return settings_in(tmp_path, portal_settings)


@pytest.fixture
def work_settings(press_settings: Settings) -> Settings:
    """The workplace of such a place."""
    bring_up_to_date(press_settings)
    return press_settings


@pytest.fixture
def portal_library(work_settings: Settings) -> Iterator[Library]:
    """The library over it."""
    library = open_library(work_settings)
    yield library
    library.close()


def settings_in(folder: Path, portal: Settings) -> Settings:
    """The settings of a place in this folder."""
    return Settings(
        corpora=(folder / "laws", folder / "state" / "records"),
        data=folder / "var",
        state=folder / "state",
        translations=portal.translations,
        engine="embedded",
        secret_key=secrets.token_hex(32),
        rate_limit="off",
        workers=1,
    )
