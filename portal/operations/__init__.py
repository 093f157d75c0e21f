"""What those who run the portal need: health, figures, logs, limits, and what robots are told."""

from portal.operations.blueprint import blueprint

__all__ = ["blueprint"]
