"""All vocabularies of a folder, read once."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from indexer.errors import VocabularyError
from indexer.model import LANGUAGES
from indexer.vocabularies.concepts import Concept, Vocabulary
from indexer.vocabularies.links import link_faults
from indexer.vocabularies.reading import read_vocabulary

FACETS: Mapping[str, tuple[str, ...]] = {"status": ("file_status",), "participant": ("country", "organization")}
"""Where the values of a facet are found if not in the vocabulary of the same name."""

_DIGITS = re.compile("[0-9]+")
WORLD = "001"
"""The M49 code of the whole world, which is no region of a country in particular."""

SHOWN = 10
"""How many faults an error tells; ``indexer vocabulary check`` tells all of them."""


class Vocabularies:
    """The vocabularies of one folder; immutable, so that threads and caches can share it."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Take vocabularies that were read; :meth:`open` reads them."""
        self._vocabularies = dict(vocabularies)
        facets: dict[str, tuple[str, ...]] = {**{name: (name,) for name in vocabularies}, **FACETS}
        self._names_of = {
            facet: tuple(name for name in names if name in vocabularies) for facet, names in facets.items()
        }

    @classmethod
    def open(cls, folder: Path) -> Vocabularies:
        """The vocabularies of ``folder``, one file each; read again only if a file changed. Raises VocabularyError."""
        files = sorted(folder.glob("*.yaml"))
        if not files:
            raise VocabularyError(f"{folder}: expected a folder with vocabularies (crime.yaml, country.yaml...)")
        state = tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
        return _read(state)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all vocabularies."""
        return tuple(self._vocabularies)

    def title(self, name: str, language: str) -> str:
        """What a vocabulary is called, for the heading of a list. Raises VocabularyError."""
        return _in(self._vocabulary(name).title, language)

    def vocabulary(self, name: str) -> Vocabulary:
        """All that is known of a vocabulary, deprecated concepts among it. Raises VocabularyError."""
        return self._vocabulary(name)

    def concepts(self, name: str) -> tuple[Concept, ...]:
        """The concepts of a vocabulary that are in use, in the order of its file; deprecated ones are offered nowhere.

        Raises VocabularyError if there is no such vocabulary.
        """
        return tuple(concept for concept in self._vocabulary(name).concepts.values() if not concept.deprecated)

    def has(self, name: str, id: str) -> bool:
        """Whether the vocabulary has a concept with this id, be it deprecated."""
        return id in self._vocabulary(name).concepts

    def concept(self, name: str, id: str) -> Concept:
        """The concept with this id, be it deprecated; raises VocabularyError that names the nearest known term."""
        vocabulary = self._vocabulary(name)
        if id not in vocabulary.concepts:
            near = self.nearest(name, id)
            raise VocabularyError(
                f"{vocabulary.file}: no term {id!r}" + (f"; perhaps {near} was meant" if near else "")
            )
        return vocabulary.concepts[id]

    def label(self, name: str, id: str, language: str) -> str:
        """The label that is shown, in one of the six languages. Raises VocabularyError."""
        return _in(self.concept(name, id).labels, language)

    def names_of(self, facet: str) -> tuple[str, ...]:
        """The names of the vocabularies that the values of a facet are of; none for years."""
        return self._names_of.get(facet, ())

    def facet_label(self, facet: str, value: str, language: str) -> str:
        """The label of a value of a facet of the search; values of no vocabulary (years) are their own label."""
        names = self.names_of(facet)
        for name in names:
            if self.has(name, value):
                return self.label(name, value, language)
        if not names:
            return value
        raise VocabularyError(f"no term {value!r} for the facet {facet}")

    def regions_of(self, country: str) -> tuple[str, ...]:
        """The M49 codes of the regions a country lies in, outermost first, without the world.

        Raises VocabularyError.
        """
        chain: list[str] = []
        around = self.concept("country", country).broader
        while around and around[0] != WORLD:
            chain.append(around[0])
            around = self.concept("region", around[0]).broader
        return tuple(reversed(chain))

    def broader(self, name: str, id: str) -> tuple[tuple[str, Concept], ...]:
        """The concepts directly above one, each with the name of its vocabulary. Raises VocabularyError."""
        return tuple(_above(self._vocabulary(name), self.concept(name, id), self._vocabularies))

    def narrower(self, name: str, id: str) -> tuple[tuple[str, Concept], ...]:
        """The concepts in use directly below one, of all vocabularies, each with the name of its own.

        Raises VocabularyError.
        """
        self.concept(name, id)
        return self._narrower.get((name, id), ())

    @cached_property
    def _narrower(self) -> Mapping[tuple[str, str], tuple[tuple[str, Concept], ...]]:
        below: dict[tuple[str, str], list[tuple[str, Concept]]] = defaultdict(list)
        for vocabulary in self._vocabularies.values():
            for concept in self.concepts(vocabulary.name):
                for name, broader in _above(vocabulary, concept, self._vocabularies):
                    below[name, broader.id].append((vocabulary.name, concept))
        return {place: tuple(concepts) for place, concepts in below.items()}

    def nearest(self, name: str, text: str) -> str | None:
        """The id of the term that is most like ``text`` in its id or in a word for it in any language; None if none is.

        Former and shorter names, which are never shown, count: who asks for Turkey is told TR.
        """
        forms: dict[str, str] = {}
        for concept in self.concepts(name):
            words = [concept.id, *concept.labels.values()]
            for lists in (concept.alternatives, concept.hidden):
                words += [word for list_ in lists.values() for word in list_]
            forms.update((word.casefold().replace("_", " "), concept.id) for word in words)
        wanted = text.casefold().replace("_", " ")
        cutoff = 0.7 if len(wanted) > 3 else 0.99  # codes of two letters are all alike
        near = difflib.get_close_matches(wanted, forms, n=1, cutoff=cutoff)
        if not near or _DIGITS.sub("", near[0]) == _DIGITS.sub("", wanted) != wanted:
            return None  # another number is another thing, not a slip
        return forms[near[0]]

    def _vocabulary(self, name: str) -> Vocabulary:
        if name not in self._vocabularies:
            raise VocabularyError(f"no vocabulary {name!r}; there are {', '.join(sorted(self._vocabularies))}")
        return self._vocabularies[name]


def _in(labels: Mapping[str, str], language: str) -> str:
    if language not in labels:
        raise VocabularyError(f"no labels in {language!r}; there are {', '.join(LANGUAGES)}")
    return labels[language]


@lru_cache(maxsize=8)
def _read(state: tuple[tuple[Path, int, int], ...]) -> Vocabularies:
    texts = {file.stem: read_vocabulary(file) for file, *_ in state}
    faults = [fault for text in texts.values() for fault in text.faults]
    faults = faults or [fault for text in texts.values() for fault in link_faults(text, texts)]
    if faults:
        more = f"\n{len(faults) - SHOWN} more: indexer vocabulary check" if len(faults) > SHOWN else ""
        raise VocabularyError("\n".join(str(fault) for fault in faults[:SHOWN]) + more)
    vocabularies = {name: text.vocabulary for name, text in texts.items()}
    return Vocabularies({name: _with_labels(vocabulary, vocabularies) for name, vocabulary in vocabularies.items()})


def _with_labels(vocabulary: Vocabulary, vocabularies: Mapping[str, Vocabulary]) -> Vocabulary:
    """Make the labels that are shown of the pattern of the vocabulary: treaty, number and title of an article."""
    patterns = vocabulary.patterns
    if patterns is None:
        return vocabulary
    concepts = {
        concept.id: replace(concept, labels=_made_labels(concept, patterns, _above(vocabulary, concept, vocabularies)))
        for concept in vocabulary.concepts.values()
    }
    return replace(vocabulary, concepts=concepts)


def _above(
    vocabulary: Vocabulary, concept: Concept, vocabularies: Mapping[str, Vocabulary]
) -> list[tuple[str, Concept]]:
    """The concepts directly above one, each with the name of its vocabulary."""
    return [
        (name, vocabularies[name].concepts[term])
        for term in concept.broader
        for name in vocabulary.broader_in
        if term in vocabularies[name].concepts
    ]


def _made_labels(
    concept: Concept, patterns: Mapping[str, str], broader: Sequence[tuple[str, Concept]]
) -> dict[str, str]:
    return {
        language: patterns[language].format(
            broader=broader[0][1].labels[language] if broader else "",
            number=concept.id.rpartition(":")[2],
            name=concept.names[language],
        )
        for language in LANGUAGES
    }
