"""The engines' own libraries, used as plainly as can be: the yardsticks of ``search.py``."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from typing import Protocol

import tantivy
from collection import Question
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from indexer.language import written
from indexer.search.types import PassageEntry
from indexer.settings import Settings

HITS = 10
MOST_VALUES = 300


class Bare(Protocol):
    """A yardstick."""

    def build(self, passages: Iterable[PassageEntry]) -> float:
        """Passages a second that the library indexes when their tokens are ready."""

    def ask(self, question: Question, facets: Sequence[str]) -> int:
        """How many records of the product's index have all words; the first ten and the facets are fetched too."""

    def remove(self) -> None:
        """Remove what was written beside the product's index."""


class BareTantivy:
    """One tantivy index of tokens and stored texts; questions go to the records of the product's index."""

    def __init__(self, settings: Settings) -> None:
        """The embedded index of these settings is asked."""
        self._folder = settings.index
        self._searcher: tantivy.Searcher | None = None
        self._schema = tantivy.SchemaBuilder().build()

    def build(self, passages: Iterable[PassageEntry]) -> float:
        """See :class:`Bare`."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
        builder.add_bytes_field("text", stored=True)
        ready = list(passages)
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            writer = tantivy.Index(builder.build(), path=folder).writer(num_threads=1)
            for passage in ready:
                writer.add_document(tantivy.Document(tokens=passage.tokens, text=passage.text.encode()))
            writer.commit()
            writer.wait_merging_threads()
            return len(ready) / (time.perf_counter() - started)

    def ask(self, question: Question, facets: Sequence[str]) -> int:
        """See :class:`Bare`."""
        if self._searcher is None:
            generation = (self._folder / "current").read_text(encoding="ascii")
            index = tantivy.Index.open(str(self._folder / generation / "records"))
            self._searcher, self._schema = index.searcher(), index.schema
        words = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, "body", word, "freq"))
            for word in tokens(question)
        ]
        query = tantivy.Query.boolean_query(words)
        result = self._searcher.search(query, limit=HITS)
        for _, address in result.hits:
            self._searcher.doc(address).get_first("stored")
        self._searcher.aggregate(query, {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in facets})
        return int(result.count)  # type: ignore[attr-defined]  # the stub leaves it out

    def remove(self) -> None:
        """See :class:`Bare`."""
        self._searcher = None


class BareElastic:
    """One Elasticsearch index of tokens and stored texts; questions go to the records of the product's index."""

    def __init__(self, settings: Settings) -> None:
        """The server and the prefix of these settings."""
        self._client = Elasticsearch(settings.elasticsearch_url, request_timeout=60)
        self._index = f"{settings.elasticsearch_prefix}-bare"
        self._product = f"{settings.elasticsearch_prefix}-*-records"
        self._prefix = settings.elasticsearch_prefix

    def build(self, passages: Iterable[PassageEntry]) -> float:
        """See :class:`Bare`."""
        self._client.options(ignore_status=404).indices.delete(index=self._index)
        fields: dict[str, dict[str, object]] = {
            "tokens": {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
        }
        fields |= {"text": {"type": "keyword", "index": False, "doc_values": False}}
        self._client.indices.create(
            index=self._index,
            mappings={"properties": fields},
            settings={"number_of_replicas": 0, "refresh_interval": "-1"},
        )
        ready = [{"_index": self._index, "tokens": passage.tokens, "text": passage.text} for passage in passages]
        started = time.perf_counter()
        for _ in streaming_bulk(self._client, ready, chunk_size=1000):
            pass
        self._client.indices.refresh(index=self._index)
        return len(ready) / (time.perf_counter() - started)

    def ask(self, question: Question, facets: Sequence[str]) -> int:
        """See :class:`Bare`."""
        answer = self._client.search(
            index=self._product,
            query={"bool": {"must": [{"term": {"body": word}} for word in tokens(question)]}},
            aggs={name: {"terms": {"field": name, "size": MOST_VALUES}} for name in facets},
            size=HITS,
            track_total_hits=True,
            source_includes=["stored"],
        )
        return int(answer["hits"]["total"]["value"])

    def remove(self) -> None:
        """See :class:`Bare`; the product's indexes of this prefix are removed too."""
        found = self._client.indices.get_alias(index=f"{self._prefix}-*")
        self._client.indices.delete(index=list(found), ignore_unavailable=True)
        self._client.close()


def tokens(question: Question) -> list[str]:
    """The words of a question as the records have them."""
    return written(question.text, question.language).prefixed.split()
