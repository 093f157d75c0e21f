"""What the reader of PDFs finds in the demonstration collection."""

import difflib
import shutil
import unicodedata
from pathlib import Path

import pytest

from corpora.sources.generator import command
from corpora.sources.generator.band import BAND
from indexer.corpus import Corpus
from indexer.language.detection import shares
from indexer.pdf import READER, Reader
from indexer.readings import Readings
from indexer.settings import Settings
from indexer.structure import structure_of
from indexer.vocabularies import Vocabularies
from tests.needs import unmet

CORPORA = Path(__file__).parents[2] / "corpora"
DIGESTS = {(source.id, digest.id): digest for source in command.read_sources().values() for digest in source.digests}
SCANS = {key for key, digest in DIGESTS.items() if digest.scan}


@pytest.fixture(scope="module")
def specimen_pages(bundled_data):
    """Gives the pages of a file of the collection, each file read once."""
    corpus = Corpus.open([CORPORA / "specimen"], Vocabularies.open(CORPORA / "vocabularies"))
    readings = Readings(bundled_data)
    with Reader(Settings()) as reader:

        def pages(key):
            if key in SCANS and not shutil.which("tesseract"):
                unmet("tesseract is not installed")
            record, file = key
            kept = readings.pages(corpus.record(record).file(file).sha256, READER)
            if kept is None:
                kept = reader.read(corpus.file_path(*key))
                readings.keep_pages(kept)
            return kept

        yield pages


def letters(text):
    """Letters and digits alone: producers have their own ideas of dashes."""
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("key", sorted(set(DIGESTS) - SCANS), ids="/".join)
def test_band_on_every_page(specimen_pages, key):
    """Every page says in the languages of its file and in English that it is a demonstration, and where the law is."""
    digest = DIGESTS[key]
    for page in specimen_pages(key).pages:
        text = letters(" ".join(line.text for line in page.lines))

        assert page.source == "text"
        for language in {*digest.languages, "en"}:
            assert letters(BAND[language]) in text, f"{language}, page {page.number}"
        for language in digest.languages:
            assert letters(digest.text[language]["place"]) in text, f"{language}, page {page.number}"


@pytest.mark.parametrize("key", sorted(SCANS), ids="/".join)
def test_band_on_every_page_of_a_scan(specimen_pages, key):
    """Every page of a scan shows the band in its own language, as far as OCR reads it."""
    (language,) = DIGESTS[key].languages
    band = letters(BAND[language])
    for page in specimen_pages(key).pages:
        assert page.source == "ocr"
        assert max(likeness(band, letters(line.text)) for line in page.lines) > 0.8, page.number


def likeness(wanted, text):
    """The share of ``wanted`` that stands in ``text`` in the same order."""
    blocks = difflib.SequenceMatcher(None, wanted, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def blocks(key, language):
    """The blocks of a digest in one of its languages."""
    digest = DIGESTS[key]
    return [row[language] if len(digest.languages) > 1 else row for row in digest.body]


def articles(key, language):
    """The numbers of the articles of a digest in one of its languages as they are printed, in their order."""
    return [str(block["article"]) for block in blocks(key, language) if "article" in block]


def labels(key, structure, language):
    """The labels of the provisions in a language, in their order, without those of the divisions around them."""
    divisions = tuple(str(block["division"]) for block in blocks(key, language) if "division" in block)
    found = [provision.label for provision in structure.provisions if provision.language == language]
    return [label for label in found if not any(division.startswith(label) for division in divisions)]


@pytest.mark.parametrize("key", sorted(set(DIGESTS) - SCANS), ids="/".join)
def test_every_article_is_found(specimen_pages, key):
    """The articles found in a file are those of its digest, in each of its languages in their order."""
    structure = structure_of(specimen_pages(key), shares)
    for language in DIGESTS[key].languages:
        assert labels(key, structure, language) == articles(key, language)


def without_accents(label):
    """The label as OCR may read it."""
    return "".join(letter for letter in unicodedata.normalize("NFD", label) if not unicodedata.combining(letter))


@pytest.mark.parametrize("key", sorted(SCANS), ids="/".join)
def test_articles_of_a_scan(specimen_pages, key):
    """Of the articles of a scan most are found, though OCR errs over accents, and none that is not there."""
    (language,) = DIGESTS[key].languages
    wanted = [without_accents(label) for label in articles(key, language)]
    found = [without_accents(label) for label in labels(key, structure_of(specimen_pages(key), shares), language)]
    assert set(found) <= set(wanted)
    assert len(found) >= 0.8 * len(wanted)


@pytest.mark.parametrize("key", sorted(DIGESTS), ids="/".join)
def test_language_of_every_file(specimen_pages, key):
    """A file is read as written in the languages its record names."""
    structure = structure_of(specimen_pages(key), shares)

    assert {language for language, share in structure.languages.items() if share > 0.2} == set(DIGESTS[key].languages)
