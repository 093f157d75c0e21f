"""Writing to Elasticsearch: a new generation directly, changes to the current one when they are published."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from elasticsearch import Elasticsearch

from indexer.engines.elastic import generations
from indexer.engines.elastic.claim import Claim
from indexer.engines.elastic.connection import Connection
from indexer.engines.elastic.generations import RECORDS, Names, passages
from indexer.engines.elastic.mapping import passage_document, record_document
from indexer.engines.elastic.merging import merge
from indexer.engines.elastic.sending import Action, Sender, delete_action, index_action, patiently
from indexer.errors import EngineError
from indexer.search.types import PassageEntry, RecordEntry


class _Target:
    """A generation that entries are written to."""

    def __init__(self, connection: Connection, names: Names, generation: str, *, empty: bool) -> None:
        self.connection = connection
        self.names = names
        self.generation = generation
        self.sender = Sender(connection)
        self._empty = empty
        self._sent: set[str] = set()

    def replace(self, entries: Sequence[RecordEntry]) -> None:
        """Write the records in the place of those of the same ids."""
        latest = {entry.id: entry for entry in entries}
        old = self._passages_of(latest)
        self.sender.send(action for entry in latest.values() for action in self._replacing(entry, old))
        self._await_passages()
        index = self._index(RECORDS)
        self.sender.send(index_action(index, entry.id, record_document(entry)) for entry in latest.values())

    def remove(self, records: Sequence[str]) -> None:
        """Delete the records and their passages, as far as they are there."""
        old = self._passages_of(records)
        self.sender.send(action for of in old.values() for action in self._removing(of))
        self._await_passages()
        self.sender.send(delete_action(self._index(RECORDS), record) for record in old)

    def _await_passages(self) -> None:
        """A record says what it is made of: in an index that is asked it must never be there before its passages.

        Who is killed between them leaves a record that the next build finds to be another one, and writes again.
        """
        if not self._empty:
            self.sender.finish()

    def _passages_of(self, records: Collection[str]) -> dict[str, Mapping[str, Sequence[str]]]:
        """The ids of the passages, by language, of those records that were written before, visible or not."""
        again = self._sent.intersection(records)
        if again:
            self.sender.finish()
        self._sent.update(records)
        wanted = again if self._empty else dict.fromkeys(records)
        return patiently(self.connection, lambda: self._known_passages(list(wanted))) if wanted else {}

    def _known_passages(self, records: Sequence[str]) -> dict[str, Mapping[str, Sequence[str]]]:
        index = self.names.index(self.generation, RECORDS)
        with self.connection.client() as client:
            found = client.mget(index=index, ids=records, source_includes=["passages"])
        return {document["_id"]: document["_source"]["passages"] for document in found["docs"] if document["found"]}

    def _replacing(self, entry: RecordEntry, old: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[Action]:
        new = {(passage.language, passage.id) for passage in entry.passages}
        for language, ids in old.get(entry.id, {}).items():
            gone = [passage for passage in ids if (language, passage) not in new]
            yield from (delete_action(self._index(passages(language)), passage) for passage in gone)
        for passage in entry.passages:
            yield index_action(self._index(passages(passage.language)), passage.id, passage_document(passage))

    def _removing(self, old: Mapping[str, Sequence[str]]) -> Iterator[Action]:
        for language, ids in old.items():
            yield from (delete_action(self._index(passages(language)), passage) for passage in ids)

    def _index(self, kind: str) -> str:
        return self.names.index(self.generation, kind)


class FreshWriter:
    """Writes a new generation, which nobody asks before it is published."""

    def __init__(self, connection: Connection, names: Names, claim: Claim, replicas: int) -> None:
        """Make the indexes of the generation."""
        self._claim = claim
        self._published = False

        def create() -> str:
            with connection.client() as client:
                return generations.create(client, names, replicas)

        self._target = _Target(connection, names, patiently(connection, create), empty=True)

    def write(self, entries: Sequence[RecordEntry]) -> None:
        """Add these records, each in the place of an earlier one of its id."""
        self._claim.check()
        self._target.replace(entries)

    def delete(self, records: Sequence[str]) -> None:
        """Remove these records and their passages."""
        self._claim.check()
        self._target.remove(records)

    def publish(self) -> None:
        """Switch the aliases, remove the generation before; then merge, while questions are answered already."""
        self._claim.check()
        self._target.sender.finish()
        patiently(self._target.connection, partial(self._do, generations.publish))
        self._published = True
        patiently(self._target.connection, partial(self._do, merge))
        self._close()

    def abandon(self) -> None:
        """Remove the new generation; does nothing after ``publish``.

        If the server is away or refuses, the generation stays behind, unpublished; the next writer removes it.
        """
        if self._claim.held:
            self._target.sender.close()
            if not self._published:
                with contextlib.suppress(EngineError):
                    self._do(generations.remove)
            self._close()

    def _close(self) -> None:
        self._target.sender.close()
        self._claim.release()

    def _do(self, step: Callable[[Elasticsearch, Names, str], None]) -> None:
        with self._target.connection.client() as client:
            step(client, self._target.names, self._target.generation)


class ChangesWriter:
    """Keeps changes in a temporary file and sends them when they are published: what was sent cannot be taken back.

    Interrupted while it sends, nothing is visible yet; the same changes sent again give the same index.
    """

    def __init__(self, connection: Connection, names: Names, claim: Claim) -> None:
        """Take the current generation. Raises IndexMissing or IndexOutdated."""
        self._claim = claim
        with connection.client() as client:
            self._target = _Target(connection, names, generations.current(client, names), empty=False)
        self._changes = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed by publish or abandon

    def write(self, entries: Sequence[RecordEntry]) -> None:
        """Note these records, each to be put in the place of an earlier one of its id."""
        self._claim.check()
        self._changes.write(json.dumps({"write": [asdict(entry) for entry in entries]}) + "\n")

    def delete(self, records: Sequence[str]) -> None:
        """Note these records as to be removed."""
        self._claim.check()
        self._changes.write(json.dumps({"delete": list(records)}) + "\n")

    def publish(self) -> None:
        """Send the changes in their order and make them visible."""
        self._claim.check()
        self._changes.seek(0)
        for line in self._changes:
            self._apply(json.loads(line))
        self._target.sender.finish()
        patiently(self._target.connection, self._refresh)
        self._close()

    def abandon(self) -> None:
        """Forget the changes; does nothing after ``publish``."""
        if self._claim.held:
            self._close()

    def _refresh(self) -> None:
        with self._target.connection.client() as client:
            generations.refresh(client, self._target.names, self._target.generation)

    def _apply(self, change: Mapping[str, Any]) -> None:
        if "delete" in change:
            self._target.remove(change["delete"])
        else:
            self._target.replace([_entry_of(data) for data in change["write"]])

    def _close(self) -> None:
        self._changes.close()
        self._target.sender.close()
        self._claim.release()


def _entry_of(data: dict[str, Any]) -> RecordEntry:
    """The entry again that was noted as JSON."""
    return RecordEntry(**data | {"passages": tuple(PassageEntry(**passage) for passage in data["passages"])})
