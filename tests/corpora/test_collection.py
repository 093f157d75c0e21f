"""What the bundled demonstration collection as a whole holds."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from corpora.sources.generator import command
from indexer.corpus import Corpus
from indexer.model import KINDS, LANGUAGES
from indexer.vocabularies import Vocabularies

CORPORA = Path(__file__).parents[2] / "corpora"
SPECIMEN = CORPORA / "specimen"
REGIONS = {"002", "009", "019", "142", "150"}
PRODUCERS = {"WeasyPrint", "Skia", "LibreOffice", "ReportLab"}

CRIMES = {
    "participation_in_an_organized_criminal_group", "corruption", "counterfeiting", "drug_trafficking",
    "money_laundering", "obstruction_of_justice", "cybercrime", "piracy_and_maritime_crime", "smuggling_of_migrants",
    "trafficking_in_persons", "trafficking_in_cultural_property", "wildlife_forest_and_fisheries_crime",
    "falsified_medical_products", "trafficking_in_firearms", "terrorism",
}  # fmt: skip


@pytest.fixture(scope="module")
def collection_vocabularies():
    return Vocabularies.open(CORPORA / "vocabularies")


@pytest.fixture(scope="module")
def records(collection_vocabularies):
    return tuple(Corpus.open([SPECIMEN], collection_vocabularies).records())


@pytest.fixture(scope="module")
def scans():
    """Gives the digests that are scans."""
    return [digest for source in command.read_sources().values() for digest in source.digests if digest.scan]


@pytest.fixture(scope="module")
def documents():
    """Gives producer and number of pages of every file of the collection."""
    found = {}
    for path in SPECIMEN.glob("*/*/*.pdf"):
        document = pypdfium2.PdfDocument(path)
        found[path] = (re.match("[A-Za-z]+", document.get_metadata_value("Producer"))[0], len(document))
        document.close()
    return found


def test_number_of_records(records):
    """There are at least eighty records, and each has a digest it was built from."""
    assert len(records) >= 80
    assert {record.id for record in records} == set(command.read_sources())


def test_kinds_and_original_languages(records):
    """Every kind of record occurs, and every one of the six languages is the original of at least five records."""
    assert {record.kind for record in records} == set(KINDS)
    originals = Counter(record.original_language for record in records)
    assert all(originals[language] >= 5 for language in LANGUAGES), originals


def test_crime_types(records):
    """At least three records are about each crime type."""
    about = Counter(crime for record in records for crime in record.crime)
    assert {crime: about[crime] for crime in CRIMES if about[crime] < 3} == {}


def test_countries_and_organizations(records, collection_vocabularies):
    """At least 25 countries in all five regions of M49 and at least three organizations have a record."""
    countries = {country for record in records for country in record.country}
    organizations = {organization for record in records for organization in record.organization}
    regions = {region for country in countries for region in collection_vocabularies.regions_of(country)}
    assert len(countries) >= 25, sorted(countries)
    assert regions >= REGIONS
    assert len(organizations) >= 3, organizations


def test_producers(documents):
    """At least four programs printed at least five files each; scans come from Pillow."""
    files = Counter(producer for producer, _ in documents.values())
    assert set(files) <= {*PRODUCERS, "Pillow"}
    assert all(files[producer] >= 5 for producer in PRODUCERS), files


def test_scans(scans, documents):
    """At least twelve files are scans of at most three pages; Arabic, Chinese and Russian are among them."""
    pages = [count for producer, count in documents.values() if producer == "Pillow"]
    assert len(scans) == len(pages) >= 12
    assert max(pages) <= 3
    assert {language for digest in scans for language in digest.languages} >= {"ar", "zh", "ru"}
    assert all(150 <= digest.scan.dpi <= 200 for digest in scans)


def test_size():
    """The whole collection is smaller than twenty megabytes."""
    assert sum(path.stat().st_size for path in SPECIMEN.rglob("*") if path.is_file()) < 20_000_000


def test_layouts():
    """One and two columns, covers, running heads, footnotes, tables, and texts side by side occur."""
    digests = [digest for source in command.read_sources().values() for digest in source.digests]
    assert {digest.columns for digest in digests} == {1, 2}
    assert {digest.paper for digest in digests} == {"A4", "B5", "A5"}
    assert sum(digest.cover for digest in digests) >= 5
    assert sum(len(digest.languages) == 2 for digest in digests) >= 2
    assert sum("running_head" in words for digest in digests for words in digest.text.values()) >= 5
    assert sum("table" in block for digest in digests for block in digest.body) >= 5
    assert sum("[[" in str(digest.body) for digest in digests) >= 5


def test_files_in_several_languages(records):
    """Several records have files in two or three languages or more."""
    several = [record.id for record in records if len(record.languages) > 1]
    assert len(several) >= 8, several


def test_participants_have_a_date(records):
    """A treaty that lists participants says of which date the list is; at least five treaties do."""
    lists = [record.participants for record in records if record.kind == "treaty" and record.participants]
    assert len(lists) >= 5
    assert all(participants.status_as_of and participants.listed for participants in lists)


def test_relations(records):
    """Every relation leads to a record of the collection, and at least a third of the records have one."""
    ids = {record.id for record in records}
    lost = [(record.id, to.record) for record in records for to in record.relations if to.record not in ids]
    related = {name for record in records for to in record.relations for name in (record.id, to.record)}
    assert lost == []
    assert len(related) >= len(records) / 3
