"""What a vocabulary is made of, in the terms of SKOS."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, on which day (2026-11-21), in one or more languages."""

    on: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a vocabulary.

    ``labels`` has the label that is shown in each of the six languages; ``names`` the bare prefLabel where the label
    is made of more (the treaty, the number and the title of an article). ``alternatives`` are true synonyms (altLabel),
    ``hidden`` words that find the concept but are never shown (hiddenLabel, among them former names); both may lack a
    language. ``broader`` are the ids of the concepts above, none at the top: which vocabulary each is of,
    :meth:`Vocabularies.broader` knows. ``exact_matches`` and ``close_matches`` are the URIs of the same and of nearly
    the same concept elsewhere. ``deprecated`` is the day from which the term is not used for new records, "" while it
    is in use; ``replaced_by`` the terms to use in its place.

    ``properties`` are fields of one vocabulary only, as ``m49`` and ``status`` of a country, ``texts`` those that are
    texts in languages, as ``formalName``.
    """

    id: str
    labels: Mapping[str, str]
    names: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exact_matches: tuple[str, ...] = ()
    close_matches: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    deprecated: str = ""
    replaced_by: tuple[str, ...] = ()
    reviewed: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sort_labels: Mapping[str, str] = field(default_factory=dict)

    def sort_label(self, language: str) -> str:
        """The text that puts the concepts of a vocabulary in order, by code point, for readers of ``language``."""
        return _remembered_form(self.sort_labels.get(language) or self.labels[language], language)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The concepts of one file in its order, deprecated ones among them.

    ``broader_in`` names the vocabularies that the ``broader`` of its concepts are from, the first that has the id;
    ``foreign_words`` are words in another script than the language's that labels may hold (acronyms).
    """

    name: str
    title: Mapping[str, str]
    concepts: Mapping[str, Concept]
    file: str
    version: str = ""
    source: str = ""
    note: str = ""
    changes: tuple[Change, ...] = ()
    broader_in: tuple[str, ...] = ()
    patterns: Mapping[str, str] | None = None
    foreign_words: frozenset[str] = frozenset()


def sort_form(text: str, language: str) -> str:
    """``text`` without case, marks, punctuation and Arabic article, as lists in that language are sorted.

    Lists of the United Nations in Arabic pass over the article: Argentina stands under alif and ra. The Russian short i
    is a letter of its own, behind the letter that it is written with.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    if language == "ru":
        decomposed = decomposed.replace("и\N{COMBINING BREVE}", "й")
    folded = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = re.findall(r"\w+", folded)
    if language == "ar":
        words = [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words]
    return " ".join(words)


_remembered_form = lru_cache(maxsize=4096)(sort_form)
"""For labels, which come on every page; other texts hardly come twice."""
