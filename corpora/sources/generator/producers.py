"""The programs that print a digest, by the names under which a digest asks for them.

All of them print the same bytes again. A newer version of a program, or of the fonts, gives other bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .libreoffice import by_libreoffice
from .platypus import by_reportlab
from .source import Digest, Producer
from .web import by_chromium, by_weasyprint


@dataclass(frozen=True, slots=True)
class _Way:
    """How one program prints, and the modules that shape its pages and nobody else's."""

    print: Callable[[Digest], bytes]
    modules: tuple[str, ...]


_HTML = ("page", "stylesheet", "web")

_WAYS: dict[Producer, _Way] = {
    "weasyprint": _Way(by_weasyprint, _HTML),
    "chromium": _Way(by_chromium, _HTML),
    "libreoffice": _Way(by_libreoffice, ("libreoffice", "flat_odf", "odf_styles")),
    "reportlab": _Way(by_reportlab, ("platypus", "embedding")),
}


def print_pdf(digest: Digest) -> bytes:
    """Print one digest by the program it names. Raise CannotPrint where it asks for what the program cannot do."""
    return _WAYS[digest.producer].print(digest)


def layout_fingerprint(producer: Producer) -> str:
    """SHA-256 of the modules that shape what a program prints: those of all programs, and its own."""
    modules = sorted(_modules(producer))
    return hashlib.sha256(b"".join(path.read_bytes() for path in modules)).hexdigest()


def _modules(producer: Producer) -> Iterator[Path]:
    others = {name for each, way in _WAYS.items() for name in way.modules if way.modules != _WAYS[producer].modules}
    for path in Path(__file__).parent.glob("*.py"):
        if path.stem not in {"__init__", "command", "producers", *others}:
            yield path
