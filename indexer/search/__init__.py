"""Search above the engines: parameters, entries, planning, ranking, highlighting. See README.md."""

from indexer.language import ANALYSIS

FIELDS = "1"
"""The version of the fields of entries and of what stands in them."""

FINGERPRINT = f"fields {FIELDS}, analysis {ANALYSIS}"
"""What an index has to have been written with: an engine is opened with it."""
