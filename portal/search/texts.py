"""What a hit says of its texts: whether they are official, and which of its places are translations."""

from __future__ import annotations

from indexer.search.answers import Hit, HitPassage

TRANSLATIONS = ("official_translation", "unofficial_translation", "machine_translation")
"""The statuses of files that are translations."""

DEMONSTRATION = "demonstration"
"""The status of files that are no law; a mark of its own says so."""


def text_statuses(hit: Hit) -> tuple[str, ...]:
    """The statuses of the files of a record, each once, without that of demonstration."""
    return tuple(dict.fromkeys(status for status in hit.files.values() if status != DEMONSTRATION))


def translation_of(hit: Hit, place: HitPassage) -> str:
    """The status of the translation that a place stands in, ``translation`` where none is told; empty for an original.

    An official text in a second language is an original too, and all texts of a treaty are. What demonstrates a law in
    another language than the law's is a translation.
    """
    status = hit.files.get(place.file, "")
    if status in TRANSLATIONS:
        return status
    is_other = place.language != hit.original_language
    return "translation" if status == DEMONSTRATION and is_other and hit.kind != "treaty" else ""
