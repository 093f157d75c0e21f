"""The bundled demonstration collection, as it is in the repository."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from indexer.corpus import Corpus, check
from indexer.model import KINDS, LANGUAGES
from indexer.vocabularies import Vocabularies

CORPORA = Path(__file__).parents[2] / "corpora"
SPECIMEN = CORPORA / "specimen"
FILES = sorted(SPECIMEN.glob("*/*/*.pdf"))
SCANS = {("sa-2009-m40", "ar"), ("ru-2004-119-fz", "ru")}

CRIMES = {
    "participation_in_an_organized_criminal_group", "corruption", "counterfeiting", "drug_trafficking",
    "money_laundering", "obstruction_of_justice", "cybercrime", "piracy_and_maritime_crime", "smuggling_of_migrants",
    "trafficking_in_persons", "trafficking_in_cultural_property", "wildlife_forest_and_fisheries_crime",
    "falsified_medical_products", "trafficking_in_firearms", "terrorism",
}  # fmt: skip


@pytest.fixture(scope="module")
def specimen_vocabularies():
    return Vocabularies.open(CORPORA / "vocabularies")


@pytest.fixture(scope="module")
def specimen(specimen_vocabularies):
    return Corpus.open([SPECIMEN], specimen_vocabularies)


def test_no_faults(specimen_vocabularies):
    """Every record of the collection passes the check."""
    assert check([SPECIMEN], specimen_vocabularies) == ()


def test_four_originals_in_each_language(specimen):
    """The collection has four records with each of the six languages as original."""
    originals = Counter(record.original_language for record in specimen.records())

    assert originals == dict.fromkeys(LANGUAGES, 4)


def test_all_kinds_and_crime_types(specimen):
    """Every kind of record and every crime type of the first vocabulary occurs."""
    records = list(specimen.records())

    assert {record.kind for record in records} == set(KINDS)
    assert {crime for record in records for crime in record.crime} >= CRIMES


def test_nothing_passes_for_law(specimen):
    """Every file is a demonstration, and every record says how far its facts were checked."""
    for record in specimen.records():
        assert {file.status for file in record.files} == {"demonstration"}, record.id
        assert record.verification is not None, record.id
        assert record.verification.level == "page", record.id
        assert record.verification.note, record.id


def test_original_language_has_a_file_title_and_summary(specimen):
    """Every record has a file in its original language, and title and summary in that language and in English."""
    for record in specimen.records():
        wanted = {record.original_language, "en"}

        assert record.original_language in record.languages, record.id
        assert wanted <= set(record.title), record.id
        assert wanted <= set(record.summary), record.id


def test_small():
    """The whole collection is smaller than six megabytes."""
    assert sum(path.stat().st_size for path in SPECIMEN.rglob("*") if path.is_file()) < 6_000_000


def test_two_producers():
    """The PDFs come from WeasyPrint and Chromium, at least two records each, and the scans from Pillow."""
    records = {"WeasyPrint": set(), "Skia": set(), "Pillow": set()}
    for path in FILES:
        producer = pypdfium2.PdfDocument(path).get_metadata_value("Producer")
        records[re.match("[A-Za-z]+", producer)[0]].add(path.parent.name)

    assert all(len(names) >= 2 for names in records.values()), records


def test_scans_are_images_only(specimen):
    """The two scans have no text layer; all other files have one."""
    without_text = set()
    for record in specimen.records():
        for file in record.files:
            document = pypdfium2.PdfDocument(specimen.file_path(record.id, file.id))
            if not any(page.get_textpage().get_text_range().strip() for page in document):
                without_text.add((record.id, file.id))

    assert without_text == SCANS


def test_one_file_in_two_languages(specimen):
    """One file has Arabic and French side by side, and some records have files in several languages."""
    files = [file.languages for record in specimen.records() for file in record.files]

    assert ("ar", "fr") in files
    assert sum(len(record.files) > 1 for record in specimen.records()) >= 3
