"""Tesseract's table of words made into lines: what is noise is left out, boxes are turned back onto the page."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.model import Box, Line, Word
from indexer.pdf.bidi import Unit, kind_of, logical_order
from indexer.pdf.letters import SOFT_HYPHEN, is_divided, is_han, is_wide, spell
from indexer.pdf.lines import around

_DOUBTFUL = 0.3  # a word without letters or digits below it is a speck
_UNSURE = 0.6  # words below it are wrong more often than not
_SURE = 0.75  # words that are on average above it are right
_LONG = 8  # letters; a shorter stretch in doubt is mostly a number
_NOISE = 0.2  # a line whose words are on average below it is a picture
_TEXT_SIZE = 0.8  # of the height of a line of words: boxes reach from the longest ascender to the longest descender
_SPACE_IN_CHINESE = 0.28  # of the height of a line, between an ideograph and a letter of another script
_ARABIC_STOPS = str.maketrans(",;?", "،؛؟")  # the model for Arabic writes these as Latin ones


@dataclass(frozen=True, slots=True)
class Found:
    """A word that was recognized: the line it is on, its spelling, its box in pixels and how sure it is (0 to 1)."""

    line: tuple[str, ...]
    text: str
    box: Box
    confidence: float


def words_of_table(table: str) -> list[Found]:
    """The words of a table in tesseract's order, without specks."""
    words: list[Found] = []
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = _spelled(row.get("text") or "")
        if row["level"] != "5" or not text:
            continue
        left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
        confidence = min(1.0, max(0.0, float(row["conf"]) / 100))
        if confidence >= _DOUBTFUL or any(map(str.isalnum, text)):
            line = (row["block_num"], row["par_num"], row["line_num"])
            words.append(Found(line, text, (left, top, left + width, top + height), confidence))
    return words


def doubt(words: Sequence[Found]) -> float:
    """The share of words that are more likely wrong than right; 0 if there are too few to say."""
    return sum(word.confidence < _UNSURE for word in words) / len(words) if len(words) >= 10 else 0.0


def has_doubtful_stretch(words: Sequence[Found]) -> bool:
    """Whether several words in a row on some line are more likely wrong than right."""
    return any(doubtful for doubtful, _ in _stretches(words))


def mended(words: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """The words, with doubtful stretches replaced by what another reading of the page is sure of at the same place."""
    mended_words: list[Found] = []
    for doubtful, stretch in _stretches(words):
        better = [replace(word, line=stretch[0].line) for word in others if doubtful and _is_within(word, stretch)]
        mended_words += better if better and _sureness(better) >= _SURE else stretch
    return mended_words


def without_foreign_noise(words: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """The words, without unsure Latin ones alone among Arabic ones: what another reading has at their place instead.

    A model that knows both scripts takes a short Arabic word for a Latin one at times; a reading in Arabic does not.
    """
    kept: list[Found] = []
    for line in _by_line(words):
        foreign = [word for word in line if _kind(word.text) == "L"]
        arabic = sum(_kind(word.text) == "R" for word in line)
        noise = foreign[0] if len(foreign) == 1 and arabic > 1 and foreign[0].confidence < _UNSURE else None
        for word in line:
            instead = [replace(other, line=word.line) for other in others if _is_within(other, [word])]
            kept += [other for other in instead if _kind(other.text) == "R"] if word is noise else [word]
    return kept


def _stretches(words: Sequence[Found]) -> list[tuple[bool, list[Found]]]:
    """The words cut into stretches of one line that are in doubt, or are not. Single words in doubt do not count."""
    stretches: list[tuple[bool, list[Found]]] = []
    for (_, unsure), group in groupby(words, key=lambda word: (word.line, word.confidence < _UNSURE)):
        stretch = list(group)
        doubtful = unsure and len(stretch) > 1 and sum(len(word.text) for word in stretch) > _LONG
        stretches.append((doubtful, stretch))
    return stretches


def _by_line(words: Sequence[Found]) -> list[list[Found]]:
    return [list(group) for _, group in groupby(words, key=lambda word: word.line)]


def _sureness(words: Sequence[Found]) -> float:
    return sum(word.confidence for word in words) / len(words)


def _is_within(word: Found, stretch: Sequence[Found]) -> bool:
    """Whether the middle of a word lies within a stretch of words."""
    x0, y0, x1, y1 = around(other.box for other in stretch)
    left, top, right, bottom = word.box
    return x0 <= (left + right) / 2 <= x1 and y0 <= (top + bottom) / 2 <= y1


def lines_of(
    words: Sequence[Found], points: tuple[float, float], pixels: tuple[int, int], turn: int
) -> tuple[Line, ...]:
    """The lines of words, in the order in which tesseract reads the page, their words in logical order.

    ``points`` and ``pixels`` are the size of the page and of its image before it was turned clockwise by ``turn``
    degrees; boxes are in points on the page as displayed.
    """
    scale = points[0] / pixels[0], points[1] / pixels[1]
    lines: list[Line] = []
    for line in _by_line(words):
        found = [replace(word, box=_on_page(word.box, pixels, turn, scale)) for word in _in_order(line)]
        lines += _line(found)
    return tuple(lines)


def _spelled(text: str) -> str:
    text = spell(text).strip()
    return text[:-1] + text[-1].translate(_ARABIC_STOPS) if len(text) > 1 and kind_of(text[-2]) == "R" else text


def _in_order(words: list[Found]) -> list[Found]:
    """The words of a line in logical order; tesseract mixes it up where a line has letters of both directions."""
    kinds = [_kind(word.text) for word in words]
    if "R" not in kinds or "L" not in kinds:
        return words
    letters = sum(len(word.text) if kind == "R" else -len(word.text) for word, kind in zip(words, kinds, strict=True))
    units = {
        Unit(str(place), word.box, kind): word for place, (word, kind) in enumerate(zip(words, kinds, strict=True))
    }
    visual = sorted(units, key=lambda unit: unit.box[0] + unit.box[2])
    return [units[replace(unit, turned=False)] for unit in logical_order(visual, right_to_left=letters > 0)]


def _kind(text: str) -> str:
    """What a word is for the order of its line: its letters decide, then its digits."""
    kinds = [kind_of(character) for character in text]
    return next((kind for kind in "RLDA" if kind in kinds), "N")


def _line(group: Sequence[Found]) -> list[Line]:
    """The line of words in reading order; none if it is noise."""
    if not any(any(map(str.isalnum, found.text)) for found in group):
        return []
    if _sureness(group) < _NOISE:
        return []
    heights = sorted(found.box[3] - found.box[1] for found in group)
    height = heights[len(heights) // 2]
    text = ""
    words: list[Word] = []
    for place, found in enumerate(group):
        last = place == len(group) - 1 and is_divided(found.text)
        spelled = found.text[:-1] + SOFT_HYPHEN if last else found.text
        text += " " if place and _is_apart(group[place - 1], found, height) else ""
        words.append(Word(len(text), len(text) + len(spelled), found.box, round(found.confidence, 3)))
        text += spelled
    box = around(word.box for word in words)
    return [Line(text, box, round(height * _TEXT_SIZE, 2), words=tuple(words))]


def _is_apart(before: Found, after: Found, height: float) -> bool:
    """Whether a space stands between two words; tesseract finds far too many in Chinese, where few are."""
    beside = before.text[-1] + after.text[0]
    if not any(map(is_wide, beside)):
        return True
    foreign = any(character.isalpha() and not is_wide(character) for character in beside)
    return foreign and any(map(is_han, beside)) and after.box[0] - before.box[2] > _SPACE_IN_CHINESE * height


def _on_page(box: Box, pixels: tuple[int, int], turn: int, scale: tuple[float, float]) -> Box:
    """A box of the turned image on the page before it was turned."""
    x0, y0, x1, y1 = box
    wide, high = pixels
    if turn == 90:
        x0, y0, x1, y1 = y0, high - x1, y1, high - x0
    elif turn == 180:
        x0, y0, x1, y1 = wide - x1, high - y1, wide - x0, high - y0
    elif turn == 270:
        x0, y0, x1, y1 = wide - y1, x0, wide - y0, x1
    return around([(x0 * scale[0], y0 * scale[1], x1 * scale[0], y1 * scale[1])])
