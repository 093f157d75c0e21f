"""What submitted files say, for those who may see them: whoever asks has looked at that."""

from __future__ import annotations

from threading import Lock
from weakref import finalize

from flask import Flask, current_app

from indexer.application import SubmittedFiles
from indexer.model import Reading
from indexer.settings import Settings
from portal.submissions.keeping import path_of
from portal.submissions.models import SubmittedFile

KEY = "palermo.submitted"


class _OpenedOnce:
    """Opens what reads and draws when it is first needed: in each process after it was forked."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._files: SubmittedFiles | None = None
        self._opening = Lock()

    def get(self) -> SubmittedFiles:
        with self._opening:
            if self._files is None:
                self._files = SubmittedFiles(self.settings)
                finalize(self, self._files.close)
            return self._files


def init_app(app: Flask, settings: Settings) -> None:
    """Let an app read and draw submitted files."""
    app.extensions[KEY] = _OpenedOnce(settings)


def submitted_files() -> SubmittedFiles:
    """What reads and draws in this process."""
    held: _OpenedOnce = current_app.extensions[KEY]
    return held.get()


def reading_of(settings: Settings, file: SubmittedFile) -> Reading | None:
    """What a file says as the machine found it; None if it was not read, or could not be."""
    return SubmittedFiles(settings).reading(file.sha256)


def page_image_of(settings: Settings, file: SubmittedFile, page: int, width: int) -> bytes:
    """The image of a page (from 1), in one of PAGE_WIDTHS (WebP); raises ReadingError."""
    return submitted_files().page_image(path_of(settings, file.sha256), file.sha256, file.media_type, page, width)
