"""The same answers as JSON."""

from portal.api.blueprint import blueprint

__all__ = ["blueprint"]
