"""The moment that all files of the collection carry instead of that of their printing."""

import time

MOMENT = 1795219200
"""2026-11-21 00:00 UTC in seconds of the epoch."""

DATE_IN_PDF = time.strftime("D:%Y%m%d%H%M%S", time.gmtime(MOMENT)).encode()
"""The same as a date of the document information, without its zone."""
