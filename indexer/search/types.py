"""The interface between Palermo and a search engine: what is written, what is asked, what is answered.

Two levels. *Records*: one entry a record; it decides which records match, how many, the facets and a first order.
*Passages*: one entry a provision or part of a page, an index a language; they re-order the first records and give the
places that are shown. All text arrives analysed (tokens joined by one space); an engine never sees what a user typed.

Scores are those of BM25 as Lucene computes it: k1 1.2, b 0.75, idf ``ln(1 + (N - n + 0.5) / (n + 0.5))``, the length
of a field in Lucene's one-byte form, the factor ``k1 + 1`` left out. They are comparable within one answer only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol

from indexer.model import LANGUAGES
from indexer.search.nodes import Everything, Node

FACETS = (
    "kind", "country", "region", "organization", "crime", "issue", "language", "year", "article",
    "status", "in_force", "court_level", "verdict", "participant", "reading",
)  # fmt: skip
"""The names of all facets; each is a field of exact values in the records index, ``year`` one of whole numbers.

``reading`` has the value :data:`INCOMPLETE` for a record of which a file or a page could not be read.
"""

INCOMPLETE = "incomplete"

SORT_KEYS = ("date", *(f"{key}_{language}" for key in ("title", "country") for language in LANGUAGES))
"""The names of all sort keys: the date, and the title and the country as each language of the portal writes them."""


# What is written


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage as it is written: one provision, or a part of one or of a page.

    ``id`` is unique in the collection; (``record``, ``file``, ``provision``) is the address of the provision, the last
    empty where a page has none. ``tokens`` is the analysed text (label and heading included), ``text`` the original.
    """

    id: str
    record: str
    file: str
    language: str
    provision: str
    label: str
    heading: str
    page: int
    tokens: str
    text: str

    def __reduce__(self) -> tuple[type[PassageEntry], tuple[object, ...]]:
        """Pickled by its values alone, many times as fast as dataclasses with slots are by themselves."""
        return PassageEntry, _VALUES_OF_PASSAGE(self)


_VALUES_OF_PASSAGE: Callable[[PassageEntry], tuple[object, ...]] = attrgetter(*PassageEntry.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """A record as it is written, with its passages.

    ``title`` and ``body`` are stems with the language in front (``fr:trait``; ``x:`` for numbers and words of another
    script), ``exact`` the words as they stand, for phrases, with a ``¶`` between passages. ``facets`` maps the names
    of ``FACETS`` (without ``year``) to values; ``sort`` maps names of sort keys (``date`` as ``YYYYMMDD``,
    ``title_fr``, ``country_fr``...) to text that sorts by code point. ``stored`` is JSON data given back with a hit.
    No text field may be empty.
    """

    id: str
    title: str
    body: str
    exact: str
    facets: Mapping[str, tuple[str, ...]]
    years: tuple[int, ...]
    sort: Mapping[str, str]
    stored: Mapping[str, Any]
    passages: tuple[PassageEntry, ...] = ()


# What is asked


@dataclass(frozen=True, slots=True)
class Sort:
    """Order by a sort key of the records; those without it come last; equal ones follow by id."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """Which records match, how many there are, and what the facets count.

    A record passes a filter if it has one of its values; it has to pass all of them. ``years`` is a range with both
    ends included (None: open). Each facet is counted under all filters but its own (the range of years is the year's
    own). ``sort`` None is by score; equal scores follow by id. ``stored`` False leaves the stored data of the hits
    empty: a hundred hits that are re-ordered need none, ``get_records`` brings that of the ten that are shown.
    """

    query: Node = field(default_factory=Everything)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    facets: tuple[str, ...] = ()
    sort: Sort | None = None
    offset: int = 0
    limit: int = 10
    stored: bool = True


@dataclass(frozen=True, slots=True)
class PassageRequest:
    """The best passages of some records: ``queries`` has a query for each language (on the field ``tokens``)."""

    queries: Mapping[str, Node]
    records: tuple[str, ...]
    per_record: int = 3


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a page of results shows: the facets of ``matching``, and of the records of ``shown`` data and passages.

    Of ``counted`` only is asked how many records match.
    """

    matching: RecordRequest
    shown: PassageRequest
    counted: tuple[RecordRequest, ...] = ()


# What is answered


@dataclass(frozen=True, slots=True)
class RecordHit:
    """A record that matched, with its score (0 when sorted otherwise) and the JSON data it was written with."""

    id: str
    score: float
    stored: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """The exact number of records that match, the hits asked for, and for each facet the counts of its values."""

    total: int
    hits: tuple[RecordHit, ...]
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that matched, with its score and everything it was written with but the tokens."""

    id: str
    record: str
    file: str
    language: str
    provision: str
    label: str
    heading: str
    page: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """The counts of the facets; by record what was stored with it, and its best passages if it has matching ones.

    ``totals`` are how many records match each of the requests that were to be counted.
    """

    facets: Mapping[str, Mapping[str, int]]
    stored: Mapping[str, Mapping[str, Any]]
    passages: Mapping[str, tuple[PassageHit, ...]]
    totals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an index holds: ``generation`` is its name, ``bytes`` its whole size on disk, ``built`` an ISO 8601 time.

    ``deleted`` entries were replaced or removed and still take room; 0 where the engine clears them away by itself.
    """

    engine: str
    generation: str
    fingerprint: str
    built: str
    records: int
    passages: int
    bytes: int
    deleted: int = 0


class IndexWriter(Protocol):
    """Writes one generation of the index. One writer at a time; nothing is visible to readers before ``publish``."""

    def write(self, entries: Sequence[RecordEntry]) -> None:
        """Add these records with their passages, each in the place of what was written before under its id."""

    def delete(self, records: Sequence[str]) -> None:
        """Remove these records with their passages; an id that is not there is not an error."""

    def publish(self) -> None:
        """Make all that was written durable and visible, at once; the writer is closed."""

    def abandon(self) -> None:
        """Throw away what was written and was not published; the writer is closed."""


class SearchEngine(Protocol):
    """A search engine, for reading and writing; may be used by several threads.

    Raises IndexMissing, IndexOutdated (another ``fingerprint``), IndexDamaged, IndexBusy or EngineUnavailable.
    """

    def find_records(self, request: RecordRequest) -> RecordAnswer:
        """The records that match."""

    def find_first(self, requests: Sequence[RecordRequest], enough: int) -> tuple[RecordAnswer, ...]:
        """The answers to the requests in their order, up to the first that ``enough`` records match."""

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """For each of the records that has a matching passage the score of its best one."""

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """For each of the records that has matching passages its best ones, best first, equal scores by id."""

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records; those that are not there are left out."""

    def get_page(self, request: PageRequest) -> PageAnswer:
        """What a page of results shows, in one round: facets, stored data (see ``get_records``), passages, totals."""

    def ids(self) -> tuple[str, ...]:
        """The ids of all records, in order."""

    def status(self) -> IndexStatus:
        """What the current generation holds."""

    def begin(self, *, fresh: bool) -> IndexWriter:
        """A writer on a new, empty generation (``fresh``) or on the current one."""

    def tidy(self) -> None:
        """Remove what writers that were killed left behind; nothing while somebody writes."""

    def close(self) -> None:
        """Let go of files and connections."""
