"""Whether labels tell concepts apart and are written as they should be: script, characters, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from indexer.errors import Fault
from indexer.vocabularies.concepts import Concept
from indexer.vocabularies.reading import VocabularyText
from indexer.vocabularies.yaml_text import Path as FieldPath

SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "en": "LATIN", "fr": "LATIN", "ru": "CYRILLIC", "es": "LATIN"}
"""The first word of the Unicode names of the letters that each language is written with."""

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = {
    "zh": (re.compile("[,;:?!()]"), "Chinese punctuation （，；：？！）"),
    "ar": (
        re.compile("[,;?\u06a9\u06cc\u06c1\u06be]"),
        "Arabic punctuation (، ؛ ؟) and letters (ك ي ه, not the Persian ones)",
    ),
}
_STRAY = re.compile(
    r"\s\s|[\t\n\r\x0b\x0c]"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"  # cannot be seen
    r"|['\"*`´]"  # typewriter quotes, signs of a footnote
    r"|[\ufb50-\ufdff\ufe70-\ufefe\u2e80-\u2fdf\uf900-\ufaff]"  # forms and radicals that only typesetting makes
)
"""Characters, and two spaces in a row, that no label has."""


def label_faults(text: VocabularyText) -> Iterator[Fault]:
    """Every fault of the labels of a vocabulary, those that two concepts share among them."""
    shown: dict[tuple[str, object], str] = {}
    other: dict[tuple[str, str], str] = {}
    for concept in text.vocabulary.concepts.values():
        yield from _shared_labels(text, concept, shown)
        yield from _repeated_words(text, concept)
    for concept in text.vocabulary.concepts.values():
        yield from _shared_synonyms(text, concept, shown, other)
        for path, language, label in _labels(concept):
            yield from _written(text, path, language, label)


def _labels(concept: Concept) -> Iterator[tuple[FieldPath, str, str]]:
    """Every label of a concept with its path and language; sort labels are not written for readers."""
    path: FieldPath = ("concepts", concept.id)
    for language, label in concept.names.items():
        yield (*path, "prefLabel", language), language, label
    for field, lists in (("altLabel", concept.alternatives), ("hiddenLabel", concept.hidden)):
        for language, words in lists.items():
            for place, word in enumerate(words):
                yield (*path, field, language, place), language, word
    for field, texts in concept.texts.items():
        for language, label in texts.items():
            yield (*path, field, language), language, label


def _shared_labels(text: VocabularyText, concept: Concept, shown: dict[tuple[str, object], str]) -> Iterator[Fault]:
    """No two concepts of a vocabulary have the same prefLabel, where the pattern of the vocabulary adds no more."""
    pattern = text.vocabulary.patterns is not None
    for language, name in concept.names.items():
        key = (*concept.broader, concept.id.rpartition(":")[2], name.casefold()) if pattern else name.casefold()
        if (first := shown.setdefault((language, key), concept.id)) != concept.id:
            path = ("concepts", concept.id, "prefLabel", language)
            yield text.fault(path, f"expected a label of its own; {first} has {name!r} too")


def _shared_synonyms(
    text: VocabularyText,
    concept: Concept,
    shown: Mapping[tuple[str, object], str],
    other: dict[tuple[str, str], str],
) -> Iterator[Fault]:
    """No synonym is also the label or a synonym of another concept: a question that uses it would mean both."""
    for language, words in concept.alternatives.items():
        for place, word in enumerate(words):
            key = (language, word.casefold())
            first = shown.get(key) or other.setdefault(key, concept.id)
            if first != concept.id:
                path = ("concepts", concept.id, "altLabel", language, place)
                yield text.fault(path, f"expected a synonym of this concept only; {first} has {word!r} too")


def _repeated_words(text: VocabularyText, concept: Concept) -> Iterator[Fault]:
    """S13: no word is prefLabel, altLabel or hiddenLabel of one concept twice, be it in other letter case."""
    seen: dict[tuple[str, str], str] = {}
    for path, language, label in _labels(concept):
        field = str(path[2])
        if field not in ("prefLabel", "altLabel", "hiddenLabel"):
            continue
        key = (language, label.casefold())
        if key in seen:
            yield text.fault(path, f"expected each word once; {label!r} is a {seen[key]} of it already (SKOS S13)")
        seen.setdefault(key, field)


def _written(text: VocabularyText, path: FieldPath, language: str, label: str) -> Iterator[Fault]:
    if not unicodedata.is_normalized("NFC", label):
        yield text.fault(path, f"expected composed letters (NFC) in {label!r}")
    if label != label.strip():
        yield text.fault(path, f"expected no white space at the ends of {label!r}")
    elif stray := _STRAY.search(label):
        yield text.fault(path, f"expected no {_named(stray[0][-1])} there in {label!r}")
    pattern, marks = _MARKS.get(language, (None, ""))
    if pattern and pattern.search(label):
        yield text.fault(path, f"expected {marks} in {label!r}")
    foreign = text.vocabulary.foreign_words
    for word in _WORD.findall(label):
        scripts = {_script(letter) for letter in word} - {"COMBINING", "MODIFIER"}
        if language != "zh" and len(scripts) > 1:
            yield text.fault(path, f"expected letters of one script; {word!r} mixes {' and '.join(sorted(scripts))}")
        else:
            yield from _foreign(text, path, language, word, foreign)


def _foreign(
    text: VocabularyText, path: FieldPath, language: str, word: str, allowed: frozenset[str]
) -> Iterator[Fault]:
    """Words in another script than that of the language, if the file does not list them."""
    for run in _runs(word):
        script = _script(run[0])
        if script not in (SCRIPTS[language], "MODIFIER") and run not in allowed:
            expected = f"expected {SCRIPTS[language]} letters, or {run!r} among the foreignWords of the file"
            yield text.fault(path, f"{expected}; it is {script}")


def _runs(word: str) -> list[str]:
    """A word cut where the script changes: Chinese sets foreign words without spaces."""
    runs: list[str] = []
    for letter in word:
        if runs and _script(runs[-1][0]) == _script(letter):
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _named(character: str) -> str:
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'a control character').lower()})"
