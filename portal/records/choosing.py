"""Which of the texts of a record its page shows: one language of one file, the others are led to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from indexer.corpus import Record, RecordFile
from indexer.errors import ParameterError
from portal.i18n import page_language
from portal.records.files import ShownFile


@dataclass(frozen=True, slots=True)
class Choice:
    """A text: a language of a file; ``key`` is what the parameter ``text`` of an address calls it."""

    key: str
    file: RecordFile
    language: str


def text_key(file: RecordFile, language: str) -> str:
    """What addresses call a text: the file, and the language if the file has several."""
    return file.id if len(file.languages) == 1 else f"{file.id}:{language}"


def choices_of(record: Record, files: Iterable[ShownFile]) -> tuple[Choice, ...]:
    """The texts of the files that were read, the one to be shown first.

    That is the one that the address names, else one in the reader's language, else in the original one, else the first.
    Raises ParameterError if the address names another.
    """
    found = [
        Choice(text_key(shown.file, language), shown.file, language)
        for shown in files
        if shown.quality
        for language in shown.file.languages
    ]
    wanted = request.args.get("text", "")
    named = {wanted} & {name for choice in found for name in (choice.key, choice.file.id)}
    if wanted and not named:
        known = ", ".join(choice.key for choice in found)
        raise ParameterError("text", wanted, f"one of {known}" if known else "nothing: no file was read")

    def distance(choice: Choice) -> tuple[bool, bool, bool]:
        is_named = wanted in (choice.key, choice.file.id)
        return not is_named, choice.language != page_language(), choice.language != record.original_language

    return tuple(sorted(found, key=distance))
