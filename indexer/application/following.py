"""A running program sees what changes in the folders of records, without looking there at every request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from indexer.corpus import Catalogue
from indexer.errors import CorpusError

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds between two looks at the folders: a change is seen at the first request after that."""

SHARE = 4.0
"""A pause is at least so many times as long as the look before it, so that a huge collection is not all the work."""


class Following:
    """Lets a catalogue follow its folders every few seconds, in the thread that happens to ask; others do not wait."""

    def __init__(self, catalogue: Catalogue, clock: Callable[[], float] = time.monotonic) -> None:
        """The catalogue was brought up to date just now; ``clock`` counts seconds."""
        self._catalogue = catalogue
        self._clock = clock
        self._due = clock() + PAUSE
        self._looking = Lock()

    def when_due(self) -> None:
        """Take in what changed, if it is time to look. That it cannot be done is logged: what is known stays."""
        if self._clock() < self._due or not self._looking.acquire(blocking=False):
            return
        try:
            started = self._clock()
            changes = self._catalogue.follow()
            if changes:
                log.info("records changed: %s", changes)
        except CorpusError as error:
            log.error("%s", error)  # noqa: TRY400 - the message says all
        finally:
            ended = self._clock()
            self._due = ended + max(PAUSE, SHARE * (ended - started))
            self._looking.release()
