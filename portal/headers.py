"""What every answer carries: the browser is told to run only our own files, to frame nothing and to guess nothing."""

from __future__ import annotations

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Only our own images, style sheet and scripts as files; nothing inline, no eval, no frames."""

DOWNLOAD_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""For files that others made: should one be opened in the browser after all, it can do nothing."""

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # what a prosecutor searches for does not leave with a link
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Header names and values; an answer that sets one itself keeps its own."""

FOR_GOOD = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"
"""``Cache-Control`` of what has a new address with every content, and of what may be an hour old."""

API = "/api/"
"""Paths of data that is for everybody: scripts of other sites may read it."""

CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "X-Request-ID",
    "Access-Control-Expose-Headers": (
        "Retry-After, X-Request-ID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
    ),
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What these carry in addition, or in the place of what stands above."""


def kept_for(mark: str) -> str:
    """``Cache-Control`` of content with this mark: for good if the address of the request names the mark as ``v``."""
    return FOR_GOOD if request.args.get("v") == mark else FOR_AN_HOUR


def init_app(app: Flask) -> None:
    """Put the headers on every answer of the app, those of errors too."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        added = CORS_HEADERS if request.path.startswith(API) else {}
        for name, value in {**HEADERS, **added}.items():
            response.headers.setdefault(name, value)
        return response
