"""A vocabulary file -> its concepts, and every fault of its fields with the line it stands in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from indexer.errors import Fault, VocabularyError
from indexer.model import LANGUAGES
from indexer.vocabularies.concepts import Change, Concept, Vocabulary
from indexer.vocabularies.yaml_text import Path as FieldPath
from indexer.vocabularies.yaml_text import YamlText, field_name, read_yaml

FILE_FIELDS = frozenset({
    "title", "version", "source", "note", "changeNote", "reviewed", "broaderVocabulary", "labelPattern",
    "properties", "textProperties", "foreignWords", "concepts",
})  # fmt: skip
CONCEPT_FIELDS = frozenset({
    "prefLabel", "altLabel", "hiddenLabel", "sortLabel", "broader", "related", "exactMatch", "closeMatch",
    "scopeNote", "definition", "changeNote", "deprecated", "replacedBy", "reviewed",
})  # fmt: skip

_LANGUAGES = frozenset(LANGUAGES)

_PATTERN = re.compile(r"([^{}]|\{(broader|number|name)\})+")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class VocabularyText:
    """A vocabulary as its file has it, as far as it could be understood, and what is wrong with its fields."""

    vocabulary: Vocabulary
    yaml: YamlText
    faults: tuple[Fault, ...]

    @property
    def is_broken(self) -> bool:
        """Whether the file is no YAML: nothing is known of its fields and concepts then."""
        return self.yaml.value is None

    def fault(self, path: FieldPath, expected: str) -> Fault:
        """A fault of the field at ``path``, with its line."""
        return Fault(self.vocabulary.file, self.yaml.line(path), field_name(path), expected)


def read_vocabulary(path: Path) -> VocabularyText:
    """Read one vocabulary; its name is that of the file. Raises VocabularyError if the file cannot be read at all."""
    try:
        text = read_yaml(path.read_bytes())
    except OSError as error:
        raise VocabularyError(f"{path}: expected a file that can be read; {error.strerror}") from error
    return _Reader(path, text).read()


class _Reader:
    """Takes the fields of one file apart; what is wrong is noted, and what is left goes on."""

    def __init__(self, path: Path, text: YamlText) -> None:
        self._path = path
        self._text = text
        self._faults = [
            Fault(str(path), fault.line, fault.field, f"expected {fault.expected}") for fault in text.faults
        ]

    def read(self) -> VocabularyText:
        if self._text.value is None and self._faults:
            return VocabularyText(Vocabulary(self._path.stem, {}, {}, str(self._path)), self._text, tuple(self._faults))
        content = self._mapping(self._text.value, (), FILE_FIELDS)
        name = self._path.stem
        vocabulary = Vocabulary(
            name=name,
            title=self._labels(content.get("title"), ("title",)),
            concepts=self._concepts(content),
            file=str(self._path),
            version=self._string(content["version"], ("version",)) if "version" in content else "",
            source=self._string(content["source"], ("source",)) if "source" in content else "",
            note=self._string(content["note"], ("note",)) if "note" in content else "",
            changes=self._changes(content, ()),
            broader_in=self._strings(content, (), "broaderVocabulary") or (name,),
            patterns=self._patterns(content["labelPattern"]) if "labelPattern" in content else None,
            foreign_words=frozenset(self._strings(content, (), "foreignWords")),
        )
        return VocabularyText(vocabulary, self._text, tuple(self._faults))

    def _concepts(self, content: Mapping[str, Any]) -> dict[str, Concept]:
        own = frozenset(self._strings(content, (), "properties"))
        texts = frozenset(self._strings(content, (), "textProperties"))
        reviewed = self._flag(content, (), "reviewed", default=False)
        entries = self._mapping(content.get("concepts"), ("concepts",))
        return {term: self._concept(term, entry, own, texts, reviewed=reviewed) for term, entry in entries.items()}

    def _concept(self, id: str, entry: Any, own: frozenset[str], texts: frozenset[str], *, reviewed: bool) -> Concept:
        path = ("concepts", id)
        fields = self._mapping(entry, path, CONCEPT_FIELDS | own | texts)
        labels = self._labels(fields.get("prefLabel"), (*path, "prefLabel"))
        return Concept(
            id=id,
            labels=labels,
            names=labels,
            alternatives=self._words(fields, path, "altLabel"),
            hidden=self._words(fields, path, "hiddenLabel"),
            broader=self._strings(fields, path, "broader"),
            related=self._strings(fields, path, "related"),
            exact_matches=self._strings(fields, path, "exactMatch"),
            close_matches=self._strings(fields, path, "closeMatch"),
            notes=self._texts(fields, path, "scopeNote"),
            definitions=self._texts(fields, path, "definition"),
            changes=self._changes(fields, path),
            deprecated=self._day(fields["deprecated"], (*path, "deprecated")) if "deprecated" in fields else "",
            replaced_by=self._strings(fields, path, "replacedBy"),
            reviewed=self._flag(fields, path, "reviewed", default=reviewed),
            properties={name: self._string(fields[name], (*path, name)) for name in sorted(own & fields.keys())},
            texts={name: self._texts(fields, path, name) for name in sorted(texts & fields.keys())},
            sort_labels=self._texts(fields, path, "sortLabel"),
        )

    def _mapping(self, value: Any, path: FieldPath, known: frozenset[str] | None = None) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._expected(path, "a mapping of fields")
            return {}
        if known is not None and (unknown := value.keys() - known):
            for name in unknown:
                self._expected((*path, name), f"a known field: {', '.join(sorted(known))}")
        return value

    def _labels(self, value: Any, path: FieldPath) -> dict[str, str]:
        """One text in each of the six languages, in their order."""
        texts = self._by_language(value, path, self._string)
        if missing := [language for language in LANGUAGES if language not in texts]:
            self._expected(path, f"a label in each of the six languages; missing: {', '.join(missing)}")
        return {language: texts[language] for language in LANGUAGES if language in texts}

    def _patterns(self, value: Any) -> dict[str, str]:
        """Labels with places for the names of other fields."""
        patterns = self._labels(value, ("labelPattern",))
        for language, pattern in patterns.items():
            if not _PATTERN.fullmatch(pattern):
                self._expected(("labelPattern", language), "a text with {broader}, {number} and {name} in it")
        return patterns

    def _texts(self, fields: Mapping[str, Any], path: FieldPath, name: str) -> dict[str, str]:
        """One text in some of the languages."""
        return self._by_language(fields[name], (*path, name), self._string) if name in fields else {}

    def _words(self, fields: Mapping[str, Any], path: FieldPath, name: str) -> dict[str, tuple[str, ...]]:
        """Lists of words in some of the languages."""
        return self._by_language(fields[name], (*path, name), self._word_list) if name in fields else {}

    def _by_language(self, value: Any, path: FieldPath, read: Callable[[Any, FieldPath], Value]) -> dict[str, Value]:
        texts = self._mapping(value, path, _LANGUAGES)
        return {language: read(text, (*path, language)) for language, text in texts.items()}

    def _word_list(self, value: Any, path: FieldPath) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            self._expected(path, "a list of words: [one, two]")
            return ()
        return tuple(value)

    def _strings(self, fields: Mapping[str, Any], path: FieldPath, name: str) -> tuple[str, ...]:
        """A list of ids, names or addresses, for which a single one may stand."""
        value = fields.get(name)
        if value is None or value == "":
            return ()
        return (value,) if isinstance(value, str) else self._word_list(value, (*path, name))

    def _changes(self, fields: Mapping[str, Any], path: FieldPath) -> tuple[Change, ...]:
        """Change notes: a list of {on: 2026-11-21, en: what was changed}."""
        entries = fields.get("changeNote", [])
        path = (*path, "changeNote")
        if not isinstance(entries, list):
            self._expected(path, "a list of notes with their day: [{on: 2026-11-21, en: what was changed}]")
            return ()
        return tuple(self._change(entry, (*path, place)) for place, entry in enumerate(entries))

    def _change(self, entry: Any, path: FieldPath) -> Change:
        fields = self._mapping(entry, path, _LANGUAGES | {"on"})
        day = self._day(fields.get("on"), (*path, "on"))
        texts = {name: self._string(text, (*path, name)) for name, text in fields.items() if name != "on"}
        if not texts:
            self._expected(path, "what was changed, in a language: {on: 2026-11-21, en: what was changed}")
        return Change(day, texts)

    def _day(self, value: Any, path: FieldPath) -> str:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except (TypeError, ValueError):
            self._expected(path, "a day: 2026-11-21")
            return ""

    def _string(self, value: Any, path: FieldPath) -> str:
        if not isinstance(value, str) or value != value.strip() or not value:
            self._expected(path, "text that is not empty, without white space at its ends")
            return ""
        return value

    def _flag(self, fields: Mapping[str, Any], path: FieldPath, name: str, *, default: bool) -> bool:
        value = fields.get(name)
        if value not in (None, "true", "false"):
            self._expected((*path, name), "true or false")
        return default if value is None else value == "true"

    def _expected(self, path: FieldPath, expected: str) -> None:
        self._faults.append(Fault(str(self._path), self._text.line(path), field_name(path), f"expected {expected}"))
