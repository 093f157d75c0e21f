"""Which file is prepared by whom: taken from those that wait, kept by signs of life, given back."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, or_, select, update

from portal.database import now, transaction
from portal.jobs import Stopping, is_stopping
from portal.submissions.models import SubmittedFile

WAITING, WORKING, READ, UNREAD = "waiting", "working", "read", "unread"
"""The states of a file; see SubmittedFile."""

BEAT = 10.0
"""Seconds between two signs of life of whoever works on a file."""

PACE = 1.0
"""Seconds between two notes of how many pages are done."""

SILENCE = timedelta(minutes=1)
"""Without a sign for so long whoever worked on a file is taken to have ended."""


def is_free() -> ColumnElement[bool]:
    """The condition under which a file can be taken."""
    silent = and_(SubmittedFile.state == WORKING, SubmittedFile.heartbeat < now() - SILENCE)
    return or_(SubmittedFile.state == WAITING, silent)


def claim() -> SubmittedFile | None:
    """Take the file that waits longest, or was left behind; it is the caller's while there are signs of life."""
    with transaction() as session:
        question = select(SubmittedFile).where(is_free()).order_by(SubmittedFile.id).limit(1)
        file = session.scalars(question).first()
        if file is not None:
            file.state, file.heartbeat, file.pages_done, file.pages, file.reason = WORKING, now(), 0, 0, ""
    return file


def give_back(number: int) -> None:
    """Let a file wait again."""
    with transaction() as session:
        session.execute(update(SubmittedFile).where(SubmittedFile.id == number).values(state=WAITING, heartbeat=None))


class Heart:
    """Gives signs of life for a file while something works on it, and notes how far that is; a context manager."""

    def __init__(self, number: int) -> None:
        """For the file with this number."""
        self._number = number
        self._app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - as Werkzeug has it
        self._done = (0, 0)
        self._noted = 0.0
        self._end = Event()
        self._thread = Thread(target=self._beat, name=f"heart-{number}", daemon=True)

    def pages(self, done: int, of: int) -> None:
        """Note how many pages are done; raises Stopping if the process is to end."""
        if is_stopping():
            raise Stopping
        self._done = (done, of)
        if done == of or time.monotonic() - self._noted > PACE:
            self._noted = time.monotonic()
            self._note()

    def _beat(self) -> None:
        with self._app.app_context():
            while not self._end.wait(BEAT):
                self._note()

    def _note(self) -> None:
        done, of = self._done
        with transaction() as session:
            mine = (SubmittedFile.id == self._number, SubmittedFile.state == WORKING)
            session.execute(update(SubmittedFile).where(*mine).values(heartbeat=now(), pages_done=done, pages=of))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
