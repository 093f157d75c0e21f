"""What may be meant by what is being typed: terms that records have, and records by their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from indexer.corpus import Catalogue
from indexer.errors import EngineError
from indexer.search import Search
from indexer.search.answers import SearchParameters, Suggestion
from indexer.search.suggesting import TermNames, typed_form

MOST = 10
"""Suggestions that are made at most."""

MOST_TERMS = 6
"""Terms among them, so that there is room for titles."""

MOST_OF_ONE = 3
"""Terms of one vocabulary among them: a convention has seventy articles."""

MOST_TRIED = 5
"""Terms that are searched by their words to know whether they find something, which takes a millisecond or two each."""

TOPIC = "topic"
"""The vocabulary whose terms no record is tagged with: they are searched by their words."""

LONGEST = 100
"""Characters of what is typed that are looked at: no name is longer."""


class Suggestions:
    """Makes suggestions; may be used by several threads."""

    def __init__(self, names: TermNames, search: Search) -> None:
        """``search`` tells whether a term that is searched by its words would find something."""
        self._names = names
        self._search = search

    def suggest(self, text: str, language: str, catalogue: Catalogue) -> tuple[Suggestion, ...]:
        """Terms and records whose names begin, or have a word that begins, with ``text``; labels in ``language``.

        Terms come first. A term that is searched by its words is left out while the engine is away.
        """
        text = text[:LONGEST]
        terms = list(islice(self._found_terms(text, language, catalogue), MOST_TERMS))
        return (*terms, *_records(text, language, catalogue, MOST - len(terms)))

    def records(self, text: str, language: str, catalogue: Catalogue, most: int = MOST) -> tuple[Suggestion, ...]:
        """Records with a title that has words which begin with ``text``; titles in ``language`` where there is one."""
        return tuple(_records(text[:LONGEST], language, catalogue, most))

    def _found_terms(self, text: str, language: str, catalogue: Catalogue) -> Iterator[Suggestion]:
        made: Counter[str] = Counter()
        tried = 0
        for term in self._names.find(text, language):
            if made[term.facet] == MOST_OF_ONE:
                continue
            if term.facet == TOPIC:
                tried += 1
                count = self._found_by_words(term) if tried <= MOST_TRIED else 0
            else:
                count = catalogue.counts(term.facet).get(term.id, 0)
            if count:
                made[term.facet] += 1
                yield replace(term, count=count)

    def _found_by_words(self, term: Suggestion) -> int:
        with suppress(EngineError):
            return self._search.totals([SearchParameters(q=term.label)])[0]
        return 0


def _records(text: str, language: str, catalogue: Catalogue, most: int) -> Iterator[Suggestion]:
    form = typed_form(text)
    for entry, met in catalogue.titled(form, most) if form else ():
        label, label_language = entry.title_in(language)
        yield Suggestion("", entry.id, label, label_language, entry.titles[met], met)
