"""A collection in a temporary folder, made of small records that tests change."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from indexer.corpus.folders import RECORD
from indexer.vocabularies import Vocabularies

PROJECT = Path(__file__).resolve().parents[3]
CONTENT = b"%PDF-1.7 nothing that anybody would read"
SHA256 = hashlib.sha256(CONTENT).hexdigest()

LAW = f"""\
id: no-2020-1
kind: legislation
title: {{en: Act on Nothing, fr: Loi sur rien}}
original_language: en
country: [NO]
crime: [trafficking_in_persons]
issue: [children]
treaty_articles:
  - {{treaty: untoc, article: 5, relation: relevant_to, asserted_by: editor, asserted_on: 2026-11-21}}
files:
  - id: en
    name: no-2020-1-{SHA256[:8]}.pdf
    languages: [en, fr]
    status: demonstration
    text_as_of: 2020-05
    sha256: {SHA256}
type_of_act: law
adopted: 2020-05
in_force: {{value: unknown}}
"""

CASE = """\
id: ecthr-2010-25965-04
kind: case_law
title: {en: Somebody v. Nobody}
original_language: en
organization: [council_of_europe]
court: {en: European Court of Human Rights}
court_level: regional
decided: 2010-01-07
docket: 25965/04
"""


class Collection:
    """A collection that a test fills."""

    def __init__(self, folder: Path) -> None:
        """Use a folder that need not exist yet."""
        self.folder = folder

    def add(self, record: str = LAW, *, kind: str = "legislation", slug: str = "no-2020-1", **files: bytes) -> Path:
        """Write a record with its file; returns the path of its record.yaml."""
        folder = self.folder / kind / slug
        folder.mkdir(parents=True)
        (folder / RECORD).write_text(record, encoding="utf-8")
        for name, content in (files or {f"no-2020-1-{SHA256[:8]}.pdf": CONTENT}).items():
            (folder / name).write_bytes(content)
        return folder / RECORD


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(tmp_path / "collection")


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    return Vocabularies.open(PROJECT / "corpora" / "vocabularies")


@pytest.fixture(scope="session")
def law() -> str:
    return LAW


@pytest.fixture(scope="session")
def case() -> str:
    return CASE


@pytest.fixture(scope="session")
def content() -> Any:
    return CONTENT
