"""All vocabularies of a folder, read once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from indexer.errors import VocabularyError
from indexer.model import LANGUAGES
from indexer.vocabularies.concepts import Concept
from indexer.vocabularies.reading import Vocabulary, read_vocabulary

FACETS: Mapping[str, tuple[str, ...]] = {"status": ("file_status",), "participant": ("country", "organization")}
"""Where the values of a facet are found if not in the vocabulary of the same name."""

_DIGITS = re.compile("[0-9]+")
WORLD = "001"
"""The M49 code of the whole world, which is no region of a country in particular."""


class Vocabularies:
    """The vocabularies of one folder; immutable, so that threads and caches can share it."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Take vocabularies that were read; :meth:`open` reads them."""
        self._vocabularies = dict(vocabularies)

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

    def concepts(self, name: str) -> tuple[Concept, ...]:
        """The concepts of a vocabulary in the order of its file. Raises VocabularyError if there is no such one."""
        return tuple(self._vocabulary(name).concepts.values())

    def has(self, name: str, id: str) -> bool:
        """Whether the vocabulary has a concept with this id."""
        return id in self._vocabulary(name).concepts

    def concept(self, name: str, id: str) -> Concept:
        """The concept with this id; raises VocabularyError that names the nearest known term."""
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
        return tuple(name for name in FACETS.get(facet, (facet,)) if name in self._vocabularies)

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
        region = self.concept("country", country).broader
        while region and region != WORLD:
            chain.append(region)
            region = self.concept("region", region).broader
        return tuple(reversed(chain))

    def nearest(self, name: str, text: str) -> str | None:
        """The id of the term that is most like ``text`` in its id or in a label of any language; None if none is."""
        forms: dict[str, str] = {}
        for concept in self.concepts(name):
            words = [concept.id, *concept.labels.values()]
            words += [word for words_ in concept.alternatives.values() for word in words_]
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
    vocabularies = {file.stem: read_vocabulary(file) for file, *_ in state}
    for vocabulary in vocabularies.values():
        _check_links(vocabulary, vocabularies)
    return Vocabularies({name: _with_labels(vocabulary, vocabularies) for name, vocabulary in vocabularies.items()})


def _check_links(vocabulary: Vocabulary, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Every broader and related term has to be there, and no concept may stand above itself."""
    if vocabulary.broader_in not in vocabularies:
        raise VocabularyError(f"{vocabulary.file}: broaderVocabulary: expected one of {', '.join(vocabularies)}")
    above = vocabularies[vocabulary.broader_in].concepts
    for concept in vocabulary.concepts.values():
        if concept.broader and concept.broader not in above:
            raise VocabularyError(f"{vocabulary.file}: {concept.id}: broader: no term {concept.broader!r}")
        for term in concept.related:
            if term not in vocabulary.concepts:
                raise VocabularyError(f"{vocabulary.file}: {concept.id}: related: no term {term!r}")
        if above is vocabulary.concepts:
            _check_chain(vocabulary, concept)


def _check_chain(vocabulary: Vocabulary, concept: Concept) -> None:
    passed = {concept.id}
    while concept.broader:
        if concept.broader in passed:
            raise VocabularyError(f"{vocabulary.file}: {concept.id}: broader: expected a term above it, not a ring")
        passed.add(concept.broader)
        concept = vocabulary.concepts.get(concept.broader, Concept("", {}, {}))


def _with_labels(vocabulary: Vocabulary, vocabularies: Mapping[str, Vocabulary]) -> Vocabulary:
    """Make the labels that are shown of the pattern of the vocabulary: treaty, number and title of an article."""
    patterns = vocabulary.patterns
    if patterns is None:
        return vocabulary
    above = vocabularies[vocabulary.broader_in].concepts
    concepts = {
        concept.id: replace(
            concept,
            labels={
                language: patterns[language].format(
                    broader=above[concept.broader].labels[language],
                    number=concept.id.rpartition(":")[2],
                    name=concept.names[language],
                )
                for language in LANGUAGES
            },
        )
        for concept in vocabulary.concepts.values()
    }
    return replace(vocabulary, concepts=concepts)
