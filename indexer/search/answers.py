"""What a question is and what its answer, above the engines: what the command line, the pages and the API share.

``parameters`` makes a question of words and filters, ``service`` answers it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.search.types import FACETS

SORTS = ("relevance", "newest", "oldest", "country", "title")


@dataclass(frozen=True, slots=True)
class SearchParameters:
    """One question as the command line, the pages and the API ask it; ids, not labels; see ``search.parameters``.

    ``facets`` names the facets to count; ``display_language`` is that of labels and titles.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    sort: str = "relevance"
    limit: int = 10
    offset: int = 0
    display_language: str = "en"
    facets: tuple[str, ...] = FACETS


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with its label in the display language, its count, and whether it is filtered by."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class HitPassage:
    """A place in a record: a shortened text with the code point offsets of what was found in it.

    ``heading_highlights`` are the offsets of what was found in the heading.
    """

    file: str
    language: str
    provision: str
    label: str
    heading: str
    page: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    heading_highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record as a list of results shows it.

    ``title`` is in ``title_language``: the display language if the record has such a title, else its original one;
    ``titles`` has all by language. ``country`` and ``organization`` are ids; ``date`` keeps its precision
    (``2010-05``); ``files`` are the statuses of the files by their id.
    """

    id: str
    kind: str
    title: str
    title_language: str
    titles: Mapping[str, str]
    original_title: str
    original_language: str
    country: tuple[str, ...]
    organization: tuple[str, ...]
    languages: tuple[str, ...]
    date: str
    score: float
    crime: tuple[str, ...]
    in_force: str
    demonstration: bool
    files: Mapping[str, str]
    passages: tuple[HitPassage, ...]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Too little was found with all words: records with at least ``required`` of ``words`` words are shown.

    ``exact`` had all.
    """

    words: int
    required: int
    exact: int


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A term of a vocabulary that the question names, with its ``labels`` by language."""

    vocabulary: str
    id: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QueryReport:
    """What was made of the words.

    ``notes`` are codes of things the reader should know (see ``search.planning``); the labels of ``concepts`` were
    searched too, ``countries`` are named and may be filtered by: their names were searched as they were typed.
    """

    notes: tuple[str, ...] = ()
    concepts: tuple[NamedConcept, ...] = ()
    relaxed: Relaxed | None = None
    countries: tuple[NamedConcept, ...] = ()


@dataclass(frozen=True, slots=True)
class ShorterQuestion:
    """A question without one of its words: what was left out, the question that is left, how many have all of that."""

    left_out: str
    q: str
    total: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term or a record whose name begins, or has a word that begins, with what is being typed.

    ``facet`` is the facet of the term, ``topic`` for a term that is searched by its words, empty for a record; ``id``
    is that of the term or record. ``name`` is the one that was met, in ``name_language`` (empty for one that is never
    shown); ``label`` what it is called in ``label_language``. ``count`` is how many records have the term, 1 for a
    record.
    """

    facet: str
    id: str
    label: str
    label_language: str
    name: str
    name_language: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a question: records, not passages, are counted; ``milliseconds`` is the time it took.

    ``incomplete`` are the records within the filters of which a file or a page could not be read: whether they have the
    words is not known.
    """

    total: int
    query: QueryReport
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    incomplete: int = 0
    milliseconds: float = 0.0
