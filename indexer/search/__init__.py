"""Search above the engines: parameters, entries, planning, ranking, highlighting. See README.md."""

from indexer.language import ANALYSIS
from indexer.search.entries import PassageText, RecordFacts, entry_of
from indexer.search.parameters import MOST_VALUES, PARAMETERS, parameter_pairs, parse_parameters
from indexer.search.service import Search

FIELDS = "3"
"""The version of the fields of entries and of what stands in them."""

FINGERPRINT = f"fields {FIELDS}, analysis {ANALYSIS}"
"""What an index has to have been written with: an engine is opened with it."""

__all__ = [
    "FINGERPRINT",
    "MOST_VALUES",
    "PARAMETERS",
    "PassageText",
    "RecordFacts",
    "Search",
    "entry_of",
    "parameter_pairs",
    "parse_parameters",
]
