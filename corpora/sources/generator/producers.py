"""The two programs that print a digest, and what makes them print the same bytes again.

WeasyPrint takes its dates from the document and its fonts' dates from ``SOURCE_DATE_EPOCH``. Chromium writes the
moment of printing twice into the document information; both are replaced in place by a moment of the same length.
A newer version of either program, or of the fonts, gives other bytes.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

import weasyprint

MOMENT = 1795219200
"""2026-11-21 00:00 UTC in seconds of the epoch: the date that all files of the collection carry."""

_MOMENT_IN_PDF = b"D:20261121000000+00'00'"
_DATE = re.compile(rb"D:\d{14}\+00'00'")

_CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def print_pdf(html: str, producer: str) -> bytes:
    """Print one document; ``producer`` is ``weasyprint`` or ``chromium``."""
    return _by_chromium(html) if producer == "chromium" else _by_weasyprint(html)


def _by_weasyprint(html: str) -> bytes:
    os.environ["SOURCE_DATE_EPOCH"] = str(MOMENT)
    return bytes(weasyprint.HTML(string=html).write_pdf())


def _by_chromium(html: str) -> bytes:
    """Print with a throw-away profile. Raise CalledProcessError or TimeoutExpired if the program fails."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        command = [*_CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return _DATE.sub(_MOMENT_IN_PDF, pdf.read_bytes())
