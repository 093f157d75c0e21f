"""The schema of records as JSON Schema (2020-12), made of the models.

It describes records as the exports give them: every value a text, but for numbers (``revision``, the ``page`` of a
correction) and the ``demonstration`` that only exports carry. A record.yaml whose values are all read as text, as
Palermo reads it, fits it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from indexer.corpus.reading import MODELS
from indexer.corpus.rules import MARK
from indexer.corpus.schema import Tombstone

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DESCRIPTION = (
    "A record of Palermo of any kind, or the tombstone of a withdrawn one. Terms are ids of the vocabularies, dates "
    "are as precise as what is known. docs/records.md says more."
)
_MARK: Mapping[str, Any] = {
    "description": "In exports only: whether any file is demonstration material, which is not law.",
    "enum": [True, False, "true", "false"],
}


def records_schema() -> dict[str, Any]:
    """The schema of a record of any kind, or of a tombstone.

    The kind decides which schema counts, so that a validator names the field at fault; of alternatives it would only
    say that none fits.
    """
    parts: dict[str, Any] = {}
    for model in (*MODELS.values(), Tombstone):
        parts |= _parts(model)
    return {
        "$schema": DIALECT,
        "title": "Record",
        "description": _DESCRIPTION,
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(MODELS)}},
        "if": {"required": ["withdrawn"]},
        "then": _reference(Tombstone),
        "else": {
            "allOf": [
                {"if": {"required": ["kind"], "properties": {"kind": {"const": kind}}}, "then": _reference(model)}
                for kind, model in MODELS.items()
            ]
        },
        "$defs": dict(sorted(parts.items())),
    }


def kind_schema(kind: str) -> dict[str, Any]:
    """The schema of records of one kind; raises KeyError for a kind that there is not."""
    parts = _parts(MODELS[kind])
    own = parts.pop(MODELS[kind].__name__)
    return {"$schema": DIALECT, **own, "$defs": dict(sorted(parts.items()))}


def _reference(model: type[Any]) -> dict[str, str]:
    return {"$ref": f"#/$defs/{model.__name__}"}


def _parts(model: Any) -> dict[str, Any]:
    """The schema of a model and those of the parts it is made of, by their names."""
    schema = TypeAdapter(model).json_schema()
    parts = {name: _tidy(part) for name, part in schema.pop("$defs").items()}
    own = _tidy(schema)
    own["title"] = model.__name__
    fields = own["properties"]
    if model is not Tombstone:
        fields = {**fields, MARK: dict(_MARK)}
    own["properties"] = {name: fields[name] for name in ("id", "kind", *fields)}
    parts = {name: {**part, "title": name} for name, part in parts.items()}
    return {**parts, model.__name__: own}


def _tidy(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without what only pydantic means by it: titles made of names, null for what is left out."""
    tidy = {name: value for name, value in schema.items() if name not in ("title", "default")}
    choices = [choice for choice in tidy.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        tidy = {**choices[0], **tidy}
    elif choices:
        tidy["anyOf"] = choices
    if "description" in tidy:
        tidy["description"] = " ".join(tidy["description"].replace("``", "`").split())
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    for name in ("properties", "patternProperties"):
        if name in tidy:
            tidy[name] = {key: _tidy(value) for key, value in tidy[name].items()}
    if "items" in tidy:
        tidy["items"] = _tidy(tidy["items"])
    return tidy
