"""The reference engine: everything in dictionaries, nothing kept; small, slow and exact.

It is what the contract means: the other engines are compared with it. BM25 is Lucene's, with the length of a field in
one byte as Lucene's ``SmallFloat.intToByte4`` keeps it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, assert_never

from indexer.errors import IndexBusy, IndexMissing
from indexer.search.types import (
    Best,
    Bool,
    Boost,
    Everything,
    IndexStatus,
    Node,
    PassageEntry,
    PassageHit,
    PassageRequest,
    Phrase,
    Prefix,
    RecordAnswer,
    RecordEntry,
    RecordHit,
    RecordRequest,
    Sort,
    Term,
)

K1 = 1.2
B = 0.75

Scores = dict[str, float]
"""The entries that match, by id, with their scores."""

_FREE_VALUES = 24
"""Lengths below this are kept exactly by Lucene."""


def kept_length(length: int) -> int:
    """What is left of a field's length after Lucene kept it in one byte: four leading bits above 24."""
    above = length - _FREE_VALUES
    shift = max(above.bit_length() - 4, 0)
    return length if above < 0 else _FREE_VALUES + (above >> shift << shift)


class _Field:
    """One field of all entries: where its tokens stand."""

    def __init__(self) -> None:
        self.places: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        self.lengths: dict[str, int] = {}
        self.total = 0

    def add(self, id: str, text: str) -> None:
        tokens = text.split()
        for place, token in enumerate(tokens):
            self.places[token].setdefault(id, []).append(place)
        self.lengths[id] = len(tokens)
        self.total += len(tokens)

    def term(self, token: str) -> Scores:
        places = self.places.get(token, {})
        return self._scores({id: len(found) for id, found in places.items()}, self._idf(token))

    def phrase(self, tokens: Sequence[str]) -> Scores:
        followers = [self.places.get(token, {}) for token in tokens]
        frequencies = {}
        for id, starts in followers[0].items():
            later = [set(places.get(id, ())) for places in followers[1:]]
            count = sum(all(start + step in places for step, places in enumerate(later, 1)) for start in starts)
            if count:
                frequencies[id] = count
        return self._scores(frequencies, sum(map(self._idf, tokens)))

    def prefix(self, prefix: str) -> Scores:
        return {id: 1.0 for token, places in self.places.items() if token.startswith(prefix) for id in places}

    def _idf(self, token: str) -> float:
        number = len(self.places.get(token, ()))
        return math.log(1 + (len(self.lengths) - number + 0.5) / (number + 0.5))

    def _scores(self, frequencies: Mapping[str, int], idf: float) -> Scores:
        if not frequencies:
            return {}
        average = self.total / len(self.lengths)
        return {
            id: idf * count / (count + K1 * (1 - B + B * kept_length(self.lengths[id]) / average))
            for id, count in frequencies.items()
        }


class _Matcher:
    """Finds and scores the entries that a query matches."""

    def __init__(self, fields: Mapping[str, _Field], ids: Iterable[str]) -> None:
        self._fields = fields
        self._ids = tuple(ids)

    def scores(self, node: Node) -> Scores:
        match node:
            case Everything():
                return dict.fromkeys(self._ids, 0.0)
            case Term():
                return self._fields[node.field].term(node.token)
            case Phrase():
                return self._fields[node.field].phrase(node.tokens)
            case Prefix():
                return self._fields[node.field].prefix(node.prefix)
            case Boost():
                return {id: score * node.factor for id, score in self.scores(node.node).items()}
            case Best():
                return _joined(map(self.scores, node.nodes), max)
            case Bool():
                return self._bool(node)
            case _:
                assert_never(node)

    def _bool(self, node: Bool) -> Scores:
        should = [self.scores(child) for child in node.should]
        matched = Counter(id for scores in should for id in scores)
        at_least = max(node.at_least, 1) if should and not node.must else node.at_least
        must = [self.scores(child) for child in node.must]
        if not must and not should:
            must = [self.scores(Everything())]
        found = _joined([*must, *should], lambda one, other: one + other)
        for id in list(found):
            if matched[id] < at_least or any(id not in scores for scores in must):
                del found[id]
        for child in node.must_not:
            for id in self.scores(child):
                found.pop(id, None)
        return found


def _joined(parts: Iterable[Scores], join: Callable[[float, float], float]) -> Scores:
    found: Scores = {}
    for scores in parts:
        for id, score in scores.items():
            found[id] = join(found[id], score) if id in found else score
    return found


@dataclass(frozen=True, slots=True)
class _Generation:
    """All that was written at one time, ready to be searched."""

    name: str
    built: str
    entries: Mapping[str, RecordEntry]
    records: _Matcher
    passages: Mapping[str, _Matcher]
    passage_of: Mapping[str, PassageEntry]


def _generation(number: int, entries: Mapping[str, RecordEntry]) -> _Generation:
    fields = {name: _Field() for name in ("title", "body", "exact")}
    by_language: dict[str, _Field] = {}
    passage_of = {}
    for id, entry in entries.items():
        for name, kept in fields.items():
            kept.add(id, getattr(entry, name))
        for passage in entry.passages:
            by_language.setdefault(passage.language, _Field()).add(passage.id, passage.tokens)
            passage_of[passage.id] = passage
    return _Generation(
        name=str(number),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        entries=dict(entries),
        records=_Matcher(fields, entries),
        passages={language: _Matcher({"tokens": kept}, kept.lengths) for language, kept in by_language.items()},
        passage_of=passage_of,
    )


def _values(entry: RecordEntry, facet: str) -> tuple[str, ...]:
    return tuple(map(str, entry.years)) if facet == "year" else entry.facets.get(facet, ())


def _passes(entry: RecordEntry, request: RecordRequest, leave_out: str = "") -> bool:
    """Whether a record passes all filters (but that of the facet ``leave_out``)."""
    for name, values in request.filters.items():
        if name != leave_out and not set(values) & set(_values(entry, name)):
            return False
    if request.years is None or leave_out == "year":
        return True
    first, last = request.years
    return any((first is None or first <= year) and (last is None or year <= last) for year in entry.years)


def _order(found: Scores, entries: Mapping[str, RecordEntry], sort: Sort | None) -> list[str]:
    if sort is None:
        return sorted(found, key=lambda id: (-found[id], id))
    key = sort.key
    having = sorted(id for id in found if key in entries[id].sort)
    having.sort(key=lambda id: entries[id].sort[key], reverse=sort.descending)
    return having + sorted(id for id in found if key not in entries[id].sort)


@dataclass(slots=True)
class MemoryEngine:
    """A search engine for tests and for collections of some thousand records; see ``SearchEngine`` for promises."""

    fingerprint: str = ""
    _current: _Generation | None = None
    _writing: bool = field(default=False)

    def find_records(self, request: RecordRequest) -> RecordAnswer:
        """The records that match."""
        generation = self._read()
        entries = generation.entries
        matched = generation.records.scores(request.query)
        found = {id: score for id, score in matched.items() if _passes(entries[id], request)}
        shown = _order(found, entries, request.sort)[request.offset : request.offset + request.limit]
        return RecordAnswer(
            total=len(found),
            hits=tuple(
                RecordHit(id, 0.0 if request.sort else found[id], entries[id].stored if request.stored else {})
                for id in shown
            ),
            facets={
                facet: Counter(
                    value
                    for id in matched
                    if _passes(entries[id], request, facet)
                    for value in _values(entries[id], facet)
                )
                for facet in request.facets
            },
        )

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """For each of the records that has a matching passage the score of its best one."""
        return {record: hits[0].score for record, hits in self.find_passages(request).items()}

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """For each of the records that has matching passages its best ones."""
        generation = self._read()
        hits: dict[str, list[PassageHit]] = {}
        for language, query in request.queries.items():
            if language not in generation.passages:
                continue
            for id, score in generation.passages[language].scores(query).items():
                passage = generation.passage_of[id]
                if passage.record in request.records:
                    hits.setdefault(passage.record, []).append(_passage_hit(passage, score))
        for found in hits.values():
            found.sort(key=lambda hit: (-hit.score, hit.id))
        return {record: tuple(found[: request.per_record]) for record, found in hits.items()}

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records."""
        entries = self._read().entries
        return {id: entries[id].stored for id in ids if id in entries}

    def status(self) -> IndexStatus:
        """What the current generation holds; nothing of it is on a disk."""
        generation = self._read()
        return IndexStatus(
            engine="memory",
            generation=generation.name,
            fingerprint=self.fingerprint,
            built=generation.built,
            records=len(generation.entries),
            passages=len(generation.passage_of),
            bytes=0,
        )

    def begin(self, *, fresh: bool) -> MemoryWriter:
        """A writer on a new, empty generation (``fresh``) or on a copy of the current one."""
        if self._writing:
            raise IndexBusy("the index in memory is being written to: publish or abandon that writer first")
        self._writing = True
        return MemoryWriter(self, {} if fresh or self._current is None else dict(self._current.entries))

    def close(self) -> None:
        """Nothing is held."""

    def finish(self, entries: Mapping[str, RecordEntry] | None) -> None:
        """A writer is done: ``entries`` are the new generation, None leaves the current one."""
        if entries is not None:
            self._current = _generation(int(self._current.name) + 1 if self._current else 1, entries)
        self._writing = False

    def _read(self) -> _Generation:
        if self._current is None:
            raise IndexMissing("nothing was written to the index in memory yet")
        return self._current


def _passage_hit(passage: PassageEntry, score: float) -> PassageHit:
    return PassageHit(
        id=passage.id,
        record=passage.record,
        file=passage.file,
        language=passage.language,
        provision=passage.provision,
        label=passage.label,
        heading=passage.heading,
        page=passage.page,
        text=passage.text,
        score=score,
    )


@dataclass(slots=True)
class MemoryWriter:
    """Gathers the entries of the next generation."""

    engine: MemoryEngine
    entries: dict[str, RecordEntry]

    def write(self, entries: Sequence[RecordEntry]) -> None:
        """Add these records, each in the place of what was written before under its id."""
        self.entries.update((entry.id, entry) for entry in entries)

    def delete(self, records: Sequence[str]) -> None:
        """Remove these records."""
        for record in records:
            self.entries.pop(record, None)

    def publish(self) -> None:
        """Make the new generation the current one."""
        self.engine.finish(self.entries)

    def abandon(self) -> None:
        """Leave the current generation as it is."""
        self.engine.finish(None)
