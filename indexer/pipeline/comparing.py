"""The step that finds out which records the index does not have, or has otherwise than they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.errors import EngineError, IndexDamaged, IndexMissing, IndexOutdated, UnknownRecord
from indexer.pdf import READER
from indexer.pipeline.checking import CheckedRecords, SoundRecord
from indexer.pipeline.choosing import EVERYTHING, Choice
from indexer.pipeline.parts import Parts
from indexer.pipeline.passages import CUT
from indexer.readings import Outcome, Readings
from indexer.search.types import SearchEngine
from indexer.structure import STRUCTURE

AT_A_TIME = 1000
"""Records that the engine is asked for at a time."""

MOST_WASTE = 0.25
"""The share of an index that may be replaced or removed before it is written anew: what is deleted takes room still."""

UNUSABLE: Mapping[type[EngineError], str] = {
    IndexMissing: "there was none",
    IndexOutdated: "it was built by another version",
    IndexDamaged: "it was damaged",
}
"""Why an index that cannot be used is written anew."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be done to the index: records to write, ids to remove, how many records stay as they are in it.

    ``anew`` is the reason why all of it is written into a new, empty generation; empty if it is not.
    """

    write: tuple[SoundRecord, ...]
    gone: tuple[str, ...]
    kept: int
    anew: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.write or self.gone or self.anew)


def outcomes_of(readings: Readings, sound: SoundRecord) -> tuple[Outcome | None, ...]:
    """What is known of the reading of each file of a record, in their order; None if one is not read."""
    return tuple(readings.outcome(file.sha256, READER, STRUCTURE) for file in sound.files)


def made_of(sound: SoundRecord, outcomes: Sequence[Outcome | None]) -> str:
    """A mark of all that the entry of a record is made of: facts, files, and the readings that are kept of them."""
    parts = [sound.said, CUT]
    for file, outcome in zip(sound.files, outcomes, strict=True):
        parts += [file.id, file.sha256, READER, STRUCTURE, outcome.mark if outcome else ""]
    parts += ["incomplete"] if is_incomplete(outcomes) else []
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_incomplete(outcomes: Iterable[Outcome | None]) -> bool:
    """Whether one of the files with these outcomes could not be read, or not all of it."""
    return any(outcome is None or not outcome.complete for outcome in outcomes)


def compare(
    parts: Parts,
    checked: CheckedRecords,
    choice: Choice = EVERYTHING,
    *,
    full: bool = False,
    waiting: Collection[str] = (),
) -> Changes:
    """What the index has otherwise than the records; those whose ids are ``waiting`` count as changed in any case.

    All of it is to be written anew if that is asked for (``full``), if there is no sound index of this version, or if
    more than ``MOST_WASTE`` of it would be deleted entries. Raises EngineUnavailable; and, if not all records are
    chosen, UnknownRecord for an id that neither the collections nor the index have, IndexMissing, IndexOutdated and
    IndexDamaged.
    """
    try:
        known = set(parts.engine.ids())
    except (IndexMissing, IndexOutdated, IndexDamaged) as error:
        if not choice.everything:
            raise
        return Changes(checked.records, (), 0, UNUSABLE[type(error)])
    _refuse_unknown(choice, checked, known)
    gone = known - {sound.id for sound in checked.records} - checked.others
    gone = gone & choice.only if choice.only else gone
    same = set(same_records(parts, checked.records, known)) - set(waiting)
    write = tuple(sound for sound in checked.records if sound.id not in same)
    replaced = sum(1 for sound in write if sound.id in known)
    anew = _reason_for_all(parts.engine, full, len(known), replaced + len(gone)) if choice.everything else ""
    if anew:
        return Changes(checked.records, tuple(sorted(gone)), 0, anew)
    return Changes(write, tuple(sorted(gone)), len(known) - replaced - len(gone))


def same_records(parts: Parts, records: Sequence[SoundRecord], known: Collection[str]) -> Iterator[str]:
    """The ids of the records that the index has as they are now; ``known`` are the ids that it has."""
    both = [sound for sound in records if sound.id in known]
    for start in range(0, len(both), AT_A_TIME):
        some = both[start : start + AT_A_TIME]
        stored = parts.engine.get_records([sound.id for sound in some])
        yield from _same(parts.readings, some, {name: str(of.get("made_of", "")) for name, of in stored.items()})


def _same(readings: Readings, records: Iterable[SoundRecord], stored: dict[str, str]) -> Iterator[str]:
    for sound in records:
        if stored.get(sound.id) == made_of(sound, outcomes_of(readings, sound)):
            yield sound.id


def _refuse_unknown(choice: Choice, checked: CheckedRecords, known: Collection[str]) -> None:
    there = {sound.id for sound in checked.records} | checked.left_out | checked.others
    unknown = choice.only - there - set(known)
    if unknown:
        raise UnknownRecord(f"no record has the id {', '.join(sorted(unknown))}, in the collections or in the index")


def _reason_for_all(engine: SearchEngine, full: bool, records: int, deleting: int) -> str:  # noqa: FBT001 - private
    """Why all of an index of so many records is to be written anew when so many are replaced or removed; or empty."""
    if full:
        return "it was asked for"
    if not deleting:
        return ""
    status = engine.status()
    entries = status.records + status.passages + status.deleted
    waste = status.deleted / max(entries, 1) + deleting / records
    return "much of it is replaced or removed" if waste > MOST_WASTE else ""
