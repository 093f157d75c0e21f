"""What is missing or wrong in what is known so far, told at the inputs it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indexer.application import draft_faults
from indexer.corpus.dates import PartialDate
from indexer.errors import Fault
from portal.editing.entering import EMPTY
from portal.editing.fields import LANGUAGED, Entry, Field
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class Told:
    """What is said at a field: whether a value is still missing there, and an English clause of what is expected."""

    missing: bool
    expected: str


def faults_in(record: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Told]:
    """What is missing or wrong in a record, by the names of inputs, or of the field where it has no input of its own.

    The rules are those of ``indexer check``; those that only the files and the id can break are not asked here.
    """
    known = {field.name: field for field in fields}
    told: dict[str, Told] = {}
    for fault in draft_faults(_texts(record), current_library().vocabularies):
        path = [part for part in re.split(r"[.\[\]]+", fault.field) if part]
        told.setdefault(_input(path, known), Told(_at(record, path) in EMPTY, _words(fault)))
    return told


def faults_of_file(values: Mapping[str, Any], number: int) -> dict[str, Told]:
    """What is missing or wrong in what is known of a file, by the names of inputs."""
    name = f"files.{number}."
    told = {
        f"{name}{each}": Told(missing=True, expected="")
        for each in ("languages", "status")
        if not values.get(f"{name}{each}")
    }
    as_of = values.get(f"{name}text_as_of")
    try:
        if as_of:
            PartialDate.parse(as_of)
    except ValueError as error:
        told[f"{name}text_as_of"] = Told(missing=False, expected=str(error))
    return told


def _texts(value: Any) -> Any:
    """A value as record.yaml has it: texts, lists and mappings."""
    if isinstance(value, Mapping):
        return {str(name): _texts(each) for name, each in value.items()}
    return [_texts(each) for each in value] if isinstance(value, list) else str(value)


def _input(path: list[str], known: Mapping[str, Field]) -> str:
    """The name of the input that a path leads to: the deepest that there is."""
    field = known.get(path[0])
    if field is None or (field.entry not in LANGUAGED and field.entry not in (Entry.GROUP, Entry.ROWS)):
        return path[0]
    if field.entry in LANGUAGED:
        return ".".join(path[:2])
    return ".".join(path)


def _at(value: Any, path: list[str]) -> Any:
    for part in path:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _words(fault: Fault) -> str:
    """What was expected, without what is only said to those who write YAML."""
    return fault.expected.removesuffix("; leave the field out if there is none")
