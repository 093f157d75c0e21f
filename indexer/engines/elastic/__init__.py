"""The engine on Elasticsearch 9; see the README of ``engines``."""

from indexer.engines.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine"]
