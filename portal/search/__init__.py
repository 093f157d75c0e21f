"""Search: results with facets."""

from portal.search.blueprint import blueprint

__all__ = ["blueprint"]
