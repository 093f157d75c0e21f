"""Duplicates among published records: what is kept of them follows the collections."""

import shutil
from dataclasses import replace

import pytest

from indexer import application
from indexer.model import Pages, Reading, Structure
from indexer.pdf import READER
from indexer.settings import BUNDLED, Settings
from indexer.structure import STRUCTURE

EGYPT = "legislation/eg-2010-64"
TEXT = " ".join(f"word{place * 17 % 389}" for place in range(900))


@pytest.fixture
def laws(tmp_path):
    """A collection of one law whose file was read: its text is TEXT."""
    shutil.copytree(BUNDLED / EGYPT, tmp_path / "laws" / EGYPT)
    settings = Settings(corpora=(tmp_path / "laws",), data=tmp_path / "var")
    corpus = application.open_corpus(settings, application.open_vocabularies(settings))
    for file in corpus.record("eg-2010-64").files:
        reading = reading_of(file.sha256, TEXT)
        store = application.open_readings(settings)
        store.keep_pages(reading.pages)
        store.keep_structure(reading.structure, READER)
    return settings


def reading_of(sha256, text):
    """A reading that says ``text``."""
    return Reading(Pages(sha256, READER, ()), Structure(sha256, STRUCTURE, "", {"en": 1.0}, (), text))


def found(settings, document, others=()):
    """Ids and reasons of what a document may be a duplicate of."""
    return [(one.id, one.reason) for one in application.find_duplicates(settings, document, others)]


def test_published_record_is_found_by_file_number_and_text(laws):
    """A record is found by the content of its file, by country and number, and by nearly the same text."""
    corpus = application.open_corpus(laws, application.open_vocabularies(laws))
    sha256 = corpus.record("eg-2010-64").files[0].sha256
    strange = reading_of("f" * 64, "short")
    assert found(laws, application.known_document("s1", strange, files=[sha256])) == [("eg-2010-64", "file")]
    by_number = application.known_document("s1", strange, countries=["EG"], number="Law No. 64 of 2010")
    assert found(laws, by_number) == [("eg-2010-64", "number")]
    assert found(laws, application.known_document("s1", reading_of("f" * 64, TEXT))) == [("eg-2010-64", "text")]
    assert found(laws, application.known_document("s1", strange)) == []


def test_other_submissions_are_compared_too(laws):
    """What the portal hands over beside the records is compared like them."""
    other = application.known_document("submission 7", reading_of("e" * 64, TEXT.upper()))
    mine = application.known_document("submission 8", reading_of("f" * 64, TEXT))
    assert found(laws, mine, [other]) == [("eg-2010-64", "text"), ("submission 7", "text")]


def test_changed_and_removed_records_are_followed(laws, tmp_path):
    """A number that changed is the one that is found afterwards; a record that is gone is not found any more."""
    strange = reading_of("f" * 64, "short")
    wanted = application.known_document("s1", strange, countries=["EG"], number="65/2010")
    assert found(laws, wanted) == []
    record = tmp_path / "laws" / EGYPT / "record.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("number: 64/2010", "number: 65/2010"), encoding="utf-8"
    )
    assert found(laws, wanted) == [("eg-2010-64", "number")]
    shutil.rmtree(record.parent)
    assert found(laws, wanted) == []


def test_file_that_is_read_later_is_compared_from_then_on(laws):
    """A record whose file was not read yet is known by its text once it is."""
    mine = application.known_document("s1", reading_of("f" * 64, TEXT))
    unread = replace(laws, data=laws.data / "elsewhere")
    assert found(unread, mine) == []
    shutil.copytree(laws.data / "pages", unread.data / "pages")
    shutil.copytree(laws.data / "structure", unread.data / "structure")
    assert found(unread, mine) == [("eg-2010-64", "text")]


def test_damaged_file_is_made_again(laws):
    """What is kept of the records is derived: a file that is no database any more is made anew."""
    mine = application.known_document("s1", reading_of("f" * 64, TEXT))
    assert found(laws, mine)
    (laws.data / "known.sqlite").write_bytes(b"no database at all" * 400)
    assert found(laws, mine) == [("eg-2010-64", "text")]
