"""Whether the terms of a record are in the vocabularies."""

from __future__ import annotations

from indexer.corpus.reading import RecordText
from indexer.corpus.values import EACH, KEYS, text_at, values_at
from indexer.errors import Fault
from indexer.vocabularies import Vocabularies

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
    (("type",), ("publication_type",)),
    (("original_language",), ("language",)),
    (("files", EACH, "languages", EACH), ("language",)),
    (("sources", EACH, "language"), ("language",)),
    *(
        ((name, KEYS), ("language",))
        for name in ("title", "summary", "keywords", "court", "sentence", "legal_issues", "body", "components")
    ),
    (("depositary", KEYS), ("language",)),
    (("abstract", KEYS), ("language",)),
)
"""The fields that hold terms, and the vocabularies that a term may come from."""


def term_faults(text: RecordText, vocabularies: Vocabularies) -> list[Fault]:
    """Every term of a record that its vocabulary does not have, with the nearest one that it has.

    The fields are looked at as they were written, so that a record with other faults is checked too.
    """
    faults = [
        text.fault(path, _expected(vocabularies, names, term))
        for pattern, names in TERMS
        for path, term in values_at(text.yaml.value, pattern)
        if not any(vocabularies.has(name, term) for name in names)
    ]
    for path, article in values_at(text.yaml.value, ("treaty_articles", EACH, "article")):
        treaty = text_at(text.yaml.value["treaty_articles"][path[1]], "treaty")
        if treaty and not vocabularies.has("article", f"{treaty}:{article}"):
            faults.append(text.fault(path, _expected(vocabularies, ("article",), f"{treaty}:{article}")))
    return faults


def _expected(vocabularies: Vocabularies, names: tuple[str, ...], term: str) -> str:
    near = next((near for name in names if (near := vocabularies.nearest(name, term))), None)
    meant = f"; perhaps {near} was meant" if near else ""
    return f"a term of the vocabulary {' or '.join(names)}; {term!r} is not in it{meant}"
