"""Text is compressed on its way to the reader; images and PDFs are already, static files once (``assets.py``)."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress

TEXTS = (
    "text/html",
    "text/csv",
    "text/plain",
    "text/turtle",
    "text/xml",
    "application/atom+xml",
    "application/json",
    "application/ld+json",
    "application/xml",
)
"""The media types that are compressed."""

WAYS = ("br", "zstd", "gzip")
"""The first of these that a browser takes: Brotli makes pages smallest, and every browser since 2017 has it."""

BROTLI = 5
"""The level of Brotli: a results page of 25 kB has 5.8 kB at 4, 5.5 at 5, 5.4 at 9, which takes twenty times longer."""

LEAST = 500
"""Bytes of an answer from which on compressing is worth it."""


def init_app(app: Flask) -> None:
    """Compress the answers of the app."""
    app.config.update(
        COMPRESS_MIMETYPES=list(TEXTS),
        COMPRESS_ALGORITHM=list(WAYS),
        COMPRESS_ALGORITHM_STREAMING=list(WAYS),
        COMPRESS_BR_LEVEL=BROTLI,
        COMPRESS_MIN_SIZE=LEAST,
    )
    Compress(app)
