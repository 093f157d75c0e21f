"""The tree of errors that Palermo raises on purpose.

    PalermoError
    ├── SettingsError            an unknown setting, or a value it cannot have
    ├── CorpusError              records and their folders
    │   ├── RecordFaults         one or more records do not follow the schema; lists every fault at once
    │   ├── UnknownRecord        no record has this id
    │   ├── RecordWithdrawn      the record was withdrawn; carries the reason
    │   ├── UnknownRevision      the record has no revision of this number
    │   ├── RecordExists         the id is another record's, or was one's
    │   ├── RecordChanged        somebody else changed the record meanwhile
    │   └── RecordBusy           another process is writing the record
    ├── VocabularyError          a vocabulary file is wrong, or a term is not in it
    ├── ReadingError             a file could not be read at all
    │   ├── FileRefused          the file itself, or a limit, is the reason: another try would end in the same
    │   └── ToolMissing          a program of the system (tesseract) is not installed
    ├── CorrectionError          a correction of provisions finds no place in a reading, or several
    ├── MoveRefused              a submission cannot go to a state, or not by this person; carries why
    ├── ParameterError           a search parameter has a value it cannot have
    └── EngineError              the search engine
        ├── IndexMissing         nothing was built yet
        ├── IndexOutdated        the index was built by another version: build again
        ├── IndexDamaged         files of the index are missing, cut off or changed: build again
        ├── IndexBusy            another process is writing
        └── EngineUnavailable    the engine does not answer

Every message says what happened, to what, and what to do; it is English and meant for the person at the command line or
in the log. The portal shows its reader a translated sentence chosen by the class of the error instead.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass


def refusal(error: OSError) -> str:
    """What the system refused, and what to do, in one line: for where an OSError reaches the person who called."""
    name = error.filename2 or error.filename or "(no file named)"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{name}: the disk is full; make room and run this again: what was there before is as it was"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{name}: no right to do this there; ask for the right, or run this as the owner of the folder"
    return f"{name}: the system refuses this: {error.strerror or error}"


class PalermoError(Exception):
    """The root of all errors raised on purpose.

    The command line prints it without a traceback and exits with ``exit_code``.
    """

    exit_code = 1


class SettingsError(PalermoError):
    """A setting is unknown or has a value it cannot have."""

    exit_code = 2


class CorpusError(PalermoError):
    """A record or its folder is not as it should be."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in one record: the file, the line in it (from 1, 0 if unknown), the field, and what was expected."""

    file: str
    line: int
    field: str
    expected: str

    def __str__(self) -> str:
        """``file:line: field: expected``, the form that editors can jump to."""
        return f"{self.file}:{self.line}: {self.field}: {self.expected}"


class RecordFaults(CorpusError):
    """Records do not follow the schema; ``faults`` holds every fault that was found, in order of file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults and make the message of them, one a line."""
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownRecord(CorpusError):
    """No record of the open collections has this id."""


class RecordWithdrawn(CorpusError):
    """The record was withdrawn from publication; ``reason`` is what its tombstone says."""

    def __init__(self, record: str, reason: str) -> None:
        """Keep the id of the record and the reason."""
        self.record = record
        self.reason = reason
        super().__init__(f"record {record} was withdrawn: {reason}")


class UnknownRevision(CorpusError):
    """The record has no revision of this number."""


class RecordExists(CorpusError):
    """The id is taken: ids are given once, also those of withdrawn records."""


class RecordChanged(CorpusError):
    """The record is not the one that was read before it was edited: somebody else changed it meanwhile."""


class RecordBusy(CorpusError):
    """Another process is writing the record."""


class VocabularyError(PalermoError):
    """A vocabulary file is wrong, or a term is not in its vocabulary."""


class ReadingError(PalermoError):
    """A file could not be read at all; the message is one clear reason."""


class FileRefused(ReadingError):
    """The file itself, or a limit that it goes beyond, is why nothing of it can be read.

    Another try ends in the same, unless one of ``limits``, settings with the values they had, is larger by then.
    ``reason`` goes on where the name of the file ends: "is empty".
    """

    def __init__(self, file: str, reason: str, limits: tuple[tuple[str, int], ...] = ()) -> None:
        """Keep the reason and the limits."""
        self.reason = reason
        self.limits = limits
        super().__init__(f"{file} {reason}")


class ToolMissing(ReadingError):
    """A program of the system is not installed; the message names the package that brings it."""


class CorrectionError(PalermoError):
    """A correction finds no provision, no place in it, or several; or what it asks for cannot be done there.

    The message is an English clause without the name of the file.
    """


class MoveRefused(PalermoError):
    """A submission cannot go to another state, or not by this person; ``why`` names the reason in one word."""

    def __init__(self, why: str, message: str) -> None:
        """Keep the reason beside the message."""
        self.why = why
        super().__init__(message)


class ParameterError(PalermoError):
    """A search parameter has a value it cannot have."""

    exit_code = 2

    def __init__(self, name: str, value: str, expected: str) -> None:
        """Keep the parameter, its value and what was expected in its place."""
        self.name = name
        self.value = value
        self.expected = expected
        super().__init__(f"{name}={value!r}: expected {expected}")


class EngineError(PalermoError):
    """The search engine could not do what it was asked."""


class IndexMissing(EngineError):
    """No index was built yet: run ``indexer build``."""


class IndexOutdated(EngineError):
    """The index was built with other fields or another analysis: build it again."""


class IndexDamaged(EngineError):
    """Files of the index are missing, cut off or changed: build it again."""


class IndexBusy(EngineError):
    """Another process is writing to the index."""


class EngineUnavailable(EngineError):
    """The engine does not answer."""
