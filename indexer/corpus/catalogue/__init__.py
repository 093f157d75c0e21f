"""The catalogue: what the folders hold, in a SQLite file that is derived from them. See ../README.md."""

from indexer.corpus.catalogue.answers import (
    CatalogueDifference,
    CatalogueEntry,
    CatalogueState,
    Changes,
    FaultyRecord,
    RelatedRecord,
)
from indexer.corpus.catalogue.catalogue import Catalogue
from indexer.corpus.catalogue.lists import Order

__all__ = [
    "Catalogue",
    "CatalogueDifference",
    "CatalogueEntry",
    "CatalogueState",
    "Changes",
    "FaultyRecord",
    "Order",
    "RelatedRecord",
]
