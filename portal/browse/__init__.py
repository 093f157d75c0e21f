"""Home, and the addresses that stand above the languages."""

from portal.browse.blueprint import blueprint

__all__ = ["blueprint"]
