"""The two kinds of tantivy index of a generation: their fields, and entries as tantivy's documents.

All text arrives as tokens joined by a space, so fields of tokens use the ``whitespace`` tokenizer and are not stored;
what is shown later is stored once, as compact JSON. Only ``exact`` keeps positions: nothing else is asked for phrases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache

import tantivy
from pydantic_core import to_json

from indexer.errors import EngineError
from indexer.search.types import FACETS, SORT_KEYS, PassageEntry, PassageHit, RecordEntry

YEAR = "year"
TEXT_FACETS = tuple(name for name in FACETS if name != YEAR)


def sort_field(key: str) -> str:
    """The field of a sort key; the prefix keeps it apart from the facet of the same name."""
    return f"sort_{key}"


@lru_cache(maxsize=1000)  # a record is asked for once a passage
def number_of(record: str) -> int:
    """The number under which the passages of a record are found: 63 bits of a hash of its id.

    tantivy gives values of numeric columns back, those of text columns not. Two of a million records share a number
    with a probability below one in ten million; the passages themselves carry the id.
    """
    return int.from_bytes(hashlib.blake2b(record.encode(), digest_size=8).digest(), "big") >> 1


def records_schema() -> tantivy.Schema:
    """Fields of the index of records: id, tokens, facets, year, sort keys and the stored data."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("exact", tokenizer_name="whitespace", index_option="position")
    for name in TEXT_FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(YEAR, indexed=True, fast=True)
    for key in SORT_KEYS:
        builder.add_text_field(sort_field(key), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def passages_schema() -> tantivy.Schema:
    """Fields of an index of passages: the number of the record, the tokens and the stored data."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("record", indexed=True, fast=True)
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def record_document(entry: RecordEntry) -> tantivy.Document:
    """A record as tantivy takes it; a value that a facet names twice counts once.

    Raises EngineError if there is no such facet or sort key: tantivy would leave it out without a word.
    """
    unknown = [name for name in entry.facets if name not in TEXT_FACETS]
    unknown += [key for key in entry.sort if key not in SORT_KEYS]
    if unknown:
        raise EngineError(f"record {entry.id}: the index has no facet or sort key {', '.join(unknown)}")
    document = tantivy.Document()
    document.add_text("id", entry.id)
    document.add_text("title", entry.title)
    document.add_text("body", entry.body)
    document.add_text("exact", entry.exact)
    for name, values in entry.facets.items():
        for value in dict.fromkeys(values):
            document.add_text(name, value)
    for year in dict.fromkeys(entry.years):
        document.add_integer(YEAR, year)
    for key, value in entry.sort.items():
        document.add_text(sort_field(key), value)
    document.add_bytes("stored", to_json(entry.stored))
    return document


def passage_document(entry: PassageEntry) -> tantivy.Document:
    """A passage as tantivy takes it; its language is that of its index."""
    document = tantivy.Document()
    document.add_integer("record", number_of(entry.record))
    document.add_text("tokens", entry.tokens)
    stored = (entry.id, entry.record, entry.file, entry.provision, entry.label, entry.heading, entry.page, entry.text)
    document.add_bytes("stored", to_json(stored))
    return document


def passage_hit(document: tantivy.Document, language: str, score: float) -> PassageHit:
    """The passage that :func:`passage_document` stored."""
    passage, record, file, provision, label, heading, page, text = json.loads(stored_bytes(document))
    return PassageHit(passage, record, file, language, provision, label, heading, page, text, score)


def id_of(document: tantivy.Document) -> str:
    """The id of a record that was found."""
    return str(document.get_first("id"))


def stored_bytes(document: tantivy.Document) -> bytes:
    """The JSON that was stored with a record or passage."""
    return bytes(document.get_first("stored") or b"")


def numbers_of(records: Iterable[str]) -> list[int]:
    """The numbers of records, each once."""
    return list(dict.fromkeys(map(number_of, records)))
