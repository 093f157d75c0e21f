"""The web site over :mod:`indexer`: pages in six languages and a JSON API. See README.md."""

from portal.app import create_app

__all__ = ["create_app"]
