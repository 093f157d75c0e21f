"""A record, its pages and its files."""

from portal.records.blueprint import blueprint

__all__ = ["blueprint"]
