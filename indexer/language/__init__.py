"""Words of six languages: which tokens a text has, and which language it is in (``detection``)."""

from indexer.language.analysis import (
    ANALYSIS,
    FREE,
    Token,
    analyse,
    exact,
    exact_terms,
    prefixed,
    segments,
)
from indexer.language.finding import find_tokens
from indexer.language.scripts import script_of
from indexer.language.stopwords import is_stop_word
from indexer.language.written import Written, written

__all__ = [
    "ANALYSIS",
    "FREE",
    "Token",
    "Written",
    "analyse",
    "exact",
    "exact_terms",
    "find_tokens",
    "is_stop_word",
    "prefixed",
    "script_of",
    "segments",
    "written",
]
