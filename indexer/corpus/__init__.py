"""Record folders: their schema, reading, checking and changing them. See README.md."""

from indexer.corpus.catalogue import (
    Catalogue,
    CatalogueDifference,
    CatalogueEntry,
    CatalogueState,
    Changes,
    FaultyRecord,
    Order,
    RelatedRecord,
)
from indexer.corpus.check import Visitor, check
from indexer.corpus.collection import Collection
from indexer.corpus.corpus import Corpus
from indexer.corpus.dates import PartialDate
from indexer.corpus.files import file_sha256
from indexer.corpus.parts import INVERSE, Participant, Relation, Revised, Source, TreatyArticle, Withdrawal
from indexer.corpus.reading import checksum, read_record, read_record_text
from indexer.corpus.record_files import ProvisionCorrection, RecordFile
from indexer.corpus.revisions import Revision, differences, history, revision_text
from indexer.corpus.schema import Bibliography, CaseLaw, Legislation, Record, Strategy, Tombstone, Treaty
from indexer.corpus.subjects import subjects_of

__all__ = [
    "INVERSE",
    "Bibliography",
    "CaseLaw",
    "Catalogue",
    "CatalogueDifference",
    "CatalogueEntry",
    "CatalogueState",
    "Changes",
    "Collection",
    "Corpus",
    "FaultyRecord",
    "Legislation",
    "Order",
    "PartialDate",
    "Participant",
    "ProvisionCorrection",
    "Record",
    "RecordFile",
    "RelatedRecord",
    "Relation",
    "Revised",
    "Revision",
    "Source",
    "Strategy",
    "Tombstone",
    "Treaty",
    "TreatyArticle",
    "Visitor",
    "Withdrawal",
    "check",
    "checksum",
    "differences",
    "file_sha256",
    "history",
    "read_record",
    "read_record_text",
    "revision_text",
    "subjects_of",
]
