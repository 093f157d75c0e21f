"""The files that every page needs: style sheet, script, mark. Packed as small as can be, once a process."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, current_app, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from portal.headers import kept_for

PACKED: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.compress, "gzip": gzip.compress}
"""The ways to pack a file, each at its best, the smallest first; a browser that takes Zstandard takes Brotli too."""


def init_app(app: Flask) -> None:
    """Let the app serve its static files so, and its templates name them."""
    app.jinja_env.globals["asset"] = asset
    app.view_functions["static"] = static


def asset(name: str) -> str:
    """The address of a static file with a mark of its content, so that browsers may keep it for good."""
    return url_for("static", filename=name, v=_mark_of(_folder() / name))


def static(filename: str) -> Response:
    """A static file, packed as the browser takes it; its ETag names content and packing."""
    path = safe_join(str(_folder()), filename)
    if path is None or not Path(path).is_file():
        raise NotFound
    mark = _mark_of(Path(path))
    way = next((way for way in PACKED if request.accept_encodings[way] > 0), "")
    media_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    response = Response(_packed(Path(path), way), mimetype=media_type)
    if way:
        response.headers["Content-Encoding"] = way
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = kept_for(mark)
    response.set_etag(f"{mark}-{way}")
    response.make_conditional(request)
    return response


def _folder() -> Path:
    return Path(current_app.static_folder or "")


@cache
def _mark_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


@cache
def _packed(file: Path, way: str) -> bytes:
    content = file.read_bytes()
    return PACKED[way](content) if way else content
