"""Whom people speak for: a country or an organization of the vocabularies, found by its name in any language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.vocabularies import Concept, sort_form
from portal.i18n import page_language
from portal.labels import label
from portal.opening import current_library

VOCABULARIES = ("country", "organization")
MOST = 12
"""How many parties are offered."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party: ``country:EG``, with its name in the language of the page."""

    id: str
    name: str


def find(words: str) -> tuple[Party, ...]:
    """The parties with a name, in any language, that has a word that begins so; those whose name begins so first."""
    wanted = sort_form(words, "")
    if not wanted:
        return ()
    found = sorted(_with(wanted), key=lambda met: (not met[0], met[1].name))
    return tuple(party for _, party in found[:MOST])


def exists(id: str) -> bool:
    """Whether there is such a party; the empty one is the secretariat."""
    vocabulary, _, term = id.partition(":")
    return not id or (vocabulary in VOCABULARIES and current_library().vocabularies.has(vocabulary, term))


def name_of(id: str) -> str:
    """The name of a party in the language of the page; empty for the secretariat."""
    vocabulary, _, term = id.partition(":")
    return label(vocabulary, term) if term else ""


def _with(wanted: str) -> Iterator[tuple[bool, Party]]:
    for vocabulary in VOCABULARIES:
        for concept in current_library().vocabularies.concepts(vocabulary):
            names = [sort_form(name, "") for name in _names(concept)]
            if any(f" {wanted}" in f" {name}" for name in names) or wanted == concept.id.casefold():
                party = Party(f"{vocabulary}:{concept.id}", concept.labels[page_language()])
                yield any(name.startswith(wanted) for name in names), party


def _names(concept: Concept) -> Iterator[str]:
    yield from concept.labels.values()
    for words in (concept.alternatives, concept.hidden):
        for some in words.values():
            yield from some
