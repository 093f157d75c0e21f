"""The languages of a file, and its rows apart by language where each has provisions of its own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from indexer.model import LANGUAGES
from indexer.structure.candidates import Evidence, candidates_of
from indexer.structure.labels import ANNEX, label_of
from indexer.structure.layout import Row, Style, begins_paragraph
from indexer.structure.numbering import numbered_rows

Detect = Callable[[str], Mapping[str, float]]
"""Tells the languages of a text and their shares."""

_LATIN = ("en", "fr", "es")
_TELLING = 30
_BARE_NUMBER = re.compile(r"[\d\s.()-]{1,12}")
_NEAR = 4
_MAJOR = 0.04
"""The least share of a language that can have articles of its own; Chinese says much in few letters."""
_OWN_ARTICLES = 2


def main_language(shares: Mapping[str, float], otherwise: str = "en") -> str:
    """The language with the largest share; of equal ones the first in the order of the six."""
    order: dict[str, int] = {language: place for place, language in enumerate(LANGUAGES)}
    return min(shares, key=lambda language: (-shares[language], order.get(language, len(order))), default=otherwise)


def _script(text: str) -> str:
    """The script of most letters of a text, by the first word of their Unicode names; empty without letters."""
    scripts = Counter(unicodedata.name(letter, "").split(" ", 1)[0] for letter in text if letter.isalpha())
    return max(scripts, key=lambda script: scripts[script], default="")


def _paragraphs(rows: Sequence[Row], style: Style) -> list[list[int]]:
    """The indices of rows by paragraph; another column or another script begins one, too."""
    paragraphs: list[list[int]] = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        if (
            before is None
            or label_of(row.text) is not None
            or len({_script(before.text), _script(row.text)} - {""}) > 1
            or (before.page == row.page and abs(before.left - row.left) > 4 * row.line.size)
            or begins_paragraph(before, row, style)
        ):
            paragraphs.append([index])
        else:
            paragraphs[-1].append(index)
    return paragraphs


def _language_of_paragraph(text: str, major: Sequence[str], detect: Detect) -> str | None:
    """The language of a paragraph; None if it is too short to tell, which only Latin ones can be.

    A label tells it if only one of the file's languages has its word.
    """
    found = main_language(detect(text), otherwise="")
    if not found or (found in _LATIN and sum(map(str.isalpha, text)) <= _TELLING):
        label = label_of(text)
        having = [language for language in major if label and language in label.languages]
        return having[0] if len(having) == 1 else None
    return found if found in major else None


def _language_of_rows(rows: Sequence[Row], style: Style, detect: Detect, major: Sequence[str]) -> list[str]:
    """The language of each row: its paragraph's.

    A paragraph too short to tell has that of the one before it, but a label or a number that of the one after it.
    """
    paragraphs = _paragraphs(rows, style)
    texts = [" ".join(rows[index].text for index in paragraph) for paragraph in paragraphs]
    told = [_language_of_paragraph(text, major, detect) for text in texts]
    languages: list[str] = []
    current = next((language for language in told if language), major[0])
    for place, paragraph in enumerate(paragraphs):
        following = next((language for language in told[place : place + _NEAR] if language), None)
        ahead = label_of(texts[place]) is not None or _BARE_NUMBER.fullmatch(texts[place]) is not None
        current = (following if ahead else told[place]) or current
        languages.extend([current] * len(paragraph))
    return languages


def _labelled(rows: Sequence[Row], style: Style, barred: AbstractSet[int], languages: Sequence[str]) -> list[str]:
    """The languages of the rows that surely begin provisions with a word of their language."""
    return [
        languages[one.row]
        for one in candidates_of(rows, style, barred)
        if one.evidence is Evidence.STRONG and one.label.unit is not ANNEX and languages[one.row] in one.label.languages
    ]


def split_by_language(
    rows: Sequence[Row], style: Style, barred: AbstractSet[int], shares: Mapping[str, float], detect: Detect
) -> list[tuple[str, list[int]]]:
    """The rows (as indices) of each language that has articles of its own, the language with most text first.

    A file that prints a law in two languages has two streams, side by side or one after the other; a law that only
    quotes another language has one.
    """
    main = main_language(shares)
    everything = [(main, list(range(len(rows))))]
    major = [language for language, share in shares.items() if share >= _MAJOR]
    if len(major) < 2:
        return everything
    languages = _language_of_rows(rows, style, detect, major)
    articles = Counter(_labelled(rows, style, barred, languages)) or Counter(
        languages[index] for index in numbered_rows(rows, style, barred)
    )
    streams = [language for language in major if articles[language] >= _OWN_ARTICLES]
    if len(streams) < 2:
        return everything
    streams.sort(key=lambda language: (-shares[language], languages.index(language)))
    belongs = [language if language in streams else streams[0] for language in languages]
    return [(language, [index for index, own in enumerate(belongs) if own == language]) for language in streams]
