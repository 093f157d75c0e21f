"""How the catalogue, the readings and the index differ from the folders they are derived from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from indexer.corpus import Catalogue
from indexer.errors import IndexMissing, IndexOutdated
from indexer.pdf import READER
from indexer.pipeline.checking import SoundRecord
from indexer.pipeline.comparing import same_records
from indexer.pipeline.parts import Parts
from indexer.pipeline.reading import is_waiting, sources_of, waiting_sources
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


def catalogue_differences(catalogue: Catalogue) -> Iterator[Difference]:
    """Records that the catalogue does not have, or has otherwise than the folders."""
    for difference in catalogue.differences():
        what, todo = OF_CATALOGUE[difference.what]
        yield Difference(str(difference.place), what, todo, Mend.CATALOGUE)


def reading_differences(parts: Parts, records: Sequence[SoundRecord]) -> Iterator[Difference]:
    """Files of records that were not read, or by another version only."""
    for sound in records:
        for file in sound.files:
            if _is_damaged(parts.readings, file.sha256) or is_waiting(parts.readings, file.sha256):
                place = str(sound.folder / file.name)
                yield Difference(place, "not read by this version", "run `indexer build`", Mend.READ, sound.id)


def _is_damaged(readings: Readings, sha256: str) -> bool:
    """Whether a stage of the reading of a file is not there or cannot be loaded."""
    return readings.pages(sha256, READER) is None or readings.structure(sha256, READER, STRUCTURE) is None


def orphan_readings(parts: Parts, checksums: Collection[str]) -> Iterator[Difference]:
    """Readings of files that no revision of any record names."""
    for sha256, folders in parts.readings.kept().items():
        if sha256 not in checksums:
            for folder in folders:
                yield Difference(
                    str(folder), "the reading of a file that no record names", "it can be deleted if nobody needs it"
                )


def index_differences(parts: Parts, records: Sequence[SoundRecord], *, whole: bool) -> Iterator[Difference]:
    """Records that the index does not have, or has as they were before; and (``whole``) those that no collection has.

    Those with a file that is to be read are told of as that only.

    Raises EngineUnavailable.
    """
    try:
        known = set(parts.engine.ids())
    except (IndexMissing, IndexOutdated) as error:
        what = "there is no index" if isinstance(error, IndexMissing) else "it was built by another version"
        if records:
            yield Difference("index", what, "run `indexer build`", Mend.BUILD)
        return
    ids = {sound.id for sound in records}
    for name in sorted(ids - known):
        yield Difference(f"index, {name}", "the record is not in the index", "run `indexer build`", Mend.INDEX, name)
    same = set(same_records(parts, records, known))
    for name in sorted((ids & known) - same - _waiting(parts.readings, records)):
        what = "the record is in the index as it was before"
        yield Difference(f"index, {name}", what, "run `indexer build`", Mend.INDEX, name)
    for name in sorted(known - ids) if whole else ():
        # Without any record the wrong folder may have been named: no index is emptied for that.
        step = Mend.FORGET if records else Mend.BY_HAND
        yield Difference(f"index, {name}", "no sound record has this id", "run `indexer build`", step, name)


def _waiting(readings: Readings, records: Sequence[SoundRecord]) -> set[str]:
    return {source.record for source in waiting_sources(readings, sources_of(records))}
