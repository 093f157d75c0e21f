"""The two programs that print HTML, and what makes them print the same bytes again.

WeasyPrint takes its dates from the document and its fonts' dates from ``SOURCE_DATE_EPOCH``. Chromium writes the
moment of printing twice into the document information; both are replaced in place by a moment of the same length.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

import weasyprint

from .moment import DATE_IN_PDF, MOMENT
from .page import html_of
from .source import Digest

_DATE = re.compile(rb"D:\d{14}(?=\+00'00')")

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


def by_weasyprint(digest: Digest) -> bytes:
    """The PDF of a digest as WeasyPrint makes it."""
    os.environ["SOURCE_DATE_EPOCH"] = str(MOMENT)
    return bytes(weasyprint.HTML(string=html_of(digest)).write_pdf())


def by_chromium(digest: Digest) -> bytes:
    """The same by Chromium with a throw-away profile. Raise CalledProcessError or TimeoutExpired if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html_of(digest), encoding="utf-8")
        command = [*_CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return _DATE.sub(DATE_IN_PDF, pdf.read_bytes())
