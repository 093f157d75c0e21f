"""record.yaml -> a record, or every fault in it with its line."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from indexer.corpus.rules import MARK, broken_rules
from indexer.corpus.schema import Bibliography, CaseLaw, Legislation, Record, Strategy, Tombstone, Treaty
from indexer.errors import Fault
from indexer.model import KINDS
from indexer.vocabularies.yaml_text import Path as FieldPath
from indexer.vocabularies.yaml_text import YamlText, field_name, read_yaml

MODELS: Mapping[str, type[Legislation | CaseLaw | Strategy | Treaty | Bibliography]] = {
    "legislation": Legislation,
    "case_law": CaseLaw,
    "strategy": Strategy,
    "treaty": Treaty,
    "bibliography": Bibliography,
}
MAX_BYTES = 5_000_000
"""No record.yaml is as long as this; a longer file is something else."""


def checksum(content: bytes) -> str:
    """The checksum of the text of a record: its SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class RecordText:
    """What a record.yaml holds: the record or tombstone (None if there are faults) and the text it came from."""

    file: str
    yaml: YamlText
    record: Record | Tombstone | None
    faults: tuple[Fault, ...]
    content: bytes = b""

    @property
    def checksum(self) -> str:
        """The SHA-256 of the content, as 64 hexadecimal digits; of what could not be read that of nothing."""
        return checksum(self.content)

    def fault(self, path: FieldPath, expected: str) -> Fault:
        """A fault of the field at ``path``, with its line."""
        return Fault(self.file, self.yaml.line(path), field_name(path), expected)


def read_record(path: Path) -> RecordText:
    """Read a record.yaml; never raises: what cannot be read or is not as the schema wants it is among the faults."""
    file = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            return _unreadable(file, f"a file of at most {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except FileNotFoundError:
        return _unreadable(file, f"a {path.name} in this folder; there is none: write it, or remove the folder")
    except OSError as error:
        return _unreadable(file, f"a file that can be read; the system says: {error.strerror}")
    return read_record_text(content, file)


def read_record_text(content: bytes, file: str) -> RecordText:
    """The record in the content of a record.yaml; ``file`` is what faults call it."""
    return record_of(read_yaml(content), file, content)


def record_of(text: YamlText, file: str, content: bytes = b"") -> RecordText:
    """The record in values that were read from ``file``: from its whole ``content``, or from a row of a table."""
    faults = [Fault(file, fault.line, fault.field, fault.expected) for fault in text.faults]
    if text.value is None:
        return RecordText(file, text, None, tuple(faults), content)
    model = _model_of(text.value)
    if isinstance(model, str):
        where: FieldPath = ("kind",) if isinstance(text.value, dict) else ()
        faults.append(Fault(file, text.line(where), field_name(where), model))
        return RecordText(file, text, None, tuple(faults), content)
    record = None
    try:
        record = model.model_validate(_without_mark(text.value))
    except ValidationError as error:
        faults += [_fault(file, text, model, details) for details in error.errors(include_url=False)]
    faults += [Fault(file, text.line(path), field_name(path), rule) for path, rule in broken_rules(text.value)]
    return RecordText(file, text, None if faults else record, tuple(faults), content)


def _without_mark(value: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record, without the mark that exports carry; ``rules`` hold it to what the files are."""
    return value if "withdrawn" in value else {name: field for name, field in value.items() if name != MARK}


def _unreadable(file: str, expected: str) -> RecordText:
    return RecordText(file, YamlText(None), None, (Fault(file, 0, field_name(()), expected),))


def _model_of(value: Any) -> type[Legislation | CaseLaw | Strategy | Treaty | Bibliography | Tombstone] | str:
    """The model for what a file holds, or what was expected in its place."""
    if not isinstance(value, dict):
        return "a mapping of fields (id: ..., kind: ...)"
    kind = str(value.get("kind"))
    if kind not in MODELS:
        return f"one of {', '.join(KINDS)}{_meant(kind, KINDS)}"
    return Tombstone if "withdrawn" in value else MODELS[kind]


def _fault(file: str, text: YamlText, model: type[BaseModel], details: ErrorDetails) -> Fault:
    path = tuple(details["loc"])
    if path and path[-1] == "[key]":
        path = path[:-1]
    if details["type"] == "rule":
        path = (*path, details["ctx"]["field"])
    return Fault(file, text.line(path), field_name(path), _expected(model, path, details))


EXPECTED: Mapping[str, str] = {
    "missing": "a value; this field is required",
    "tuple_type": "a list: [one, two], or one entry a line behind a hyphen",
    "string_type": "text; leave the field out if there is none",
    "mapping_type": "a mapping: {{en: ...}}, or fields of its own, indented",
    "dict_type": "a mapping: {{en: ...}}, or fields of its own, indented",
    "model_type": "fields of its own, indented, or in braces",
    "too_short": "at least one entry; leave the field out if there is none",
    "string_pattern_mismatch": "text of the form {pattern}",
    "string_too_long": "at most {max_length} characters",
    "value_error": "{error}",
    "rule": "{expected}",
}
"""What was expected, by pydantic's name of what is wrong; the names in braces are what pydantic says beside it."""


def _expected(model: type[BaseModel], path: FieldPath, details: ErrorDetails) -> str:
    if details["type"] == "extra_forbidden":
        return f"a known field{_meant(str(path[-1]), _fields_at(model, path[:-1]))}"
    context = details.get("ctx", {})
    if details["type"] == "literal_error":
        values = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return f"one of {values}{_meant(str(details['input']), values.split(', '))}"
    if details["type"] in EXPECTED:
        return EXPECTED[details["type"]].format_map(context)
    return details["msg"]


def _fields_at(model: type[BaseModel], path: FieldPath) -> list[str]:
    """The names of the fields that the part at ``path`` can have."""
    current: Any = model
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        found = (field for name, field in current.model_fields.items() if part in (field.alias, name))
        current = next((model for field in found for model in _models_in(field.annotation)), None)
    return [field.alias or name for name, field in current.model_fields.items()] if current else []


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _meant(text: str, known: list[str] | tuple[str, ...]) -> str:
    """``; perhaps ... was meant``, if one of the known words is near."""
    near = difflib.get_close_matches(text, known, n=1)
    return f"; perhaps {near[0]} was meant" if near and near[0] != text else ""
