import re
import shutil
from pathlib import Path

import pytest

from indexer.corpus.terms import TERMS
from indexer.errors import VocabularyError
from indexer.model import LANGUAGES
from indexer.search.concepts import NAMED
from indexer.search.types import FACETS
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.checking import check_vocabularies
from indexer.vocabularies.required import REQUIRED

FOLDER = Path(__file__).resolve().parents[3] / "corpora" / "vocabularies"
TITLE = "{ar: أ, zh: 甲, en: A, fr: A, ru: Я, es: A}"


def concept(id: str, word: str, more: str = "") -> str:
    """A concept whose labels end in a word that every script can write: a number."""
    labels = ", ".join(f"{language}: {letter} {word}" for language, letter in zip(LANGUAGES, "أ甲BCЖD", strict=True))
    return f"  {id}: {{prefLabel: {{{labels}}}{', ' if more else ''}{more}}}\n"


@pytest.fixture
def faults(tmp_path):
    """The faults of a vocabulary with these concepts, each as its line, field and text."""

    def check(concepts: str, head: str = 'version: "1"\n') -> list[str]:
        (tmp_path / "crime.yaml").write_text(f"title: {TITLE}\n{head}concepts:\n{concepts}", encoding="utf-8")
        checked = check_vocabularies(tmp_path, required={})
        return [f"{fault.line}: {fault.field}: {fault.expected}" for fault in checked.faults]

    return check


def test_our_own_vocabularies_are_without_fault():
    """The vocabularies that Palermo brings have no fault."""
    checked = check_vocabularies(FOLDER)
    assert [str(fault) for fault in checked.faults] == []
    assert checked.vocabularies > 20
    assert checked.concepts > 700


def test_every_fault_is_told_at_once(faults):
    """Faults of fields, links and labels of all concepts come together, each with its line."""
    told = faults(
        concept("one", "1", "broader: nowhere")
        + "  two: {prefLabel: {en: Two}}\n"
        + concept("three", "3", "colour: red")
    )
    assert [line.split(":")[0] for line in told] == ["4", "5", "6"]
    assert "missing: ar, zh, fr, ru, es" in told[1]


@pytest.mark.parametrize(
    ("concepts", "expected"),
    [
        (
            concept("one", "1") + concept("two", "1"),
            "5: concepts.two.prefLabel.ar: expected a label of its own; one has",
        ),
        (concept("one", "1", "altLabel: {en: [b 1]}"), "concepts.one.altLabel.en[0]: expected each word once"),
        (
            concept("one", "1", "altLabel: {en: [Beta]}, hiddenLabel: {en: [beta]}"),
            "concepts.one.hiddenLabel.en[0]: expected each word once; 'beta' is a altLabel",
        ),
        (
            concept("one", "1", "altLabel: {en: [Beta]}") + concept("two", "2", "altLabel: {en: [beta]}"),
            "5: concepts.two.altLabel.en[0]: expected a synonym of this concept only; one has",
        ),
        (
            concept("one", "1", "altLabel: {en: [B 2]}") + concept("two", "2"),
            "4: concepts.one.altLabel.en[0]: expected a synonym of this concept only; two has",
        ),
        (
            concept("one", "1", "broader: two")
            + concept("two", "2", "broader: three")
            + concept("three", "3", "broader: one"),
            "6: concepts.three.broader: expected a term above it, not a ring",
        ),
        (
            concept("one", "1")
            + concept("two", "2", "broader: one")
            + concept("three", "3", "broader: two, related: [one]"),
            "6: concepts.three.related: expected no term above or below; one is (SKOS S27)",
        ),
        (concept("one", "1", "related: [one]"), "concepts.one.related: expected another term than this one"),
        (concept("one", "1", "replacedBy: [none]"), "concepts.one.replacedBy: no term 'none'"),
        (
            concept("one", "1", "deprecated: 2026-11-21"),
            "concepts.one.deprecated: expected replacedBy, or a changeNote",
        ),
        (
            concept("one", "1", "replacedBy: [two]") + concept("two", "2"),
            "concepts.one.replacedBy: expected deprecated beside it",
        ),
        (
            concept("one", "1", "deprecated: 2026-11-21, replacedBy: [two]")
            + concept("two", "2", "deprecated: 2026-11-21, replacedBy: [three]")
            + concept("three", "3"),
            "4: concepts.one.replacedBy: expected a term in use; two is deprecated too",
        ),
        (concept("one", "1", "exactMatch: [UNBIS 1005155]"), "concepts.one.exactMatch: expected an address"),
        (
            concept("one", "1", "exactMatch: http://example.org/1, closeMatch: http://example.org/1"),
            "concepts.one.closeMatch: expected no exact match: http://example.org/1 (SKOS S46)",
        ),
        (
            concept("one", "1", "exactMatch: http://example.org/1")
            + concept("two", "2", "exactMatch: http://example.org/1"),
            "5: concepts.two.exactMatch: expected a concept of its own; one has http://example.org/1",
        ),
        (concept("one one", "1"), "expected an id of ASCII letters"),
        (
            concept("one", "1", "altLabel: {ar: [غسل money]}"),
            "expected ARABIC letters, or 'money' among the foreignWords of the file; it is LATIN",
        ),
        (concept("one", "1", "altLabel: {zh: [洗钱crime]}"), "expected CJK letters, or 'crime'"),
        (concept("one", "1", "altLabel: {ru: [oтмывание]}"), "'oтмывание' mixes CYRILLIC and LATIN"),
        (concept("one", "1", "altLabel: {ar: [تبييض الاموالی]}"), "expected Arabic punctuation (، ؛ ؟) and letters"),
        (concept("one", "1", "altLabel: {zh: ['洗钱(罪)']}"), "expected Chinese punctuation"),
        (concept("one", "1", "altLabel: {fr: ['de\N{COMBINING ACUTE ACCENT}lit']}"), "expected composed letters (NFC)"),
        (concept("one", "1", "altLabel: {en: ['money  laundering']}"), "expected no U+0020 (space) there"),
        (concept("one", "1", 'altLabel: {fr: ["blanchiment d\'argent"]}'), "expected no U+0027 (apostrophe) there"),
        (
            concept("one", "1", "altLabel: {en: [' laundering']}"),
            "expected no white space at the ends of ' laundering'",
        ),
        (concept("one", "1", "altLabel: {ar: [غسل\N{RIGHT-TO-LEFT MARK}]}"), "U+200F (right-to-left mark)"),
    ],
)
def test_a_fault_is_found(faults, concepts, expected):
    """Each kind of fault is found where it stands, with what was expected in its place."""
    told = faults(concepts)
    assert any(expected in line for line in told), told


def test_listed_foreign_words_are_allowed(faults):
    """A word in another script that the file lists may stand in every label."""
    head = 'version: "1"\nforeignWords: [EncroChat]\n'
    assert (
        faults(concept("one", "1", "altLabel: {ar: [شبكة EncroChat], zh: [EncroChat案], ru: [дело EncroChat]}"), head)
        == []
    )


def test_a_vocabulary_has_a_version(faults):
    """A file without version is a fault of its first line."""
    assert faults(concept("one", "1"), "") == ['1: version: expected the version of the file: "1"']


def test_a_folder_without_vocabularies_is_an_error(tmp_path):
    """An empty folder is no folder of vocabularies."""
    with pytest.raises(VocabularyError, match="expected a folder with vocabularies"):
        check_vocabularies(tmp_path)


@pytest.fixture
def own(tmp_path):
    """A copy of the vocabularies that Palermo brings, to be changed."""
    return Path(shutil.copytree(FOLDER, tmp_path / "vocabularies"))


def test_a_missing_vocabulary_is_a_fault(own):
    """A vocabulary that records, the search or pages need and that is not there is a fault; others may be missing."""
    for name in ("verdict", "stage", "authority_function"):
        (own / f"{name}.yaml").unlink()
    assert [str(fault) for fault in check_vocabularies(own).faults] == [
        f"{own / name}.yaml:0: (whole file): expected this vocabulary; records cannot do without it"
        for name in ("stage", "verdict")
    ]


def test_what_is_looked_up_is_required():
    """All vocabularies that fields of records, facets, questions and pages take terms from are among the required."""
    pages = (FOLDER.parents[1] / "portal").rglob("*.*")
    labels = re.compile(r"\blabel\(\"([a-z_]+)\"")
    shown = {name for page in pages if page.suffix in (".py", ".html") for name in labels.findall(page.read_text())}
    of_records = {name for _, names in TERMS for name in names} | {"article"}
    of_facets = {name for facet in FACETS for name in Vocabularies.open(FOLDER).names_of(facet)}
    assert len(shown) > 8
    assert shown | of_records | of_facets | set(NAMED) <= set(REQUIRED)


def test_a_file_that_is_no_yaml_has_one_fault(own):
    """Of a file that is broken the one fault of its YAML is told, and none of links to terms that were not read."""
    file = own / "crime.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("prefLabel: {", "prefLabel: {{", 1), encoding="utf-8")
    (fault,) = check_vocabularies(own).faults
    assert (fault.file, fault.field) == (str(file), "(whole file)")
    assert "valid YAML" in fault.expected
    with pytest.raises(VocabularyError, match="valid YAML") as raised:
        Vocabularies.open(own)
    assert str(raised.value) == str(fault)


def test_a_link_that_leads_nowhere_names_the_nearest_term(own):
    """A link to a term that there is not names the one that was perhaps meant, in whatever vocabulary it is."""
    file = own / "topic.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("broader: corruption\n", "broader: coruption\n", 1), encoding="utf-8")
    (fault,) = check_vocabularies(own).faults
    assert "no term 'coruption' in " in fault.expected
    assert fault.expected.endswith("; perhaps corruption was meant")
