"""Pages that htmx asks for too, which takes a part of them into the page that is shown."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request


def asked_by_htmx() -> bool:
    """Whether the answer goes into the page that is shown."""
    return "HX-Request" in request.headers


def rendered(template: str, **values: Any) -> Response:
    """A page that may differ for htmx: its template has ``inside``, and caches keep both apart."""
    response = make_response(render_template(template, **values, inside=asked_by_htmx()))
    response.vary.add("HX-Request")
    return response
