"""The collection that is published into."""

from __future__ import annotations

from dataclasses import replace

from indexer.settings import Settings


def with_published(settings: Settings) -> Settings:
    """The settings with the collection that is published into among those served; it is made if it is not there.

    Raises OSError if it cannot be.
    """
    settings.published.mkdir(parents=True, exist_ok=True)
    served = {folder.resolve() for folder in settings.corpora}
    if settings.published.resolve() in served:
        return settings
    return replace(settings, corpora=(*settings.corpora, settings.published))
