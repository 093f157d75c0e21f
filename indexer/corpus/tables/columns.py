"""The columns of a table of records: how the fields of a record are named in the first row.

``gazette`` is a field, ``title:en`` its text in a language, ``in_force.checked_on`` a field of a part, ``files.2.name``
that of the second of several. Treaty articles, relations and the participants of a treaty stand in one cell each, as
``sentences.py`` reads them; the corrections of a file as JSON. Several values in a cell are parted by semicolons.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from indexer.corpus.json_schema import kind_schema
from indexer.corpus.reading import MODELS
from indexer.corpus.rules import MARK
from indexer.model import LANGUAGES

Form = Literal["text", "texts", "terms", "articles", "relations", "participants", "data"]
"""What a cell holds: one value, several texts or terms, sentences about articles, relations, participants, or JSON."""

SENTENCES: Mapping[str, Form] = {
    "treaty_articles": "articles",
    "relations": "relations",
    "participants.list": "participants",
}
AS_DATA = "corrections"
"""The field of a file whose parts stand in one cell as JSON; nobody writes them in a table."""

KEPT_BY_PALERMO = ("revision", "revised")
"""Fields that an export shows and an import passes over: a record that is added begins its own history."""

_FREE = r"\S"
"""The pattern of a text that may say anything; values of another form never hold a semicolon or an apostrophe."""

_SEVERAL: Mapping[str, range] = {"sources": range(1, 3), "files": range(1, 3)}
"""The fields whose parts have columns of their own, and the numbers that an empty table has of them."""

_NUMBERED = re.compile(r"([a-z_]+)\.([1-9][0-9]{0,2})\.([a-z_0-9]+)")
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the way to its value in a record, the form of that, and what the schema says of it.

    ``free`` is text that may say anything; ``words`` are all that the schema allows, if it names them.
    """

    name: str
    path: tuple[str | int, ...]
    form: Form
    description: str
    required: bool = False
    free: bool = False
    words: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The field of the record that the value is in."""
        return str(self.path[0])


@lru_cache(maxsize=4096)
def column_of(kind: str, name: str) -> Column | None:
    """The column with this name in a table of records of this kind; None if there is none."""
    if name in SENTENCES:
        field = _schema(kind)["properties"].get(name.partition(".")[0])
        return Column(name, tuple(name.split(".")), SENTENCES[name], field["description"]) if field else None
    base, _, language = name.partition(":")
    if language:
        return _in_language(kind, name, base, language)
    if numbered := _NUMBERED.fullmatch(name):
        base, number, part = numbered.groups()
        found = _schema(kind)["properties"].get(base)
        items = _resolved(kind, found["items"]) if found and "$ref" in found.get("items", ()) else {}
        path: tuple[str | int, ...] = (base, int(number) - 1, part)
        return _column(name, path, items, part) if base in _SEVERAL else None
    return _plain(kind, name)


def _in_language(kind: str, name: str, base: str, language: str) -> Column | None:
    field = _schema(kind)["properties"].get(base, {})
    if "patternProperties" not in field or not _LANGUAGE.fullmatch(language):
        return None
    value = next(iter(field["patternProperties"].values()))
    form: Form = "texts" if value.get("type") == "array" else "text"
    return Column(name, (base, language), form, field["description"], base in _schema(kind)["required"], free=True)


def _plain(kind: str, name: str) -> Column | None:
    """A field with one value or a list of them, of the record or of one of its parts."""
    first, _, second = name.partition(".")
    schema = _schema(kind)
    if not second:
        return _column(name, (first,), schema, first)
    field = schema["properties"].get(first, {})
    if "$ref" not in field:
        return None
    part = _column(name, (second,), _resolved(kind, field), second)
    return replace(part, path=(first, second), required=part.required and first in schema["required"]) if part else None


def _column(name: str, path: tuple[str | int, ...], schema: Mapping[str, Any], part: str) -> Column | None:
    field = schema.get("properties", {}).get(part)
    if field and part == AS_DATA:
        return Column(name, path, "data", field["description"])
    if not field or "$ref" in field or "$ref" in field.get("items", ()) or "patternProperties" in field:
        return None
    value = field.get("items", field)
    free = value.get("pattern") == _FREE
    form: Form = "text" if value is field else "texts" if free else "terms"
    words = value.get("enum", ()) if part != MARK else ("true", "false")
    required = part in schema["required"] and len(path) == 1
    return Column(name, path, form, field["description"], required, free, tuple(words))


@lru_cache(maxsize=16)
def _schema(kind: str) -> dict[str, Any]:
    return kind_schema(kind)


def _resolved(kind: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of the part that a field refers to."""
    part: dict[str, Any] = _schema(kind)["$defs"][field["$ref"].rpartition("/")[2]]
    return part


def usual_columns(kind: str) -> tuple[str, ...]:
    """The names of the columns of an empty table: six languages, two files and two sources a record."""
    return tuple(name for field in _schema(kind)["properties"] for name in _usual(kind, field))


def _usual(kind: str, field: str) -> Iterator[str]:
    """The columns of a field in an empty table; none for what the import makes or passes over."""
    schema = _schema(kind)["properties"][field]
    if field in (MARK, "kind", *KEPT_BY_PALERMO):
        return
    if "patternProperties" in schema:
        yield from (f"{field}:{language}" for language in LANGUAGES)
    elif field == "participants":
        yield from ("participants.status_as_of", "participants.list")
    elif "$ref" in schema:
        yield from (f"{field}.{name}" for name in _resolved(kind, schema)["properties"])
    elif field in _SEVERAL:
        names = [name for name in _resolved(kind, schema["items"])["properties"] if name not in ("sha256", AS_DATA)]
        yield from (f"{field}.{number}.{name}" for number in _SEVERAL[field] for name in names)
    else:
        yield field


def in_order(names: Iterable[str]) -> list[str]:
    """Names of columns of records of any kinds in the order of the schema, id, kind and mark first."""
    return sorted(names, key=_place)


@lru_cache(maxsize=1)
def _fields() -> dict[str, int]:
    """The fields of all kinds with their places."""
    names = dict.fromkeys(["id", "kind", MARK])
    for kind in MODELS:
        names |= dict.fromkeys(_schema(kind)["properties"])
    return {name: place for place, name in enumerate(names)}


def _place(name: str) -> tuple[int, int, int, str]:
    """Where a column stands: the field, the number, the field of the part or the language, and what is left."""
    field, _, rest = name.replace(":", ".").partition(".")
    number, _, part = rest.partition(".")
    if field in _SEVERAL and number.isdecimal():
        return _fields()[field], int(number), _places_of_parts().get((field, part), 0), part
    language = LANGUAGES.index(rest) if rest in LANGUAGES else len(LANGUAGES)
    return _fields()[field], 0, _places_of_parts().get((field, rest), language), rest


@lru_cache(maxsize=1)
def _places_of_parts() -> dict[tuple[str, str], int]:
    """The places of the fields of parts, by the field that holds the part and their own name."""
    places: dict[tuple[str, str], int] = {}
    for kind in MODELS:
        for field, schema in _schema(kind)["properties"].items():
            part = schema if "$ref" in schema else schema.get("items", {})
            if "$ref" in part:
                names = _resolved(kind, part)["properties"]
                places |= {(field, name): place for place, name in enumerate(names)}
    return places


def nearest_column(kind: str, name: str) -> str:
    """The column that was perhaps meant; empty if none is near."""
    known = [*usual_columns(kind), "kind", MARK]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return near[0] if near else ""
