import json
import logging
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, SKOS
from skosify import check

from indexer.errors import VocabularyError
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.skos import as_skos, skos_graph

FOLDER = Path(__file__).resolve().parents[3] / "corpora" / "vocabularies"
ADDRESS = "https://portal.test"
LABEL = "{ar: أ, zh: 甲, en: A, fr: É, ru: Ё, es: Ñ}"


@pytest.fixture(scope="module")
def ours() -> Vocabularies:
    return Vocabularies.open(FOLDER)


@pytest.fixture(scope="module")
def graph(ours) -> Graph:
    """All our vocabularies as a reader of the Turtle file gets them."""
    return Graph().parse(data=as_skos(ours, (), "turtle", ADDRESS), format="turtle")


@pytest.fixture
def validated(caplog):
    """What the checks of Skosify say of a graph."""

    def validate(graph: Graph) -> list[str]:
        copy = Graph() + graph
        with caplog.at_level(logging.WARNING):
            check.hierarchy_cycles(copy)
            check.disjoint_relations(copy)
            check.hierarchical_redundancy(copy)
            check.preflabel_uniqueness(copy, policy="shortest")  # "all" leaves the check out
            check.label_overlap(copy)
        return [record.getMessage() for record in caplog.records]

    return validate


def term(*parts: str) -> URIRef:
    return URIRef("/".join((f"{ADDRESS}/id/terms", *parts)))


def test_our_vocabularies_are_valid_skos(graph, validated):
    """The validator finds no ring, no redundant link, no label twice and no related term above in our vocabularies."""
    assert validated(graph) == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ([("a", SKOS.broader, "b"), ("b", SKOS.broader, "a")], "Hierarchy cycle detected"),
        ([("a", SKOS.broader, "b"), ("a", SKOS.related, "b")], "connected by both"),
        (
            [("a", SKOS.broader, "b"), ("b", SKOS.broader, "c"), ("a", SKOS.broader, "c")],
            "Redundant hierarchical relationship",
        ),
        ([("a", SKOS.prefLabel, Literal("Other", lang="en"))], "more than one prefLabel@en"),
        ([("a", SKOS.altLabel, Literal("a", lang="en"))], "as both prefLabel and altLabel"),
    ],
)
def test_the_validator_finds_faults(validated, fault, said):
    """The validator does find each of the faults that it is asked for."""
    graph = Graph()
    for name in ("a", "b", "c"):
        graph.add((term("x", name), RDF.type, SKOS.Concept))
        graph.add((term("x", name), SKOS.prefLabel, Literal(name, lang="en")))
    for subject, predicate, value in fault:
        graph.add((term("x", subject), predicate, value if isinstance(value, Literal) else term("x", value)))
    assert any(said in message for message in validated(graph))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # how rdflib reads JSON-LD
def test_both_formats_say_the_same(ours, graph):
    """Turtle and JSON-LD read back are the same graph, and the one that was written."""
    from_json = Graph().parse(data=as_skos(ours, (), "json-ld", ADDRESS), format="json-ld")
    assert isomorphic(graph, from_json)
    assert isomorphic(graph, skos_graph(ours, (), ADDRESS))


def test_every_concept_is_in_its_scheme_with_six_labels(ours, graph):
    """Each concept is in one scheme and has one label in each of the six languages."""
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == sum(len(ours.vocabulary(name).concepts) for name in ours.names)
    for concept in concepts:
        languages = sorted(str(label.language) for label in graph.objects(concept, SKOS.prefLabel))
        assert languages == ["ar", "en", "es", "fr", "ru", "zh"]
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1


def test_links_go_both_ways(graph):
    """Whatever has something broader is narrower there, what is related is so on both sides, tops know their scheme."""
    for there, back in (
        (SKOS.broader, SKOS.narrower),
        (SKOS.broadMatch, SKOS.narrowMatch),
        (SKOS.related, SKOS.related),
        (SKOS.topConceptOf, SKOS.hasTopConcept),
    ):
        pairs = set(graph.subject_objects(there))
        assert pairs
        assert {(other, concept) for concept, other in pairs} == set(graph.subject_objects(back))


def test_a_country_has_its_codes_and_formal_name(graph):
    """A country has the three codes as notations, its formal name, its status and the region that it lies in."""
    egypt = term("country", "EG")
    notations = {(str(code), str(code.datatype).rpartition("#")[2]) for code in graph.objects(egypt, SKOS.notation)}
    assert notations == {("EG", "iso-3166-1-alpha-2"), ("EGY", "iso-3166-1-alpha-3"), ("818", "m49")}
    formal = URIRef(f"{ADDRESS}/id/terms#formalName")
    assert Literal("Arab Republic of Egypt", lang="en") in graph.objects(egypt, formal)
    assert (formal, RDF.type, RDF.Property) in graph
    assert graph.value(egypt, URIRef(f"{ADDRESS}/id/terms#status")) == term("country_status", "member")
    assert graph.value(egypt, SKOS.broadMatch) == term("region", "015")


def test_all_that_a_concept_says_is_written(tmp_path):
    """Synonyms, hidden words, notes, matches, changes and the replacement of a deprecated term are in the graph."""
    (tmp_path / "crime.yaml").write_text(
        f"title: {LABEL}\nversion: '7'\nsource: Ours\nchangeNote: [{{on: 2026-11-20, en: Begun.}}]\nconcepts:\n"
        f"  new: {{prefLabel: {LABEL}, altLabel: {{en: [Alpha]}}, hiddenLabel: {{ru: [альфа]}}, "
        "scopeNote: {fr: Ici.}, definition: {es: Uno.}, exactMatch: http://example.org/1, closeMatch: [http://example.org/2]}\n"
        f"  old: {{prefLabel: {LABEL}, deprecated: 2026-11-21, replacedBy: new, broader: new, "
        "changeNote: [{on: 2026-11-21, en: Merged.}]}\n",
        encoding="utf-8",
    )
    graph = skos_graph(Vocabularies.open(tmp_path), (), ADDRESS)
    scheme, new, old = term("crime"), term("crime", "new"), term("crime", "old")
    for triple in (
        (scheme, OWL.versionInfo, Literal("7")),
        (scheme, SKOS.changeNote, Literal("2026-11-20: Begun.", lang="en")),
        (scheme, DCTERMS.source, Literal("Ours", lang="en")),
        (new, SKOS.altLabel, Literal("Alpha", lang="en")),
        (new, SKOS.hiddenLabel, Literal("альфа", lang="ru")),
        (new, SKOS.scopeNote, Literal("Ici.", lang="fr")),
        (new, SKOS.definition, Literal("Uno.", lang="es")),
        (new, SKOS.exactMatch, URIRef("http://example.org/1")),
        (new, SKOS.closeMatch, URIRef("http://example.org/2")),
        (new, SKOS.narrower, old),
        (new, DCTERMS.replaces, old),
        (old, DCTERMS.isReplacedBy, new),
        (old, OWL.deprecated, Literal(True)),
        (old, SKOS.changeNote, Literal("2026-11-21: Merged.", lang="en")),
    ):
        assert triple in graph, triple
    assert (scheme, SKOS.hasTopConcept, old) not in graph


def test_only_the_named_vocabularies_are_written(ours):
    """With names, only these vocabularies are schemes; an unknown name is an error."""
    document = json.loads(as_skos(ours, ("crime", "issue"), "json-ld", ADDRESS))
    schemes = [entry["@id"] for entry in document["@graph"] if entry["@type"] == "skos:ConceptScheme"]
    assert schemes == [term("crime").toPython(), term("issue").toPython()]
    with pytest.raises(VocabularyError, match="no vocabulary 'crimes'"):
        as_skos(ours, ("crimes",), "turtle", ADDRESS)
