"""Home, the lists of terms and of records, and what is taken away from these; all from the catalogue."""

from portal.browse.blueprint import blueprint

__all__ = ["blueprint"]
