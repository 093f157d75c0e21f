from pathlib import Path

import pytest

from indexer.errors import VocabularyError
from indexer.vocabularies import Vocabularies

LABEL = "{ar: أ, zh: 甲, en: A, fr: É, ru: Ё, es: Ñ}"


@pytest.fixture
def written(tmp_path):
    """Writes a vocabulary and opens the folder."""

    def write(concepts: str, name: str = "crime", head: str = "") -> Vocabularies:
        path: Path = tmp_path / f"{name}.yaml"
        path.write_text(f'title: {LABEL}\nversion: "1"\n{head}concepts:\n{concepts}', encoding="utf-8")
        return Vocabularies.open(tmp_path)

    return write


def test_a_concept_has_its_labels_and_links(written):
    """A concept has its label in every language, its synonyms, what is above it and its notes."""
    vocabularies = written(
        f"  top: {{prefLabel: {LABEL}}}\n  two: {{prefLabel: {LABEL}}}\n"
        f"  one: {{prefLabel: {LABEL}, altLabel: {{en: [Alpha, Aleph]}}, hiddenLabel: {{fr: [Alfa]}}, broader: top, "
        "related: [two], scopeNote: {en: The first one.}, reviewed: true}\n"
    )
    concept = vocabularies.concept("crime", "one")
    assert vocabularies.label("crime", "one", "zh") == "甲"
    assert (concept.alternatives["en"], concept.hidden["fr"]) == (("Alpha", "Aleph"), ("Alfa",))
    assert (concept.broader, concept.related, concept.notes["en"]) == (("top",), ("two",), "The first one.")
    assert (concept.reviewed, vocabularies.concept("crime", "top").reviewed) == (True, False)
    assert [found.id for found in vocabularies.concepts("crime")] == ["top", "two", "one"]


@pytest.mark.parametrize(
    ("concepts", "expected"),
    [
        (
            "  one: {prefLabel: {ar: أ, zh: 甲, en: A, fr: É, ru: Ё}}\n",
            r"crime.yaml:4: concepts.one.prefLabel: .*missing: es",
        ),
        (
            f"  one: {{prefLabel: {LABEL}}}\n  one: {{prefLabel: {LABEL}}}\n",
            r"crime.yaml:5: concepts.one: .*each field once",
        ),
        (
            f"  one: {{prefLabel: {LABEL}, broader: two}}\n",
            r"crime.yaml:4: concepts.one.broader: no term 'two' in crime",
        ),
        (f"  one: {{prefLabel: {LABEL}, related: [two]}}\n", r"crime.yaml:4: concepts.one.related: no term 'two'"),
        (f"  one: {{prefLabel: {LABEL}, broader: one}}\n", r"crime.yaml:4: concepts.one.broader: .*not a ring"),
        (f"  one: {{prefLabel: {LABEL}, label: x}}\n", r"crime.yaml:4: concepts.one.label: expected a known field"),
        (
            f"  one: {{prefLabel: {LABEL}, altLabel: {{en: Alpha}}}}\n",
            r"concepts.one.altLabel.en: expected a list of words",
        ),
        (f"  one: {{prefLabel: {LABEL}, reviewed: maybe}}\n", r"concepts.one.reviewed: expected true or false"),
        (f"  one: {{prefLabel: {LABEL}, deprecated: true}}\n", r"concepts.one.deprecated: expected a day: 2026-11-21"),
        (f"  one: {{prefLabel: {LABEL}, replacedBy: two}}\n", r"concepts.one.replacedBy: no term 'two'"),
        (f"  one: {{prefLabel: {LABEL}, changeNote: [{{on: 2026-11-21}}]}}\n", r"changeNote\[0\]: expected what was"),
        ("  one: [\n", r"crime.yaml:5: .*valid YAML"),
    ],
)
def test_a_fault_names_file_line_and_term(written, concepts, expected):
    """Whatever is wrong with a vocabulary is an error that names the file, the line or the term, and the reason."""
    with pytest.raises(VocabularyError, match=expected):
        written(concepts)


def test_all_faults_are_told_together(written):
    """A folder with faults in several concepts is refused with all of them, but not with more than ten."""
    with pytest.raises(VocabularyError, match=r"concepts.one.*\n.*concepts.two"):
        written("  one: {}\n  two: {}\n")
    with pytest.raises(VocabularyError, match="2 more: indexer vocabulary check"):
        written("".join(f"  c{number}: {{prefLabel: {LABEL}, broader: top}}\n" for number in range(12)))


def test_a_concept_may_lie_below_concepts_of_other_vocabularies(written):
    """What is broader is looked for in all vocabularies that are named, and found from above too."""
    written(f"  corruption: {{prefLabel: {LABEL}}}\n", "crime")
    written(f"  proceeds: {{prefLabel: {LABEL}}}\n", "issue")
    vocabularies = written(
        f"  bribe: {{prefLabel: {LABEL}, broader: [corruption, proceeds]}}\n"
        f"  small_bribe: {{prefLabel: {LABEL}, broader: bribe}}\n",
        "topic",
        "broaderVocabulary: [crime, issue, topic]\n",
    )
    broader = [(name, concept.id) for name, concept in vocabularies.broader("topic", "bribe")]
    assert broader == [("crime", "corruption"), ("issue", "proceeds")]
    assert [concept.id for _, concept in vocabularies.narrower("crime", "corruption")] == ["bribe"]
    assert [name for name, _ in vocabularies.narrower("topic", "bribe")] == ["topic"]
    with pytest.raises(VocabularyError, match="expected a term of one vocabulary; 'corruption' is in crime and issue"):
        written(f"  corruption: {{prefLabel: {LABEL}}}\n", "issue")


def test_a_deprecated_term_labels_but_is_not_offered(written):
    """A deprecated term keeps its labels and names its replacement; lists and suggestions pass over it."""
    vocabularies = written(
        f"  old_term: {{prefLabel: {LABEL}, deprecated: 2026-11-21, replacedBy: [new_term]}}\n"
        f"  new_term: {{prefLabel: {LABEL}}}\n"
    )
    assert vocabularies.label("crime", "old_term", "en") == "A"
    assert vocabularies.has("crime", "old_term")
    concept = vocabularies.concept("crime", "old_term")
    assert (concept.deprecated, concept.replaced_by) == ("2026-11-21", ("new_term",))
    assert [concept.id for concept in vocabularies.concepts("crime")] == ["new_term"]
    assert vocabularies.nearest("crime", "old_terms") != "old_term"


def test_what_else_a_file_says_is_kept(written):
    """Matches, definitions, changes, own texts and the file's version, source and changes are kept as written."""
    vocabularies = written(
        f"  one: {{prefLabel: {LABEL}, exactMatch: [http://example.org/1], closeMatch: http://example.org/2, "
        "definition: {fr: Un.}, changeNote: [{on: 2026-11-21, en: Added.}], formalName: {en: The One}, code: X}\n",
        head="source: Ours\nproperties: [code]\ntextProperties: [formalName]\n"
        "changeNote: [{on: 2026-11-20, es: Creado.}]\n",
    )
    concept = vocabularies.concept("crime", "one")
    assert (concept.exact_matches, concept.close_matches) == (("http://example.org/1",), ("http://example.org/2",))
    assert (concept.definitions, concept.changes[0].on) == ({"fr": "Un."}, "2026-11-21")
    assert (concept.texts, concept.properties) == ({"formalName": {"en": "The One"}}, {"code": "X"})
    vocabulary = vocabularies.vocabulary("crime")
    assert (vocabulary.version, vocabulary.source, vocabulary.changes[0].texts) == ("1", "Ours", {"es": "Creado."})


def test_former_names_lead_to_the_nearest_term(written):
    """A hidden word is never shown, but whoever types it is told the term that it means."""
    vocabularies = written(f"  TR: {{prefLabel: {LABEL}, hiddenLabel: {{en: [Turkey]}}}}\n", "country")
    assert vocabularies.nearest("country", "Turkey") == "TR"


def test_an_unknown_term_is_an_error_with_the_nearest_one(written):
    """Asking for a term that is not there names the nearest known one, found by its id or any label."""
    vocabularies = written(f"  smuggling: {{prefLabel: {LABEL}, altLabel: {{en: [people trade]}}}}\n")
    with pytest.raises(VocabularyError, match="perhaps smuggling was meant"):
        vocabularies.concept("crime", "smugling")
    assert vocabularies.nearest("crime", "people_trade") == "smuggling"
    assert vocabularies.nearest("crime", "entirely different") is None
    with pytest.raises(VocabularyError, match="no vocabulary 'crimes'"):
        vocabularies.concepts("crimes")
    with pytest.raises(VocabularyError, match="no labels in 'de'"):
        vocabularies.label("crime", "smuggling", "de")


def test_labels_can_be_made_of_more(written):
    """With a pattern the label that is shown names the broader term and the number; the name stays the prefLabel."""
    written(f"  conv: {{prefLabel: {LABEL}}}\n", "treaty")
    pattern = ", ".join(f'{code}: "{{broader}} {{number}} {{name}}"' for code in ("ar", "zh", "en", "fr", "ru", "es"))
    head = f"broaderVocabulary: treaty\nlabelPattern: {{{pattern}}}\n"
    vocabularies = written(f"  conv:5: {{broader: conv, prefLabel: {LABEL}}}\n", "article", head)
    assert vocabularies.label("article", "conv:5", "en") == "A 5 A"
    assert vocabularies.concept("article", "conv:5").names["en"] == "A"


def test_a_changed_file_is_read_again(written):
    """Opening a folder again gives the same vocabularies until a file changes."""
    first = written(f"  one: {{prefLabel: {LABEL}}}\n")
    assert written(f"  one: {{prefLabel: {LABEL}}}\n  two: {{prefLabel: {LABEL}}}\n").has("crime", "two")
    assert not first.has("crime", "two")


def test_an_empty_folder_is_an_error(tmp_path):
    """A folder without vocabularies is an error that names it."""
    with pytest.raises(VocabularyError, match="expected a folder with vocabularies"):
        Vocabularies.open(tmp_path)
