"""What the API answers beside search and records, as plain data; the description is made of these classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.corpus import Record, RecordFile
from indexer.model import Provision, Reading
from indexer.vocabularies import Concept, Vocabularies, Vocabulary


@dataclass(frozen=True, slots=True)
class Around:
    """A provision near another: its id in the file, its label and its heading."""

    id: str
    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class ProvisionAnswer:
    """One provision of one file.

    `text` leaves out the text of the provisions `inside`; `above` are those around it, the outermost first; `previous`
    and `next` have the same level in the order of the file. `status` and `text_as_of` are those of the file.
    """

    record: str
    file: str
    address: str
    demonstration: bool
    status: str
    text_as_of: str | None
    provision: Provision
    above: tuple[Around, ...]
    inside: tuple[Around, ...]
    previous: Around | None
    next: Around | None


def provision_answer(
    record: Record, file: RecordFile, reading: Reading, provision: Provision, address: str
) -> ProvisionAnswer:
    """A provision of a reading with those around it; ``address`` is the permanent one."""
    provisions = reading.structure.provisions
    same = [one for one in provisions if one.level == provision.level and one.language == provision.language]
    place = same.index(provision)
    return ProvisionAnswer(
        record=record.id,
        file=file.id,
        address=address,
        demonstration=record.demonstration,
        status=file.status,
        text_as_of=str(file.text_as_of) if file.text_as_of else None,
        provision=provision,
        above=_above(provision, {one.id: one for one in provisions}),
        inside=tuple(_around(one) for one in provisions if one.parent == provision.id),
        previous=_around(same[place - 1]) if place else None,
        next=_around(same[place + 1]) if place + 1 < len(same) else None,
    )


def _above(provision: Provision, provisions: Mapping[str, Provision]) -> tuple[Around, ...]:
    chain: list[Around] = []
    parent = provisions.get(provision.parent or "")
    while parent:
        chain.append(_around(parent))
        parent = provisions.get(parent.parent or "")
    return tuple(reversed(chain))


def _around(provision: Provision) -> Around:
    return Around(provision.id, provision.label, provision.heading)


@dataclass(frozen=True, slots=True)
class VocabularySummary:
    """A vocabulary: its name, its title by language, how many terms it has, its version."""

    name: str
    title: Mapping[str, str]
    terms: int
    version: str


@dataclass(frozen=True, slots=True)
class VocabularyList:
    """All vocabularies."""

    vocabularies: tuple[VocabularySummary, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its labels (SKOS prefLabel) and other words for it (altLabel) by language, what stands around it.

    `deprecated` is the day from which it is not used for new records, empty while it is in use; `properties` are those
    of one vocabulary only, such as `m49` of a country.
    """

    id: str
    address: str
    labels: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]]
    definitions: Mapping[str, str]
    notes: Mapping[str, str]
    broader: tuple[str, ...]
    related: tuple[str, ...]
    exact_matches: tuple[str, ...]
    close_matches: tuple[str, ...]
    deprecated: str
    replaced_by: tuple[str, ...]
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class VocabularyAnswer:
    """A vocabulary with its terms in the order of its file; the ids in `broader` are terms of `broader_in`."""

    name: str
    title: Mapping[str, str]
    version: str
    source: str
    broader_in: tuple[str, ...]
    terms: tuple[Term, ...]


def vocabulary_list(vocabularies: Vocabularies) -> VocabularyList:
    """All vocabularies in the order of their names."""
    found = (vocabularies.vocabulary(name) for name in sorted(vocabularies.names))
    return VocabularyList(
        tuple(VocabularySummary(one.name, one.title, len(one.concepts), one.version) for one in found)
    )


def vocabulary_answer(vocabulary: Vocabulary, address: str) -> VocabularyAnswer:
    """A vocabulary; ``address`` is its permanent one, below which those of its terms are."""
    return VocabularyAnswer(
        name=vocabulary.name,
        title=vocabulary.title,
        version=vocabulary.version,
        source=vocabulary.source,
        broader_in=vocabulary.broader_in,
        terms=tuple(_term(concept, address) for concept in vocabulary.concepts.values()),
    )


def _term(concept: Concept, address: str) -> Term:
    return Term(
        id=concept.id,
        address=f"{address}/{concept.id}",
        labels=concept.labels,
        alternatives=concept.alternatives,
        definitions=concept.definitions,
        notes=concept.notes,
        broader=concept.broader,
        related=concept.related,
        exact_matches=concept.exact_matches,
        close_matches=concept.close_matches,
        deprecated=concept.deprecated,
        replaced_by=concept.replaced_by,
        properties=concept.properties,
    )
