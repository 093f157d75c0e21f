"""The bundled demonstration collection, as it is in the repository."""

from pathlib import Path

import pypdfium2
import pytest

from corpora.sources.generator import command
from indexer.corpus import Corpus, check
from indexer.vocabularies import Vocabularies

CORPORA = Path(__file__).parents[2] / "corpora"
SPECIMEN = CORPORA / "specimen"


@pytest.fixture(scope="module")
def specimen_vocabularies():
    return Vocabularies.open(CORPORA / "vocabularies")


@pytest.fixture(scope="module")
def specimen(specimen_vocabularies):
    return Corpus.open([SPECIMEN], specimen_vocabularies)


def test_no_faults(specimen_vocabularies):
    """Every record of the collection passes the check."""
    assert check([SPECIMEN], specimen_vocabularies) == ()


def test_nothing_passes_for_law(specimen):
    """Every file is a demonstration, and every record says how far its facts were checked."""
    for record in specimen.records():
        assert {file.status for file in record.files} == {"demonstration"}, record.id
        assert record.verification is not None, record.id
        assert record.verification.level in {"page", "citation"}, record.id
        assert record.verification.note, record.id


def test_original_language_has_a_file_title_and_summary(specimen):
    """Every record has a file in its original language, and title and summary in that language and in English."""
    for record in specimen.records():
        wanted = {record.original_language, "en"}

        assert record.original_language in record.languages, record.id
        assert wanted <= set(record.title), record.id
        assert wanted <= set(record.summary), record.id


def test_scans_are_images_only(specimen):
    """The scans have no text layer; all other files have one."""
    scans = {
        (source.id, digest.id) for source in command.read_sources().values() for digest in source.digests if digest.scan
    }
    without_text = set()
    for record in specimen.records():
        for file in record.files:
            document = pypdfium2.PdfDocument(specimen.file_path(record.id, file.id))
            if not any(page.get_textpage().get_text_range().strip() for page in document):
                without_text.add((record.id, file.id))

    assert without_text == scans
