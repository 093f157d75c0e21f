"""The vocabularies: as pages, as SKOS, and the permanent addresses of their terms."""

from portal.terms.blueprint import blueprint

__all__ = ["blueprint"]
