"""Fixtures that tests in several folders share; each is made once a session."""

from tests.elasticsearch_node import elasticsearch_url

__all__ = ["elasticsearch_url"]
