"""From the inputs of a form to the value of a field, and back.

An input is called after the place of its value: ``title.fr``, ``in_force.checked_by``, ``sources.0.url``. Of picked
fields all chosen values have the name of the field itself. Whatever is typed stays a text: nothing is read as YAML.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from indexer.model import LANGUAGES
from indexer.vocabularies import Vocabularies
from portal.editing.fields import LANGUAGED, PICKED, Entry, Field

Inputs = MultiDict[str, str]
EMPTY: tuple[Any, ...] = ("", None, [], {})

MOST_LANGUAGES, MOST_ROWS = 40, 500
"""What a form can hold; more was not typed by a person."""

_CODE = re.compile(r"[a-z]{2,3}", re.ASCII)
_GONE = {"Cc", "Cs"}


def clean(text: str) -> str:
    """A text as it is kept: composed (NFC), no white space at its ends, no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) not in _GONE)
    return unicodedata.normalize("NFC", kept).strip()


def entered(field: Field, name: str, inputs: Inputs, vocabularies: Vocabularies) -> Any:
    """The value that the inputs below ``name`` give a field; what was left empty is not in it."""
    if field.entry is Entry.GROUP:
        return _parts(field, name, inputs, vocabularies)
    if field.entry is Entry.ROWS:
        rows = [_parts(field, f"{name}.{row}", inputs, vocabularies) for row in _rows(name, inputs)]
        return [row for row in rows if row]
    if field.entry in LANGUAGED:
        return _by_language(field, name, inputs, vocabularies)
    if field.entry in PICKED:
        return list(dict.fromkeys(text for text in map(clean, inputs.getlist(name)) if text))
    text = inputs.get(name, "")
    if field.entry is Entry.LINES:
        return _lines(text)
    return clean(text) if field.entry is Entry.LONG else " ".join(clean(text).split("\n"))


def inputs_of(field: Field, name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The names and texts of the inputs that give a field this value: the way back of :func:`entered`."""
    if value in EMPTY:
        return
    if field.entry in (Entry.GROUP, Entry.ROWS):
        rows = {"": value} if field.entry is Entry.GROUP else {f".{place}": row for place, row in enumerate(value)}
        for place, row in rows.items():
            for part in field.parts:
                yield from inputs_of(part, f"{name}{place}.{part.name}", row.get(part.name))
    elif field.entry in PICKED:
        yield from ((name, each) for each in value)
    elif field.entry in LANGUAGED:
        yield from ((f"{name}.{code}", _joined(text)) for code, text in value.items())
    else:
        yield name, _joined(value)


def too_long(field: Field, name: str, inputs: Inputs) -> Iterator[tuple[str, int]]:
    """The inputs of a field that have more characters than it takes, each with how many that are."""
    parts = {part.name: part for part in field.parts}
    for given, text in inputs.items(multi=True):
        if given == name or given.startswith(f"{name}."):
            most = parts.get(given.rpartition(".")[2], field).most
            if len(clean(text)) > most:
                yield given, most


def picked(field: Field, value: Any) -> Any:
    """What a record has for a field, as the form has it: relations and articles as ``amends eg-2010-64``."""
    if value in EMPTY:
        return value
    if field.entry is Entry.RELATIONS:
        return [f"{one.get('type', '')} {one.get('record', '')}" for one in value]
    if field.entry is Entry.ARTICLES:
        return [f"{one.get('relation', '')} {one.get('treaty', '')}:{one.get('article', '')}" for one in value]
    return value


def recorded(field: Field, value: Any, present: Any, *, reviews: bool) -> Any:
    """The way back of :func:`picked`: what the record will have, keeping who said what of an article, and when."""
    if field.entry is Entry.RELATIONS:
        return [{"type": kind, "record": record} for kind, _, record in (one.partition(" ") for one in value)]
    if field.entry is not Entry.ARTICLES:
        return value
    known = dict(zip(picked(field, present or []), present or [], strict=True))
    return [known.get(one) or _asserted(one, reviews=reviews) for one in value]


def digest(value: Any) -> str:
    """A mark of a value, by which it is known whether somebody changed it; the same for all that is empty."""
    plain = json.dumps(None if value in EMPTY else value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def languages_for(value: Mapping[str, Any] | None, original: str) -> tuple[str, ...]:
    """The languages a text is entered in: the original one, the six, and any other it has."""
    first = (original,) if _CODE.fullmatch(original) else ()
    return tuple(dict.fromkeys((*first, *LANGUAGES, *(value or ()))))


def _asserted(one: str, *, reviews: bool) -> dict[str, str]:
    relation, _, term = one.partition(" ")
    treaty, _, article = term.partition(":")
    by = "state" if relation == "implements" or not reviews else "editor"
    today = datetime.now(UTC).date().isoformat()
    return {"treaty": treaty, "article": article, "relation": relation, "asserted_by": by, "asserted_on": today}


def _parts(field: Field, name: str, inputs: Inputs, vocabularies: Vocabularies) -> dict[str, Any]:
    found = {part.name: entered(part, f"{name}.{part.name}", inputs, vocabularies) for part in field.parts}
    return {part: value for part, value in found.items() if value not in EMPTY}


def _by_language(field: Field, name: str, inputs: Inputs, vocabularies: Vocabularies) -> dict[str, Any]:
    texts = {code: clean(inputs[f"{name}.{code}"]) for code in _codes(name, inputs)}
    if field.entry is Entry.LINES_BY_LANGUAGE:
        lists = {code: _lines(text) for code, text in texts.items()}
        return _with_terms(lists, field, inputs.getlist(name), vocabularies)
    return {code: text for code, text in texts.items() if text}


def _joined(text: str | list[str]) -> str:
    """A text, or several one a line."""
    return text if isinstance(text, str) else "\n".join(text)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in clean(text).split("\n") if line.strip()))


def _with_terms(
    lists: dict[str, list[str]], field: Field, terms: list[str], vocabularies: Vocabularies
) -> dict[str, list[str]]:
    """Lists by language with the labels of terms that were chosen added in the six languages."""
    for term in terms:
        for name in field.vocabularies:
            if vocabularies.has(name, term):
                for code, label in vocabularies.concept(name, term).labels.items():
                    lists[code] = list(dict.fromkeys((*lists.get(code, ()), label)))
    return {code: lines for code, lines in lists.items() if lines}


def _codes(name: str, inputs: Inputs) -> list[str]:
    """The languages that there are inputs of, in their order."""
    found = (given.removeprefix(f"{name}.") for given in inputs if given.startswith(f"{name}."))
    return [code for code in dict.fromkeys(found) if _CODE.fullmatch(code)][:MOST_LANGUAGES]


def _rows(name: str, inputs: Inputs) -> list[int]:
    found = (re.fullmatch(rf"{re.escape(name)}\.([0-9]{{1,3}})\.\w+", given, re.ASCII) for given in inputs)
    return sorted({int(match[1]) for match in found if match})[:MOST_ROWS]
