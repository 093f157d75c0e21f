"""The search engines: one interface (``indexer.search.types``), each engine in a module of its own."""

from __future__ import annotations

from indexer.errors import SettingsError
from indexer.search.types import SearchEngine
from indexer.settings import Settings


def open_engine(settings: Settings, fingerprint: str) -> SearchEngine:
    """The engine that the settings choose; ``fingerprint`` is that of the fields and the analysis of who is asking.

    Nothing is opened and no server is asked before the first question. Only the library of the engine that was chosen
    is imported. Raises SettingsError if Elasticsearch is chosen without an address.
    """
    if settings.chosen_engine == "embedded":
        from indexer.engines.embedded import EmbeddedEngine  # noqa: PLC0415  # only the chosen engine's library

        return EmbeddedEngine(settings.index, fingerprint)
    if not settings.elasticsearch_url:
        raise SettingsError("ELASTICSEARCH_URL is not set: the engine elasticsearch needs the address of its server")
    from indexer.engines.elastic import ElasticEngine  # noqa: PLC0415  # only the chosen engine's library

    return ElasticEngine(
        settings.elasticsearch_url, settings.elasticsearch_prefix, fingerprint, settings.elasticsearch_replicas
    )
