"""Every fault of the vocabularies of a folder at once: what opening refuses, and what makes bad SKOS or bad labels.

The conditions S9 to S46 are those of the SKOS Reference (W3C Recommendation of 18 August 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import Fault, VocabularyError
from indexer.vocabularies.concepts import Concept
from indexer.vocabularies.labels import label_faults
from indexer.vocabularies.links import Texts, above, link_faults
from indexer.vocabularies.reading import VocabularyText, read_vocabulary
from indexer.vocabularies.required import REQUIRED

_ID = re.compile(r"[A-Za-z0-9]+([:_-][A-Za-z0-9]+)*")
"""The form of a term's id: it becomes the last part of an address."""

_URI = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?/[^\s<>\"{}|\\^`]+")
"""An address of something at a host; the characters left out are those that RFC 3986 and Turtle forbid."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many vocabularies and concepts were looked at, and every fault, in order of file and line."""

    vocabularies: int
    concepts: int
    faults: tuple[Fault, ...]


def check_vocabularies(folder: Path, required: Mapping[str, str] = REQUIRED) -> Checked:
    """Look at every vocabulary of a folder; those that are ``required`` and missing are faults too.

    A file that is no YAML has that one fault, and nothing is said of links to its terms. Raises VocabularyError if
    there is no vocabulary at all.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise VocabularyError(f"{folder}: expected a folder with vocabularies (crime.yaml, country.yaml...)")
    texts = {file.stem: read_vocabulary(file) for file in files}
    faults = {fault for text in texts.values() for fault in _faults(text, texts)}
    faults |= {
        Fault(str(folder / f"{name}.yaml"), 0, "(whole file)", f"expected this vocabulary; {user} cannot do without it")
        for name, user in required.items()
        if name not in texts
    }
    concepts = sum(len(text.vocabulary.concepts) for text in texts.values())
    return Checked(len(texts), concepts, tuple(sorted(faults)))


def _faults(text: VocabularyText, texts: Texts) -> Iterator[Fault]:
    yield from text.faults
    if text.is_broken:
        return
    yield from link_faults(text, texts)
    yield from label_faults(text)
    if not text.vocabulary.version:
        yield text.fault(("version",), 'expected the version of the file: "1"')
    matched: dict[str, str] = {}
    for concept in text.vocabulary.concepts.values():
        if not _ID.fullmatch(concept.id):
            yield _fault(text, concept, "", "expected an id of ASCII letters, digits, and - _ : between them")
        yield from _related_faults(text, concept)
        yield from _replacement_faults(text, concept)
        yield from _match_faults(text, concept, matched)


def _related_faults(text: VocabularyText, concept: Concept) -> Iterator[Fault]:
    """S27: what is related is not above or below, however far."""
    concepts = text.vocabulary.concepts
    for term in concept.related:
        if term in concepts and (term in above(concept, concepts) or concept.id in above(concepts[term], concepts)):
            yield _fault(text, concept, "related", f"expected no term above or below; {term} is (SKOS S27)")


def _replacement_faults(text: VocabularyText, concept: Concept) -> Iterator[Fault]:
    if concept.replaced_by and not concept.deprecated:
        yield _fault(text, concept, "replacedBy", "expected deprecated beside it, with the day: 2026-11-21")
    if concept.deprecated and not (concept.replaced_by or concept.changes):
        yield _fault(text, concept, "deprecated", "expected replacedBy, or a changeNote that says why nothing does")
    for term in concept.replaced_by:
        known = text.vocabulary.concepts.get(term)
        if known and known.deprecated:
            yield _fault(text, concept, "replacedBy", f"expected a term in use; {term} is deprecated too")


def _match_faults(text: VocabularyText, concept: Concept, matched: dict[str, str]) -> Iterator[Fault]:
    """S46: no exact match is a close one too; as exact matches are the same concept, two of ours cannot share one."""
    for field, addresses in (("exactMatch", concept.exact_matches), ("closeMatch", concept.close_matches)):
        for address in addresses:
            if not _URI.fullmatch(address):
                yield _fault(text, concept, field, f"expected an address: http://host/...; not {address!r}")
            if addresses.count(address) > 1:
                yield _fault(text, concept, field, f"expected each address once; {address} stands here again")
    for address in concept.exact_matches:
        if address in concept.close_matches:
            yield _fault(text, concept, "closeMatch", f"expected no exact match: {address} (SKOS S46)")
        if (other := matched.setdefault(address, concept.id)) != concept.id:
            yield _fault(text, concept, "exactMatch", f"expected a concept of its own; {other} has {address} too")


def _fault(text: VocabularyText, concept: Concept, field: str, expected: str) -> Fault:
    return text.fault(("concepts", concept.id, field) if field else ("concepts", concept.id), expected)
