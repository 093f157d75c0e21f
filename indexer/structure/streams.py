"""The languages of a file, and its rows apart by language where each has provisions of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from indexer.model import LANGUAGES
from indexer.structure.candidates import Evidence, candidates_of
from indexer.structure.labels import BASIC
from indexer.structure.layout import Row, Style, begins_paragraph

Detect = Callable[[str], Mapping[str, float]]
"""Tells the languages of a text and their shares."""

_LATIN = ("en", "fr", "es")
_TELLING = 30
_MAJOR = 0.1
_OWN_ARTICLES = 2


def main_language(shares: Mapping[str, float], otherwise: str = "en") -> str:
    """The language with the largest share; of equal ones the first in the order of the six."""
    order: dict[str, int] = {language: place for place, language in enumerate(LANGUAGES)}
    return min(shares, key=lambda language: (-shares[language], order.get(language, len(order))), default=otherwise)


def _paragraphs(rows: Sequence[Row], style: Style) -> list[list[int]]:
    """The indices of rows by paragraph; another column or another direction begins one, too."""
    paragraphs: list[list[int]] = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        if (
            before is None
            or before.rightward != row.rightward
            or (before.page == row.page and abs(before.left - row.left) > 4 * row.line.size)
            or begins_paragraph(before, row, style)
        ):
            paragraphs.append([index])
        else:
            paragraphs[-1].append(index)
    return paragraphs


def _language_of_rows(rows: Sequence[Row], style: Style, detect: Detect, main: str) -> list[str]:
    """The language of each row: its paragraph's; one too short to tell has that of the paragraph before it.

    Script tells the language of a single word, so only Latin paragraphs can be too short.
    """
    languages: list[str] = []
    current = main
    for paragraph in _paragraphs(rows, style):
        text = " ".join(rows[index].text for index in paragraph)
        shares = detect(text)
        found = main_language(shares, otherwise=current)
        long = sum(map(str.isalpha, text)) > _TELLING
        if long or found not in _LATIN or current not in _LATIN:
            current = found
        languages.extend([current] * len(paragraph))
    return languages


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
    languages = _language_of_rows(rows, style, detect, main)
    articles: Counter[str] = Counter(
        languages[one.row]
        for one in candidates_of(rows, style, barred)
        if one.evidence is Evidence.STRONG
        and one.label.unit.rank == BASIC
        and languages[one.row] in one.label.languages
    )
    streams = [language for language in major if articles[language] >= _OWN_ARTICLES]
    if len(streams) < 2:
        return everything
    streams.sort(key=lambda language: (-shares[language], languages.index(language)))
    belongs = [language if language in streams else streams[0] for language in languages]
    return [(language, [index for index, own in enumerate(belongs) if own == language]) for language in streams]
