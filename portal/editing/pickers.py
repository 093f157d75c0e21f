"""What is chosen by a search: terms by their names in any language, records by title or id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from indexer.errors import CorpusError
from portal.editing.fields import Entry, Field
from portal.i18n import gettext, page_language
from portal.labels import label
from portal.opening import current_library

MOST = 12
"""Options that a search gives at most."""

SMALL = 60
"""A vocabulary with no more terms is shown whole while nothing is typed."""

LONGEST = 100
"""Characters of what is typed that are looked at."""

FIND, START = "find.", "start."
"""What the names of the two inputs of a search begin with: what is typed, and what is to stand before the value."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: its value, what it is called and in which language, what it is beside that."""

    value: str
    text: str
    language: str
    note: str = ""


def chosen(field: Field, values: list[str]) -> list[Option]:
    """Options for values that are chosen, known or not."""
    return [_option(field, value) for value in values]


def found(field: Field, typed: str, start: str, values: list[str]) -> list[Option]:
    """The options for what is typed that are not chosen yet, best first; ``start`` is what stands before the value."""
    typed = typed.strip()[:LONGEST]
    prefixes = starts(field)
    before = f"{start if start in prefixes else prefixes[0]} " if prefixes else ""
    names = _records(typed) if field.entry is Entry.RELATIONS else _terms(field, typed)
    options = (_option(field, f"{before}{name}") for name in dict.fromkeys(names) if f"{before}{name}" not in values)
    return list(islice(options, SMALL if not typed else MOST))


def starts(field: Field) -> tuple[str, ...]:
    """What can stand before a value of a field: the types of relations; none for plain terms."""
    if not field.start:
        return ()
    return tuple(concept.id for concept in current_library().vocabularies.concepts(field.start))


def _terms(field: Field, typed: str) -> Iterator[str]:
    """The ids of terms with a name that has what is typed; of a small vocabulary all while nothing is."""
    library = current_library()
    if typed:
        for name in field.vocabularies:
            if library.vocabularies.has(name, typed):
                yield typed
        yield from (one.id for one in library.terms(field.vocabularies, typed, page_language()))
        return
    for name in field.vocabularies:
        concepts = library.vocabularies.concepts(name)
        if len(concepts) <= SMALL:
            yield from (concept.id for concept in concepts)


def _records(typed: str) -> Iterator[str]:
    library = current_library()
    if typed and typed in library.corpus:
        yield typed
    if typed:
        yield from (one.id for one in library.titles(typed, page_language()))


def _option(field: Field, value: str) -> Option:
    start, space, name = value.partition(" ") if field.start else ("", "", value)
    before = label(field.start, start) if space else ""
    if field.entry is Entry.RELATIONS:
        with suppress(CorpusError):
            title, language = current_library().corpus.record(name).title_in(page_language())
            return Option(value, title, language, before + gettext(": ") + name if before else name)
        return Option(value, name, "", before)
    text = next((found for one in field.vocabularies if (found := label(one, name)) != name), name)
    return Option(value, text, page_language(), before)
