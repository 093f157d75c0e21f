"""The reference engine: the interface of ``search.types`` over dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from indexer.engines.memory.matching import Field, Matcher, Scores
from indexer.errors import IndexBusy, IndexMissing
from indexer.search.types import (
    IndexStatus,
    PageAnswer,
    PageRequest,
    PassageEntry,
    PassageHit,
    PassageRequest,
    RecordAnswer,
    RecordEntry,
    RecordHit,
    RecordRequest,
    Sort,
)


@dataclass(frozen=True, slots=True)
class _Generation:
    """All that was written at one time, ready to be searched."""

    name: str
    built: str
    entries: Mapping[str, RecordEntry]
    records: Matcher
    passages: Mapping[str, Matcher]
    passage_of: Mapping[str, PassageEntry]


def _generation(number: int, entries: Mapping[str, RecordEntry]) -> _Generation:
    fields = {name: Field() for name in ("title", "body", "exact")}
    by_language: dict[str, Field] = {}
    passage_of = {}
    for record, entry in entries.items():
        for name, kept in fields.items():
            kept.add(record, getattr(entry, name))
        for passage in entry.passages:
            by_language.setdefault(passage.language, Field()).add(passage.id, passage.tokens)
            passage_of[passage.id] = passage
    return _Generation(
        name=str(number),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        entries=dict(entries),
        records=Matcher(fields, entries),
        passages={language: Matcher({"tokens": kept}, kept.lengths) for language, kept in by_language.items()},
        passage_of=passage_of,
    )


def _values(entry: RecordEntry, facet: str) -> tuple[str, ...]:
    values = map(str, entry.years) if facet == "year" else entry.facets.get(facet, ())
    return tuple(dict.fromkeys(values))


def _passes(entry: RecordEntry, request: RecordRequest, leave_out: str = "") -> bool:
    """Whether a record passes all filters (but that of the facet ``leave_out``)."""
    for name, values in request.filters.items():
        if name != leave_out and not set(values) & set(_values(entry, name)):
            return False
    if request.years in (None, (None, None)) or leave_out == "year":
        return True
    first, last = request.years
    return any((first is None or first <= year) and (last is None or year <= last) for year in entry.years)


def _order(found: Scores, entries: Mapping[str, RecordEntry], sort: Sort | None) -> list[str]:
    if sort is None:
        return sorted(found, key=lambda record: (-found[record], record))
    key = sort.key
    having = sorted(record for record in found if key in entries[record].sort)
    having.sort(key=lambda record: entries[record].sort[key], reverse=sort.descending)
    return having + sorted(record for record in found if key not in entries[record].sort)


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
        found = {record: score for record, score in matched.items() if _passes(entries[record], request)}
        shown = _order(found, entries, request.sort)[request.offset : request.offset + request.limit]
        return RecordAnswer(
            total=len(found),
            hits=tuple(
                RecordHit(
                    record, 0.0 if request.sort else found[record], entries[record].stored if request.stored else {}
                )
                for record in shown
            ),
            facets={
                facet: Counter(
                    value
                    for record in matched
                    if _passes(entries[record], request, facet)
                    for value in _values(entries[record], facet)
                )
                for facet in request.facets
            },
        )

    def find_first(self, requests: Sequence[RecordRequest], enough: int) -> tuple[RecordAnswer, ...]:
        """The answers up to the first that enough records match."""
        answers: list[RecordAnswer] = []
        for request in requests:
            answers.append(self.find_records(request))
            if answers[-1].total >= enough:
                break
        return tuple(answers)

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """For each of the records that has a matching passage the score of its best one."""
        return {record: hits[0].score for record, hits in self.find_passages(replace(request, per_record=1)).items()}

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """For each of the records that has matching passages its best ones."""
        generation = self._read()
        hits: dict[str, list[PassageHit]] = {}
        for language, query in request.queries.items():
            if language not in generation.passages:
                continue
            for passage_id, score in generation.passages[language].scores(query).items():
                passage = generation.passage_of[passage_id]
                if passage.record in request.records:
                    hits.setdefault(passage.record, []).append(_passage_hit(passage, score))
        for found in hits.values():
            found.sort(key=lambda hit: (-hit.score, hit.id))
        return {record: tuple(found[: request.per_record]) for record, found in hits.items() if request.per_record > 0}

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records."""
        entries = self._read().entries
        return {record: entries[record].stored for record in ids if record in entries}

    def get_page(self, request: PageRequest) -> PageAnswer:
        """Facets, stored data, passages and totals."""
        return PageAnswer(
            facets=self.find_records(request.matching).facets,
            stored=self.get_records(request.shown.records),
            passages=self.find_passages(request.shown),
            totals=tuple(self.find_records(counted).total for counted in request.counted),
        )

    def ids(self) -> tuple[str, ...]:
        """The ids of all records, in order."""
        return tuple(sorted(self._read().entries))

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
        entries = {} if fresh else dict(self._read().entries)
        self._writing = True
        return MemoryWriter(self, entries)

    def tidy(self) -> None:
        """A writer that is killed takes all of it with it."""

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
