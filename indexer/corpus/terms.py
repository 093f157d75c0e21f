"""Whether the terms of a record are in the vocabularies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.corpus.reading import RecordText
from indexer.corpus.values import EACH, KEYS, text_at, values_at
from indexer.errors import Fault
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.yaml_text import Path as FieldPath
from indexer.vocabularies.yaml_text import field_name

BY_LANGUAGE = (
    "title", "summary", "keywords", "court", "sentence", "legal_issues", "body", "depositary", "abstract",
)  # fmt: skip
"""The fields that are mappings from languages."""

TERMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("country", EACH), ("country",)),
    (("organization", EACH), ("organization",)),
    (("crime", EACH), ("crime",)),
    (("issue", EACH), ("issue",)),
    (("states_concerned", EACH), ("country",)),
    (("participants", "list", EACH, "party"), ("country", "organization")),
    (("type_of_act",), ("act_type",)),
    (("court_level",), ("court_level",)),
    (("stage",), ("stage",)),
    (("verdict",), ("verdict",)),
    (("components", EACH), ("component",)),
    (("type",), ("publication_type",)),
    (("original_language",), ("language",)),
    (("files", EACH, "languages", EACH), ("language",)),
    (("sources", EACH, "language"), ("language",)),
    (("withdrawn", "reason", KEYS), ("language",)),
    *(((name, KEYS), ("language",)) for name in BY_LANGUAGE),
)
"""The fields that hold terms, and the vocabularies that a term may come from."""

MOST_SUGGESTIONS = 20
"""How many unknown terms of a record get the nearest known one: looking for it takes some milliseconds."""


def term_faults(text: RecordText, vocabularies: Vocabularies) -> list[Fault]:
    """Every term of a record that its vocabulary does not have, with the nearest one that it has.

    The fields are looked at as they were written, so that a record with other faults is checked too.
    """
    return [
        text.fault(path, f"a term of the vocabulary {' or '.join(names)}; {term!r} is not in it{meant}")
        for path, term, names, meant in _unknown(text, vocabularies)
    ]


def meant_terms(text: RecordText, vocabularies: Vocabularies) -> dict[str, str]:
    """``; perhaps DE was meant`` for every unknown term of a record that is like one, or like a label of it, by field.

    For the end of a fault that says what form a term has.
    """
    return {field_name(path): meant for path, _, _, meant in _unknown(text, vocabularies) if meant}


def _unknown(text: RecordText, vocabularies: Vocabularies) -> Iterator[tuple[FieldPath, str, tuple[str, ...], str]]:
    """Every unknown term: its path, the term, the vocabularies, and which one was perhaps meant."""
    number = 0
    for path, term, names in _terms(text.yaml.value):
        if not any(vocabularies.has(name, term) for name in names):
            yield path, term, names, _meant(vocabularies, names, term) if number < MOST_SUGGESTIONS else ""
            number += 1


def deprecated_faults(text: RecordText, vocabularies: Vocabularies) -> list[Fault]:
    """Every term of a record that was deprecated before the record was last looked at, with its replacement.

    That is the day of its revision, or else of its verification; a record with neither counts as new. Older records
    keep such terms without fault, and all are shown and found with them.
    """
    value = text.yaml.value
    day = text_at(value, "revised", "on") or text_at(value, "verification", "checked_on")
    faults: list[Fault] = []
    for path, term, names in _terms(value):
        known = next((name for name in names if vocabularies.has(name, term)), None)
        concept = vocabularies.concept(known, term) if known else None
        if concept and concept.deprecated and (not day or day >= concept.deprecated):
            instead = f"; use {' or '.join(concept.replaced_by)}" if concept.replaced_by else ""
            expected = f"a term in use; {term} is deprecated since {concept.deprecated}{instead}"
            faults.append(text.fault(path, expected))
    return faults


def _terms(value: Any) -> Iterator[tuple[FieldPath, str, tuple[str, ...]]]:
    """Every term of a record with its path and the vocabularies that it may come from."""
    for pattern, names in TERMS:
        for path, term in values_at(value, pattern):
            yield path, term, names
    for path, article in values_at(value, ("treaty_articles", EACH, "article")):
        treaty = text_at(value["treaty_articles"][path[1]], "treaty")
        if treaty:
            yield path, f"{treaty}:{article}", ("article",)


def _meant(vocabularies: Vocabularies, names: tuple[str, ...], term: str) -> str:
    near = next((near for name in names if (near := vocabularies.nearest(name, term))), None)
    return f"; perhaps {near} was meant" if near else ""
