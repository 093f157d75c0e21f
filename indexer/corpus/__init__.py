"""Record folders: their schema, reading and checking them. See README.md."""

from indexer.corpus.check import check
from indexer.corpus.corpus import Corpus
from indexer.corpus.dates import PartialDate
from indexer.corpus.files import file_sha256
from indexer.corpus.parts import INVERSE, Participant, RecordFile, Relation, Source, TreatyArticle
from indexer.corpus.reading import read_record, read_record_text
from indexer.corpus.schema import Bibliography, CaseLaw, Legislation, Record, Strategy, Tombstone, Treaty

__all__ = [
    "INVERSE",
    "Bibliography",
    "CaseLaw",
    "Corpus",
    "Legislation",
    "PartialDate",
    "Participant",
    "Record",
    "RecordFile",
    "Relation",
    "Source",
    "Strategy",
    "Tombstone",
    "Treaty",
    "TreatyArticle",
    "check",
    "file_sha256",
    "read_record",
    "read_record_text",
]
