"""The catalogue of some collections: opened, followed, asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from indexer.corpus.catalogue import following, lists
from indexer.corpus.catalogue.answers import (
    CatalogueDifference,
    CatalogueEntry,
    CatalogueState,
    Changes,
    FaultyRecord,
    RelatedRecord,
)
from indexer.corpus.catalogue.comparing import differences
from indexer.corpus.catalogue.database import Database, NoTables, is_busy, is_damage
from indexer.corpus.folders import Entry, require_collections
from indexer.errors import CorpusError
from indexer.vocabularies import Vocabularies

Answer = TypeVar("Answer")

MOST_COUNTS = 1000
"""Counts that are kept before the keeping begins anew; those of a list by a facet take some hundred bytes."""


class Catalogue:
    """What some collections hold, known without reading them; may be shared by threads and used by many processes.

    One file can serve other lists of collections too: an answer is always about the collections it was opened with.
    A file that is damaged, or was written by another version of Palermo, is made anew from the folders.
    Folders of records are given as absolute paths.
    """

    def __init__(self, file: Path, folders: Sequence[Path], vocabularies: Vocabularies) -> None:
        """Use ``file``, which need not be there; :meth:`open` brings it up to date."""
        self._database = Database(file)
        self._collections = tuple(dict.fromkeys(str(folder.absolute()) for folder in folders))
        self._vocabularies = vocabularies
        self._known: tuple[str, following.States] = ("", {})
        self._counts: tuple[str, dict[tuple[object, ...], Mapping[str, int]]] = ("", {})

    @classmethod
    def open(cls, file: Path, folders: Sequence[Path], vocabularies: Vocabularies) -> Catalogue:
        """The catalogue of these collections, up to date; of two records with one id the first counts.

        Records are read again if terms came to the vocabularies or went. Raises CorpusError if a folder is not there,
        or the catalogue cannot be written.
        """
        require_collections(folders)
        catalogue = cls(file, folders, vocabularies)
        catalogue._mended(catalogue._open)
        return catalogue

    def follow(self) -> Changes:
        """Take in what was changed in the folders, by hand or by others, and say what; nothing is read if nothing was.

        What another process is taking in at this moment is left to it.
        """
        return self._mended(lambda: self._follow(wait=False))

    def rebuild(self) -> None:
        """Read every record again. Raises CorpusError if the catalogue cannot be written."""
        self._mended(lambda: self._bring_up_to_date(wait=True, anew=True))

    def differences(self) -> tuple[CatalogueDifference, ...]:
        """How the catalogue differs from the folders, which are read for it; changes nothing."""
        return differences(self._database, self._collections)

    def entry(self, id: str) -> CatalogueEntry | None:
        """A public record; None if there is none with this id."""
        found = self._public((id,))
        return found[0] if found else None

    def entries(
        self,
        *,
        order: lists.Order = "id",
        language: str = "en",
        offset: int = 0,
        limit: int | None = None,
        **terms: str,
    ) -> tuple[CatalogueEntry, ...]:
        """The public records that have all the ``terms`` (``country="EG"``, ``crime=...``: ``subjects.py``), in order.

        Titles are put in order as readers of ``language`` expect it. Raises ValueError for a list that is not known.
        """
        request = lists.ListRequest(terms, order, language, offset, limit)
        return self._ask(lambda connection: lists.listed(connection, self._collections, request))

    def each(self, *, order: lists.Order = "id", language: str = "en", **terms: str) -> Iterator[CatalogueEntry]:
        """The same one after the other, however many they are: beside the ids only some are held at a time.

        What is withdrawn while they are gone through is left out, what is revised is as it is then. Raises ValueError
        for a list that is not known.
        """
        return self.among(self.listed_ids(order=order, language=language, **terms))

    def listed_ids(self, *, order: lists.Order = "id", language: str = "en", **terms: str) -> Sequence[str]:
        """The ids of the same. Raises ValueError for a list that is not known."""
        request = lists.ListRequest(terms, order, language)
        return self._ask(lambda connection: lists.listed_ids(connection, self._collections, request))

    def among(self, ids: Sequence[str]) -> Iterator[CatalogueEntry]:
        """The public records with these ids, in the order of these, however many they are."""
        for start in range(0, len(ids), lists.AT_A_TIME):
            yield from self._public(ids[start : start + lists.AT_A_TIME])

    def _public(self, ids: Sequence[str]) -> tuple[CatalogueEntry, ...]:
        return self._ask(lambda connection: lists.public(connection, self._collections, ids))

    def titled(self, form: str, limit: int) -> tuple[tuple[CatalogueEntry, str], ...]:
        """Public records with a title whose sorted form (words with a space before each) has ``form`` in it.

        Each with the language of that title; those come first whose title begins so.
        """
        return self._ask(lambda connection: lists.titled(connection, self._collections, form, limit))

    def counts(self, name: str, **terms: str) -> Mapping[str, int]:
        """How many of the public records that have all the ``terms`` have each term of the list ``name``, most first.

        Counts are kept until the catalogue changes: those of 100,000 records take a sixth of a second. Raises
        ValueError for a list that is not known.
        """
        return self._ask(lambda connection: self._counted(connection, name, terms))

    def _counted(self, connection: sqlite3.Connection, name: str, terms: Mapping[str, str]) -> Mapping[str, int]:
        mark, counted = self._counts
        version = following.version_of(connection)
        if version != mark or len(counted) >= MOST_COUNTS:
            counted = {}
            self._counts = version, counted
        key = (name, *sorted(terms.items()))
        if key not in counted:
            counted[key] = MappingProxyType(lists.counted(connection, self._collections, name, terms))
        return counted[key]

    def state(self) -> CatalogueState:
        """Which state of the folders it shows, for those who keep something made of it."""
        return self._ask(following.state_of)

    def relations(self, id: str) -> tuple[RelatedRecord, ...]:
        """What a record has to do with others, in both directions: each relation once, whichever of the two states it.

        Relations that a record with faults or a withdrawn one states are not known; those *to* it are.
        """
        return self._ask(lambda connection: lists.related(connection, self._collections, id))

    def place(self, id: str) -> Entry | None:
        """Where a record lies, faulty and withdrawn ones too; None if there is none with this id."""
        rows = self._rows("found.id = ?", id)
        return Entry(id, lists.folder_of(rows[0]), bool(rows[0]["withdrawn"])) if rows else None

    def ids(self) -> tuple[str, ...]:
        """The ids of all records in order, without withdrawn ones; those with faults are among them."""
        return tuple(row["id"] for row in self._rows("found.id <> '' AND found.withdrawn = 0 ORDER BY found.id"))

    def ids_without_demonstration(self) -> tuple[str, ...]:
        """The ids of the public records that are not demonstration material, in order."""
        where = f"{lists.PUBLIC} AND found.demonstration = 0"
        return tuple(row["id"] for row in self._rows(f"{where} ORDER BY found.id"))

    def faulty(self) -> tuple[FaultyRecord, ...]:
        """The records that are left out of all lists for their faults, in the order of their folders."""
        rows = self._rows("found.faults <> '' ORDER BY found.collection, found.place")
        return tuple(FaultyRecord(row["id"], lists.folder_of(row), row["faults"]) for row in rows)

    def _rows(self, where: str, *values: str) -> list[sqlite3.Row]:
        return self._ask(lambda connection: lists.rows(connection, self._collections, where, values))

    def _ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        def ask() -> Answer:
            with self._database.reading() as connection:
                return question(connection)

        return self._mended(ask)

    def _mended(self, work: Callable[[], Answer]) -> Answer:
        """Do the work; if the file turns out damaged, of another version or removed, make it anew and do it then."""
        try:
            try:
                return work()
            except NoTables:
                pass
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._database.remove_damaged()
            self._bring_up_to_date(wait=True)
            return work()
        except (sqlite3.Error, OSError) as error:
            raise CorpusError(f"{self._database.file}: the catalogue cannot be used: {error}") from error

    def _open(self) -> None:
        with self._database.reading() as connection:
            anew = following.with_other_terms(connection, self._collections, self._vocabularies)
        if anew:
            self._bring_up_to_date(wait=True, anew=True)
        else:
            self._follow(wait=True)

    def _follow(self, *, wait: bool) -> Changes:
        if self._states() == following.seen_states(self._collections):
            return Changes()
        return self._bring_up_to_date(wait=wait)

    def _states(self) -> following.States:
        """How the records looked when they were read; taken from the file only if that changed."""
        with self._database.reading() as connection:
            version = following.version_of(connection)
            if not version or version != self._known[0]:
                self._known = version, following.known_states(connection, self._collections)
        return self._known[1]

    def _bring_up_to_date(self, *, wait: bool, anew: bool = False) -> Changes:
        try:
            with self._database.writing(wait=wait) as connection:
                changes = following.bring_up_to_date(connection, self._collections, self._vocabularies, anew=anew)
        except sqlite3.OperationalError as error:
            if wait or not is_busy(error):
                raise
            return Changes()
        self._known = "", {}
        return changes
