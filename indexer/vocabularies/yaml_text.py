"""YAML text -> plain mappings, lists and strings, with the line of every field.

The rules are those of YAML 1.2's failsafe schema: every scalar stays the string that was written (``NO`` is Norway,
``2010-05`` a month, ``yes`` a word); an empty plain scalar is None. libyaml's event stream is used because it is
twenty times as fast as a parser in Python; tags, anchors and aliases are refused, so that no text can name a Python
object or unfold into more than what is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists, from the outermost."""

MAX_DEPTH = 20
"""How deep values may be nested; nothing we read needs more than five."""

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What is not printable in YAML 1.2 (production 1), and a byte order mark inside the text."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlFault:
    """What is wrong with a text: the line (from 1), the field's path as text, and what was expected."""

    line: int
    field: str
    expected: str


@dataclass(frozen=True, slots=True)
class YamlText:
    """What a text says: ``value`` (None if it could not be parsed), the line of every path, and the faults."""

    value: Any
    lines: Mapping[Path, int] = field(default_factory=dict)
    faults: tuple[YamlFault, ...] = ()

    def line(self, path: Path) -> int:
        """The line (from 1) of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def field_name(path: Path) -> str:
    """``files[0].name`` for ``("files", 0, "name")``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "(whole file)"


def read_yaml(content: bytes) -> YamlText:
    """Parse the content of a file; never raises: whatever is wrong is a fault with its line."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _failed(1, "UTF-8 encoding; this file is UTF-16: save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _failed(line, "UTF-8 encoding; this line holds bytes of another one: save the file as UTF-8")
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        return _failed(line, f"text without control characters; found U+{ord(control[0]):04X}")
    try:
        return _Composer(text).compose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _failed(mark.line + 1 if mark else 1, f"valid YAML; {_reason(text, error)}")


PLAIN_WORDS: Mapping[str, str] = {
    "mapping values": "the indentation may be wrong, or quotes are missing around a text with a colon in it",
    "quoted scalar found unexpected end": "a quote is opened and not closed, here or above",
    "flow sequence": "a bracket ] or a comma is missing, or quotes around a text with a colon in it",
    "flow mapping": "a brace } or a comma is missing, or quotes around a text with a colon in it",
    "block": "the indentation may be wrong, or a quote is missing or too many",
    "simple key": "the indentation may be wrong, or a colon is missing behind the name of the field",
    "cannot start any token": "a text that begins with such a character needs quotes around it",
    "unknown escape": "between double quotes a backslash is written twice; or take single quotes",
}
"""What may be wrong, by a part of what the parser says; the first that fits counts."""


def _failed(line: int, expected: str) -> YamlText:
    return YamlText(None, {}, (YamlFault(line, "(whole file)", expected),))


def _reason(text: str, error: yaml.MarkedYAMLError) -> str:
    """What the parser says, and a plainer word about the most common slip."""
    reason = " ".join(part for part in (error.context, error.problem) if part)
    mark = error.problem_mark
    lines = text.splitlines()
    if mark and mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        return f"a tab stands here: indent with spaces ({reason})"
    plain = next((words for said, words in PLAIN_WORDS.items() if said in reason), "")
    return f"{plain} ({reason})" if plain else reason


class _Composer:
    """Builds the values of one document from the parser's events and keeps the lines on the way."""

    def __init__(self, text: str) -> None:
        self._parser = _PARSER(text)
        self._lines: dict[Path, int] = {}
        self._faults: list[YamlFault] = []

    def compose(self) -> YamlText:
        next_event = self._parser.get_event
        next_event()  # the stream begins
        event = next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return _failed(1, "a mapping of fields; the file is empty")
        value = self._value(next_event(), ())
        next_event()  # the document ends
        event = next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            self._fault(event, (), "one document; a second one begins here")
        self._parser.dispose()
        return YamlText(value, self._lines, tuple(self._faults))

    def _value(self, event: yaml.Event, path: Path) -> Any:
        self._lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, path, "the value itself; aliases (*name) are not read")
            return None
        if event.anchor or (event.tag and event.tag != "!"):
            self._fault(event, path, "a value without anchor (&name) or tag (!name)")
        if isinstance(event, yaml.ScalarEvent):
            return None if event.value == "" and not event.style else event.value
        if len(path) > MAX_DEPTH:
            raise yaml.parser.ParserError(None, None, f"values are nested deeper than {MAX_DEPTH}", event.start_mark)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)

    def _list(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self._parser.get_event(), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._parser.get_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise yaml.parser.ParserError(None, None, "a name is expected before the colon", event.start_mark)
            key = event.value
            here = (*path, key)
            if key in values:
                self._fault(event, here, f"each field once; the first one stands in line {self._lines[here]}")
                self._value(self._parser.get_event(), (*path, f"{key} (again)"))
                continue
            self._lines[here] = event.start_mark.line + 1
            values[key] = self._value(self._parser.get_event(), here)
        return values

    def _fault(self, event: yaml.Event, path: Path, expected: str) -> None:
        self._faults.append(YamlFault(event.start_mark.line + 1, field_name(path), expected))
