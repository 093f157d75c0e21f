"""The trail: who changed what and when, each entry chained to the one before."""

from portal.audit.trail import append, broken_at

__all__ = ["append", "broken_at"]
