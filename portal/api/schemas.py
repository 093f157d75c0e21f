"""The schemas of all answers, made of the classes that the answers are made of, and of the schema of records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from indexer.application import schema_of
from indexer.corpus import INVERSE
from indexer.model import KINDS, PageText, Problem, Provision
from indexer.search.answers import SearchResults
from portal.api.answers import ProvisionAnswer, VocabularyAnswer, VocabularyList

PLACE = "#/components/schemas/"
Schema = dict[str, Any]

ERROR: Schema = {
    "type": "object",
    "description": "What every question ends with that could not be answered.",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "message"],
            "additionalProperties": False,
            "properties": {
                "status": {"type": "integer", "description": "The status of HTTP."},
                "code": {"type": "string", "description": "What happened, for programs."},
                "message": {"type": "string", "description": "What happened, in English."},
                "parameter": {"type": "string", "description": "The parameter that was wrong."},
                "value": {"type": "string", "description": "Its value, shortened."},
                "expected": {"type": "string", "description": "What was expected in its place."},
                "reasons": {
                    "type": "object",
                    "description": "Why a record was withdrawn, by language.",
                    "additionalProperties": {"type": "string"},
                },
            },
        }
    },
}


def schemas() -> dict[str, Schema]:
    """All schemas by name, each naming the others below ``PLACE``."""
    parts: dict[str, Schema] = {"Error": ERROR}
    for model in (SearchResults, Provision, PageText, Problem, ProvisionAnswer, VocabularyList, VocabularyAnswer):
        parts |= _of_class(model)
    _as_output_has_it(parts)
    parts |= _of_records()
    placed: dict[str, Schema] = json.loads(json.dumps(parts).replace("#/$defs/", PLACE))
    return dict(sorted(placed.items()))


def _of_class(model: Any) -> dict[str, Schema]:
    """The schema of a dataclass and of those inside it; every field is always there."""
    schema = TypeAdapter(model).json_schema(mode="serialization")
    found = {**schema.pop("$defs", {}), model.__name__: schema}
    return {name: _whole(part) for name, part in found.items()}


def _whole(schema: Schema) -> Schema:
    properties = {name: _plain(value) for name, value in schema["properties"].items()}
    description = " ".join(schema.get("description", "").replace("``", "`").split())
    return {
        "type": "object",
        "description": description,
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _plain(schema: Any) -> Any:
    """A schema without the titles and defaults that pydantic makes."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if isinstance(schema, dict):
        return {name: _plain(part) for name, part in schema.items() if name not in ("title", "default")}
    return schema


def _as_output_has_it(parts: dict[str, Schema]) -> None:
    """What ``results_as_json`` leaves out of the results and adds to a hit."""
    _without(parts["SearchResults"], "milliseconds")
    fields = parts["HitPassage"]["properties"]
    parts["HitSummary"] = {
        "type": "object",
        "description": "The summary of a record, where something was found in it; it is no place in a file.",
        "required": ["language", "text", "highlights"],
        "additionalProperties": False,
        "properties": {name: fields[name] for name in ("language", "text", "highlights")},
    }
    _with(parts["Hit"], "summary", {"anyOf": [{"$ref": "#/$defs/HitSummary"}, {"type": "null"}]})


def _of_records() -> dict[str, Schema]:
    """The schema of records, with what only the API tells of a record."""
    whole = schema_of(None)
    parts: dict[str, Schema] = whole["$defs"]
    kinds = [whole["else"]["allOf"][place]["then"]["$ref"].rpartition("/")[2] for place, _ in enumerate(KINDS)]
    del parts["Tombstone"]
    parts["RecordFile"] = _with(
        parts["RecordFile"], "reading", {"anyOf": [{"$ref": "#/$defs/FileReading"}, {"type": "null"}]}
    )
    for name in kinds:
        for field, schema in _ADDED.items():
            _with(parts[name], field, schema)
    parts["Related"] = _RELATED
    parts["FileReading"] = _READING
    parts["Record"] = {
        "description": "A record of any kind; `files` have beside them what was read.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {kind: f"{PLACE}{name}" for kind, name in zip(KINDS, kinds, strict=True)},
        },
    }
    return parts


def _with(schema: Schema, name: str, value: Mapping[str, Any]) -> Schema:
    """The schema with one more field that is always there, in the place of one of the same name."""
    schema["properties"][name] = dict(value)
    schema["required"] = list(dict.fromkeys([*schema.get("required", ()), name]))
    return schema


def _without(schema: Schema, name: str) -> None:
    del schema["properties"][name]
    schema["required"].remove(name)


def _list(item: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{item}"}}


_ADDED: Mapping[str, Schema] = {
    "date": {"type": ["string", "null"], "description": "The main date, as precise as it is known."},
    "demonstration": {"type": "boolean", "description": "Whether any file is demonstration material, not law."},
    "address": {"type": "string", "description": "The permanent address, below that of the portal."},
    "relations": {**_list("Related"), "description": "Other records, in both directions."},
    "files": _list("RecordFile"),
}

_RELATED: Schema = {
    "type": "object",
    "description": "Another record, how the one asked for stands to it, and its titles by language.",
    "required": ["type", "record", "state", "title"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": list(INVERSE)},
        "record": {"type": "string"},
        "state": {"enum": ["shown", "withdrawn", "faulty", "unknown"]},
        "title": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}

_NUMBERS: Schema = {"type": "array", "items": {"type": "integer", "minimum": 1}}
_READING: Schema = {
    "type": "object",
    "description": "What was read in a file; `languages` are shares of its text, pages are counted from 1.",
    "required": ["languages", "pages", "ocr_pages", "failed_pages", "problems", "provisions", "outside"],
    "additionalProperties": False,
    "properties": {
        "languages": {"type": "object", "additionalProperties": {"type": "number"}},
        "pages": {"type": "integer"},
        "ocr_pages": _NUMBERS,
        "failed_pages": _NUMBERS,
        "problems": _list("Problem"),
        "provisions": _list("Provision"),
        "outside": _list("PageText"),
    },
}
