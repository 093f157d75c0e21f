"""How the catalogue, the readings and the index differ from the folders they are derived from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.corpus import Catalogue
from indexer.errors import EngineError, IndexDamaged, IndexMissing, IndexOutdated
from indexer.pdf import READER
from indexer.pipeline.checking import SoundRecord
from indexer.pipeline.comparing import same_records
from indexer.pipeline.parts import Parts, together
from indexer.pipeline.reading import Tries, is_waiting, known_files, sources_of
from indexer.pipeline.verifying.difference import Difference, Mend
from indexer.readings import Readings
from indexer.structure import STRUCTURE

OF_CATALOGUE: Mapping[str, tuple[str, str]] = {
    "absent": ("there is no catalogue", "it is made when the collections are opened"),
    "damaged": ("the catalogue is damaged", "it is made anew when the collections are opened"),
    "missing": ("the catalogue does not have this record", "the catalogue has to follow the folders"),
    "stale": ("the catalogue has what the record said before", "the catalogue has to follow the folders"),
    "extra": ("the catalogue has a record that is not there", "the catalogue has to follow the folders"),
}

UNUSABLE: Mapping[type[EngineError], str] = {
    IndexMissing: "there is no index",
    IndexOutdated: "it was built by another version",
    IndexDamaged: "it is damaged",
}
"""Why an index cannot be used."""


def catalogue_differences(catalogue: Catalogue) -> Iterator[Difference]:
    """Records that the catalogue does not have, or has otherwise than the folders."""
    for difference in catalogue.differences():
        what, todo = OF_CATALOGUE[difference.what]
        yield Difference(str(difference.place), what, todo, Mend.CATALOGUE)


@dataclass(frozen=True, slots=True)
class IndexState:
    """The ids that the index has, those of records that it has as they are now, and why it cannot be used, if so."""

    known: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    unusable: str = ""


def index_state(parts: Parts, records: Sequence[SoundRecord]) -> IndexState:
    """What the index has of the records. Raises EngineUnavailable."""
    try:
        known = frozenset(parts.engine.ids())
        return IndexState(known, frozenset(same_records(parts, records, known)))
    except (IndexMissing, IndexOutdated, IndexDamaged) as error:
        return IndexState(unusable=UNUSABLE[type(error)])


def reading_differences(parts: Parts, records: Sequence[SoundRecord], index: IndexState) -> Iterator[Difference]:
    """Files of records that were not read, by another version only, not as well as they can be, or refused."""
    tries = Tries(parts.settings)
    for sound in records:
        for file in sound.files:
            refused = _is_refused(parts.readings, file.sha256)
            outcome = parts.readings.outcome(file.sha256, READER, STRUCTURE)
            if refused is not False or is_waiting(outcome, tries):
                place = str(sound.folder / file.name)
                what, todo = "not read by this version", "run `indexer build`"
                if outcome:
                    told = [problem for problem in outcome.problems if refused or tries.can_mend(problem)]
                    reasons = [str(problem).removeprefix(place).lstrip(":, ") for problem in together(place, told)]
                    what, todo = "; ".join(reasons) or what, "mend that, and " + todo
                elif sound.id in index.same:  # it was indexed without this file
                    what, todo = "the last build could not read it", "`indexer read` with this file says why"
                yield Difference(place, what, todo, Mend.READ, sound.id)


def _is_refused(readings: Readings, sha256: str) -> bool | None:
    """Whether nothing of a file could be read; None if a stage of its reading is not there or cannot be loaded."""
    pages = readings.pages(sha256, READER)
    if pages is None or readings.structure(sha256, READER, STRUCTURE) is None:
        return None
    return not pages.pages


def orphan_readings(parts: Parts, checksums: Collection[str]) -> Iterator[str]:
    """A note of the readings of files that no revision of any record names; other collections may name them."""
    orphans = [sha256 for sha256 in parts.readings.kept() if sha256 not in checksums]
    if orphans:
        files = "1 file" if len(orphans) == 1 else f"{len(orphans):,} files"
        yield (
            f"{parts.settings.data}: readings of {files} that no record of these collections names; "
            "they can stay, and be made again if they are deleted"
        )


def index_differences(
    parts: Parts, records: Sequence[SoundRecord], index: IndexState, *, whole: bool
) -> Iterator[Difference]:
    """Records that the index does not have, or has as they were before; and (``whole``) those that no collection has.

    Those with a file that is to be read are told of as that only.
    """
    if index.unusable:
        if records:
            yield Difference("index", index.unusable, "run `indexer build`", Mend.BUILD)
        return
    ids = {sound.id for sound in records}
    for name in sorted(ids - index.known):
        yield Difference(f"index, {name}", "the record is not in the index", "run `indexer build`", Mend.INDEX, name)
    for name in sorted((ids & index.known) - index.same - _waiting(parts, records)):
        what = "the record is in the index as it was before"
        yield Difference(f"index, {name}", what, "run `indexer build`", Mend.INDEX, name)
    for name in sorted(index.known - ids) if whole else ():
        # Without any record the wrong folder may have been named: no index is emptied for that.
        step = Mend.FORGET if records else Mend.BY_HAND
        yield Difference(f"index, {name}", "no sound record has this id", "run `indexer build`", step, name)


def _waiting(parts: Parts, records: Sequence[SoundRecord]) -> set[str]:
    waiting = known_files(parts.readings, sources_of(records), Tries(parts.settings)).waiting
    return {source.record for source in waiting}
