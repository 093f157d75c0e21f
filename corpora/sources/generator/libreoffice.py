"""LibreOffice as a producer: it opens a digest as a flat OpenDocument text and exports it.

It writes the moment of printing into the document information, and derives the identifier of the file and a checksum
from it; all three are replaced in place by values of the same length.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from pathlib import Path

from .flat_odf import document
from .moment import DATE_IN_PDF
from .source import Digest

_DATE = re.compile(rb"D:\d{14}(?=[Z+])")
_IDENTIFIER = re.compile(rb"/ID \[ <[0-9A-F]{32}>\s+<[0-9A-F]{32}> \]|/DocChecksum /[0-9A-F]{32}")
_DIGITS = re.compile(rb"[0-9A-F]{32}")


def by_libreoffice(digest: Digest) -> bytes:
    """Print with a throw-away profile. Raise CalledProcessError or TimeoutExpired if the program fails."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "digest.fodt")
        text.write_text(document(digest), encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(text)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return _without_moment(text.with_suffix(".pdf").read_bytes())


def _without_moment(pdf: bytes) -> bytes:
    """The same file with the moment of the collection, and an identifier that depends on the content alone."""
    dated = _IDENTIFIER.sub(lambda found: _DIGITS.sub(b"0" * 32, found[0]), _DATE.sub(DATE_IN_PDF, pdf))
    identifier = hashlib.md5(dated, usedforsecurity=False).hexdigest().upper().encode()
    return _IDENTIFIER.sub(lambda found: _DIGITS.sub(identifier, found[0]), dated)
