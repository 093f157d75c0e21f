"""The tables of fields of ``docs/records.md``, made of the descriptions in the schema.

A table stands between the lines ``<!-- fields: Legislation -->`` and ``<!-- end of fields -->``; the first names a kind
or a part. What all kinds share stands in the table of ``BaseRecord`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from indexer.corpus.base import BaseRecord
from indexer.corpus.json_schema import records_schema
from indexer.corpus.reading import MODELS

_TABLE = re.compile(r"(<!-- fields: (\w+) -->\n).*?(<!-- end of fields -->)", re.DOTALL)
_HEAD = "| field | | form | what it holds |\n|---|---|---|---|"


def with_tables(page: str) -> str:
    """The page with all its tables made anew; raises KeyError for a table of a part that there is not."""
    models: dict[str, Any] = records_schema()["$defs"]
    common = [field.alias or name for name, field in BaseRecord.model_fields.items()]
    law = models["Legislation"]
    models["BaseRecord"] = _with_fields(law, ["id", "kind", *common[1:]])
    models["BaseRecord"]["properties"]["kind"] = _kind()
    for model in MODELS.values():
        schema = models[model.__name__]
        own = [name for name in schema["properties"] if name not in (*common, "kind", "demonstration")]
        models[model.__name__] = _with_fields(schema, own)
    return _TABLE.sub(lambda found: f"{found[1]}\n{_table(models[found[2]])}\n\n{found[3]}", page)


def _with_fields(schema: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {**schema, "properties": {name: schema["properties"][name] for name in names}}


def _kind() -> dict[str, Any]:
    return {"enum": list(MODELS), "description": "The kind of record; also the name of the folder around."}


def _table(schema: Mapping[str, Any]) -> str:
    rows = [
        f"| `{name}` | {'required' if name in schema['required'] else ''} | {_form(field)} | {field['description']} |"
        for name, field in schema["properties"].items()
    ]
    return "\n".join([_HEAD, *rows])


def _form(field: Mapping[str, Any]) -> str:
    """What a value looks like, in two or three words."""
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "patternProperties" in field:
        value = next(iter(field["patternProperties"].values()))
        return "lists of texts by language" if value.get("type") == "array" else "text by language"
    if field.get("type") == "array":
        items = _form(field["items"])
        return {"text": "list", "fields of its own": "list of parts"}.get(items, f"list of {items}")
    return "fields of its own" if "$ref" in field else _form_of_value(field)


def _form_of_value(field: Mapping[str, Any]) -> str:
    if "minimum" in field:
        return "number"
    pattern = field.get("pattern", "")
    if pattern.startswith("^[1-9][0-9]{3}"):
        return "whole date" if pattern.startswith("^[1-9][0-9]{3}-") else "date"
    return "text"
