"""A vocabulary file -> its concepts, or a VocabularyError that names file, line and term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import VocabularyError
from indexer.model import LANGUAGES
from indexer.vocabularies.concepts import Concept
from indexer.vocabularies.yaml_text import Path as FieldPath
from indexer.vocabularies.yaml_text import YamlText, field_name, read_yaml

FILE_FIELDS = {"title", "version", "note", "reviewed", "broaderVocabulary", "labelPattern", "properties", "concepts"}
CONCEPT_FIELDS = {"prefLabel", "altLabel", "hiddenLabel", "sortLabel", "broader", "related", "scopeNote", "reviewed"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The concepts of one file in its order; ``broader_in`` names the vocabulary that their ``broader`` is from."""

    name: str
    title: Mapping[str, str]
    concepts: Mapping[str, Concept]
    broader_in: str
    patterns: Mapping[str, str] | None
    file: str


def read_vocabulary(path: Path) -> Vocabulary:
    """Read one vocabulary; its name is that of the file. Raises VocabularyError."""
    return _Reader(path).vocabulary()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._text: YamlText = read_yaml(path.read_bytes())
        except OSError as error:
            raise VocabularyError(f"{path}: expected a file that can be read; {error.strerror}") from error
        if self._text.faults:
            fault = self._text.faults[0]
            raise VocabularyError(f"{path}:{fault.line}: {fault.field}: expected {fault.expected}")

    def vocabulary(self) -> Vocabulary:
        content = self._mapping(self._text.value, (), FILE_FIELDS)
        own = content.get("properties") or []
        reviewed = self._flag(content.get("reviewed", "false"), ("reviewed",))
        entries = self._mapping(content.get("concepts"), ("concepts",))
        concepts = {
            term: self._concept(term, entry, frozenset(own), reviewed=reviewed) for term, entry in entries.items()
        }
        name = self._path.stem
        return Vocabulary(
            name=name,
            title=self._labels(content.get("title"), ("title",)),
            concepts=concepts,
            broader_in=content.get("broaderVocabulary") or name,
            patterns=self._labels(pattern, ("labelPattern",)) if (pattern := content.get("labelPattern")) else None,
            file=str(self._path),
        )

    def _concept(self, id: str, entry: Any, own: frozenset[str], *, reviewed: bool) -> Concept:
        path = ("concepts", id)
        fields = self._mapping(entry, path, CONCEPT_FIELDS | own)
        labels = self._labels(fields.get("prefLabel"), (*path, "prefLabel"))
        return Concept(
            id=id,
            labels=labels,
            names=labels,
            alternatives=self._lists(fields, path, "altLabel"),
            hidden=self._lists(fields, path, "hiddenLabel"),
            broader=self._string(fields.get("broader") or "", (*path, "broader")),
            related=tuple(fields.get("related") or ()),
            notes=self._texts(fields.get("scopeNote") or {}, (*path, "scopeNote")),
            reviewed=self._flag(fields["reviewed"], (*path, "reviewed")) if "reviewed" in fields else reviewed,
            properties={name: self._string(fields[name], (*path, name)) for name in sorted(own & fields.keys())},
            sort_labels=self._texts(fields.get("sortLabel") or {}, (*path, "sortLabel")),
        )

    def _mapping(self, value: Any, path: FieldPath, known: set[str] | frozenset[str] | None = None) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._fail(path, "a mapping of fields")
        for name in value if known is not None else ():
            if name not in (known or ()):
                self._fail((*path, name), f"a known field: {', '.join(sorted(known or ()))}")
        return dict(value)

    def _labels(self, value: Any, path: FieldPath) -> dict[str, str]:
        texts = self._texts(value, path)
        missing = [language for language in LANGUAGES if language not in texts]
        if missing:
            self._fail(path, f"a label in each of the six languages; missing: {', '.join(missing)}")
        return {language: texts[language] for language in LANGUAGES}

    def _texts(self, value: Any, path: FieldPath) -> dict[str, str]:
        texts = self._mapping(value, path, frozenset(LANGUAGES))
        return {language: self._string(text, (*path, language)) for language, text in texts.items()}

    def _lists(self, fields: dict[str, Any], path: FieldPath, name: str) -> dict[str, tuple[str, ...]]:
        lists = self._mapping(fields.get(name) or {}, (*path, name), frozenset(LANGUAGES))
        for language, values in lists.items():
            if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
                self._fail((*path, name, language), "a list of words: [one, two]")
        return {language: tuple(values) for language, values in lists.items()}

    def _string(self, value: Any, path: FieldPath) -> str:
        if not isinstance(value, str) or value != value.strip() or (not value and path[-1] != "broader"):
            self._fail(path, "text that is not empty")
        return str(value)

    def _flag(self, value: Any, path: FieldPath) -> bool:
        if value not in ("true", "false"):
            self._fail(path, "true or false")
        return bool(value == "true")

    def _fail(self, path: FieldPath, expected: str) -> None:
        raise VocabularyError(f"{self._path}:{self._text.line(path)}: {field_name(path)}: expected {expected}")
