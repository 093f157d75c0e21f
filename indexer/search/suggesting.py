"""Terms of the vocabularies by the beginning of a name, in any of the six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.language import script_of
from indexer.search.answers import Suggestion
from indexer.vocabularies import Concept, Vocabularies, sort_form

SUGGESTED = ("crime", "issue", "country", "organization", "article", "topic")
"""The vocabularies whose terms are suggested, in this order; those of all but the last are facets."""


_ARTICLE = re.compile(r"\bال(?=\w)")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a term.

    ``form`` is what is compared, ``text`` what is shown (empty for a hidden name), ``place`` its rank in the order of
    vocabularies and terms.
    """

    form: str
    text: str
    language: str
    vocabulary: str
    concept: Concept
    place: int


class TermNames:
    """Finds terms by what is being typed; may be used by several threads."""

    def __init__(self, vocabularies: Vocabularies, wanted: Sequence[str] = SUGGESTED) -> None:
        """The names of the ``wanted`` vocabularies are gathered at the first question."""
        self._vocabularies = vocabularies
        self._wanted = wanted

    def find(self, text: str, display_language: str) -> Iterator[Suggestion]:
        """The terms of which a name begins, or has a later word that begins, with ``text``; each term once.

        Names in the display language come first, and those that begin so before others.
        """
        form = typed_form(text)
        if not form.strip():
            return
        seen: set[tuple[str, str]] = set()
        found = ((name, rank) for name in self._names if (rank := _rank(name, form)) is not None)
        for name, _ in sorted(found, key=lambda one: (one[0].language != display_language, one[1], one[0].place)):
            if (name.vocabulary, name.concept.id) not in seen:
                seen.add((name.vocabulary, name.concept.id))
                yield Suggestion(
                    facet=name.vocabulary,
                    id=name.concept.id,
                    label=name.concept.labels[display_language],
                    label_language=display_language,
                    name=name.text,
                    name_language=name.language,
                )

    @cached_property
    def _names(self) -> list[_Name]:
        """Every name of every term; a space before each, as the words of a form are divided by one."""
        names: list[_Name] = []
        for vocabulary in self._wanted:
            for concept in self._vocabularies.concepts(vocabulary):
                place = len(names)
                names += [
                    _Name(f" {sort_form(text, language)}", text, language, vocabulary, concept, place)
                    for language, text in _shown_names(concept)
                ]
                names += [
                    _Name(f" {sort_form(text, language)}", "", language, vocabulary, concept, place)
                    for language, texts in concept.hidden.items()
                    for text in texts
                ]
        return names


def typed_form(text: str) -> str:
    """What is being typed as names are compared, with the space that stands before a word; empty if it has no word.

    Chinese has no spaces: a name may have it anywhere.
    """
    script = script_of(text.strip())
    form = sort_form(text, {"arabic": "ar", "cyrillic": "ru"}.get(script, "en"))
    if script == "arabic":  # of a word that is just begun, the article is not told by its length
        form = _ARTICLE.sub("", form)
    return form if script == "han" or not form else f" {form}"


def _rank(name: _Name, form: str) -> int | None:
    """0 for a name that begins so, 1 for one with a later word that does."""
    at = name.form.find(form)
    if at < 0:
        return None
    return min(at if form.startswith(" ") else at - 1, 1)


def _shown_names(concept: Concept) -> Iterator[tuple[str, str]]:
    """Label and synonyms of a term, each with its language."""
    for language, label in concept.labels.items():
        texts = (label, concept.names[language], *concept.alternatives.get(language, ()))
        yield from ((language, text) for text in dict.fromkeys(texts))
