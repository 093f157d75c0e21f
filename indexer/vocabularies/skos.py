"""Vocabularies -> SKOS (W3C Recommendation of 18 August 2009), as Turtle or JSON-LD.

Addresses begin with that of the portal: ``/id/terms/crime`` is the scheme of crime types, one of its concepts
``/id/terms/crime/corruption``, and ``/id/terms#formalName`` a property that SKOS does not have. Broader and narrower
concepts of the same vocabulary are ``skos:broader`` and ``skos:narrower``, those of another one ``skos:broadMatch`` and
``skos:narrowMatch``. Whatever is linked is linked in both directions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from typing import Literal as OneOf

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS, XSD

from indexer.vocabularies.concepts import Change, Concept, Vocabulary
from indexer.vocabularies.vocabularies import Vocabularies

Format = OneOf["turtle", "json-ld"]

CODES: Mapping[str, Mapping[str, str]] = {
    "country": {"id": "iso-3166-1-alpha-2", "alpha3": "iso-3166-1-alpha-3", "m49": "m49"},
    "region": {"id": "m49"},
    "language": {"id": "iso-639-1"},
}
"""The codes of a vocabulary that others know too, by property: they become notations of a datatype of this name."""

OWN: Mapping[str, tuple[str, str]] = {
    "formalName": ("formal name", "The formal name of a State as the United Nations uses it, without article."),
    "singular": ("singular", "What one record of a kind is called, where the label names all of them."),
    "status": ("status", "What a country, an area or an organization is to the United Nations."),
    "reviewed": ("reviewed", "Whether every label was compared with official wording."),
}
"""The properties that SKOS does not have: label and comment."""

_PREFIXES = {"skos": SKOS, "dct": DCTERMS, "owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}


def as_skos(vocabularies: Vocabularies, names: Sequence[str], format: Format, address: str) -> str:
    """The vocabularies of these names (all if there are none) as a document in UTF-8 text, the same for the same files.

    ``address`` is that of the portal, without a slash at its end. Raises VocabularyError for an unknown name.
    """
    graph = skos_graph(vocabularies, names, address)
    if format == "turtle":
        return graph.serialize(format="turtle")
    context = {name: str(namespace) for name, namespace in graph.namespaces()}
    document = _sorted(json.loads(graph.serialize(format="json-ld", context=context)))
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _sorted(value: Any) -> Any:
    """A JSON document whose lists are sets, with its lists in an order of their own: rdflib gives them in any."""
    if isinstance(value, dict):
        return {name: _sorted(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(entry) for entry in value), key=lambda entry: json.dumps(entry, sort_keys=True))
    return value


def skos_graph(vocabularies: Vocabularies, names: Sequence[str], address: str) -> Graph:
    """The graph of these vocabularies, all if there are none. Raises VocabularyError for an unknown name."""
    writer = _Writer(vocabularies, address)
    for name in names or vocabularies.names:
        writer.scheme(vocabularies.vocabulary(name))
    return writer.graph


class _Writer:
    """Adds the statements about one vocabulary after the other to a graph."""

    def __init__(self, vocabularies: Vocabularies, address: str) -> None:
        self._vocabularies = vocabularies
        self._terms = f"{address}/id/terms"
        self._own = Namespace(f"{self._terms}#")
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in {**_PREFIXES, "terms": self._own}.items():
            self.graph.bind(prefix, namespace)

    def scheme(self, vocabulary: Vocabulary) -> None:
        scheme = self._uri(vocabulary.name)
        self._add(scheme, RDF.type, SKOS.ConceptScheme)
        self._texts(scheme, SKOS.prefLabel, vocabulary.title)
        self._texts(scheme, DCTERMS.title, vocabulary.title)
        self._changes(scheme, vocabulary.changes)
        for predicate, text in ((OWL.versionInfo, vocabulary.version), (DCTERMS.identifier, vocabulary.name)):
            self._add(scheme, predicate, Literal(text))
        for predicate, text in ((DCTERMS.source, vocabulary.source), (SKOS.note, vocabulary.note)):
            if text:
                self._add(scheme, predicate, Literal(text, lang="en"))
        for concept in vocabulary.concepts.values():
            self._concept(vocabulary, scheme, self._uri(vocabulary.name, concept.id), concept)

    def _concept(self, vocabulary: Vocabulary, scheme: URIRef, uri: URIRef, concept: Concept) -> None:
        self._add(uri, RDF.type, SKOS.Concept)
        self._add(uri, SKOS.inScheme, scheme)
        self._add(uri, DCTERMS.identifier, Literal(concept.id))
        self._texts(uri, SKOS.prefLabel, concept.labels)
        self._words(uri, SKOS.altLabel, concept.alternatives)
        self._words(uri, SKOS.hiddenLabel, concept.hidden)
        self._texts(uri, SKOS.scopeNote, concept.notes)
        self._texts(uri, SKOS.definition, concept.definitions)
        self._changes(uri, concept.changes)
        self._links(vocabulary, scheme, uri, concept)
        self._deprecation(vocabulary, uri, concept)
        self._properties(vocabulary, uri, concept)

    def _links(self, vocabulary: Vocabulary, scheme: URIRef, uri: URIRef, concept: Concept) -> None:
        above = self._vocabularies.broader(vocabulary.name, concept.id)
        for name, other in above:
            if name == vocabulary.name:
                self._add(uri, SKOS.broader, self._uri(name, other.id))
                self._add(self._uri(name, other.id), SKOS.narrower, uri)
            else:
                self._add(uri, SKOS.broadMatch, self._uri(name, other.id))
        for name, other in self._vocabularies.narrower(vocabulary.name, concept.id):
            if name != vocabulary.name:
                self._add(uri, SKOS.narrowMatch, self._uri(name, other.id))
        for term in concept.related:
            related = self._uri(vocabulary.name, term)
            self._add(uri, SKOS.related, related)
            self._add(related, SKOS.related, uri)
        for predicate, addresses in (
            (SKOS.exactMatch, concept.exact_matches),
            (SKOS.closeMatch, concept.close_matches),
        ):
            for address in addresses:
                self._add(uri, predicate, URIRef(address))
        if all(name != vocabulary.name for name, _ in above):
            self._add(uri, SKOS.topConceptOf, scheme)
            self._add(scheme, SKOS.hasTopConcept, uri)

    def _deprecation(self, vocabulary: Vocabulary, uri: URIRef, concept: Concept) -> None:
        if concept.deprecated:
            self._add(uri, OWL.deprecated, Literal(True))
            self._add(uri, DCTERMS.modified, Literal(concept.deprecated, datatype=XSD.date))
        for term in concept.replaced_by:
            self._add(uri, DCTERMS.isReplacedBy, self._uri(vocabulary.name, term))
            self._add(self._uri(vocabulary.name, term), DCTERMS.replaces, uri)

    def _properties(self, vocabulary: Vocabulary, uri: URIRef, concept: Concept) -> None:
        codes = CODES.get(vocabulary.name, {})
        values = {"id": concept.id, **concept.properties}
        for name, code in codes.items():
            self._add(uri, SKOS.notation, Literal(values[name], datatype=URIRef(f"{self._terms}#{code}")))
        for name in concept.properties.keys() - codes.keys():
            self._own_property(name)
            of = f"{vocabulary.name}_{name}"
            known = of in self._vocabularies.names and self._vocabularies.has(of, values[name])
            self._add(uri, self._own[name], self._uri(of, values[name]) if known else Literal(values[name]))
        for name, texts in concept.texts.items():
            self._own_property(name)
            self._texts(uri, self._own[name], texts)
        self._own_property("reviewed")
        self._add(uri, self._own["reviewed"], Literal(concept.reviewed))

    def _own_property(self, name: str) -> None:
        label, comment = OWN.get(name, (name, ""))
        self._add(self._own[name], RDF.type, RDF.Property)
        self._add(self._own[name], RDFS.label, Literal(label, lang="en"))
        if comment:
            self._add(self._own[name], RDFS.comment, Literal(comment, lang="en"))

    def _changes(self, uri: URIRef, changes: Iterable[Change]) -> None:
        for change in changes:
            self._texts(uri, SKOS.changeNote, {tag: f"{change.on}: {text}" for tag, text in change.texts.items()})

    def _texts(self, uri: URIRef, predicate: URIRef, texts: Mapping[str, str]) -> None:
        for language, text in texts.items():
            self._add(uri, predicate, Literal(text, lang=language))

    def _words(self, uri: URIRef, predicate: URIRef, lists: Mapping[str, tuple[str, ...]]) -> None:
        for language, words in lists.items():
            for word in words:
                self._add(uri, predicate, Literal(word, lang=language))

    def _uri(self, *parts: str) -> URIRef:
        return URIRef("/".join((self._terms, *parts)))

    def _add(self, subject: URIRef, predicate: URIRef, object: URIRef | Literal) -> None:
        self.graph.add((subject, predicate, object))
