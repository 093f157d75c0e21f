"""Logical order out of what the eye sees: the inverse of the Unicode Bidirectional Algorithm (annex 9) for one line.

The units of a line come sorted from left to right. A right-to-left line is read from its right end; numbers and runs
of left-to-right letters inside it are put back in their own order. The inverse is not unique. Where two orders look
the same, the one that annex 9 makes of the commoner wording is taken: a number to the right of a Latin word belongs
to it ("ISO 9001"), a number to its left does not.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Box

_KINDS = {"R": "R", "AL": "R", "L": "L", "EN": "D", "AN": "A", "ET": "T"}
_SEPARATORS = ",./:\u066b\u066c"
_MIRRORED = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "‹": "›", "›": "‹"}
_MIRRORED |= {"<": ">", ">": "<"}
_OPENING = "([{«‹<"
_NEVER_FIRST = "ةىﺓﺔﻯﻰ"  # teh marbuta and alef maksura end words; no Arabic word begins with one


@dataclass(frozen=True, slots=True)
class Unit:
    """What keeps together on a line: a base with its marks, a ligature, or a space.

    ``kind`` is R (right-to-left letter), L, D (European digit), A (Arabic-Indic digit), T (sign beside numbers),
    S (space) or N (any other); ``turned`` says that it stands among right-to-left text, where brackets are mirrored.
    """

    text: str
    box: Box
    kind: str
    turned: bool = False


def kind_of(text: str) -> str:
    """The kind of a unit by its first character (bidirectional classes of annex 9)."""
    return "S" if text.isspace() else _KINDS.get(unicodedata.bidirectional(text[0]), "N")


def logical_order(units: Sequence[Unit], *, right_to_left: bool) -> list[Unit]:
    """The units of one line, given from left to right, in the order in which they are read."""
    if right_to_left:
        return _read_from_the_right(units)
    ordered: list[Unit] = []
    done = 0
    for start, end in _right_to_left_islands(units):
        ordered += [*units[done:start], *_read_from_the_right(units[start:end])]
        done = end
    return [*ordered, *units[done:]]


def _read_from_the_right(units: Sequence[Unit]) -> list[Unit]:
    ordered: list[Unit] = []
    last = len(units)
    for start, end in reversed(_left_to_right_islands(units)):
        ordered += [replace(unit, turned=True) for unit in reversed(units[end:last])]
        ordered += units[start:end]
        last = start
    return ordered + [replace(unit, turned=True) for unit in reversed(units[:last])]


def _left_to_right_islands(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Where numbers and runs of left-to-right text stand in a right-to-left line: first place, place after the last."""
    islands: list[tuple[int, int]] = []
    place = 0
    while place < len(units):
        if units[place].kind in "DA":
            end = _number_end(units, place)
            if end < len(units) and units[end].kind == "L" and units[place].kind == "D":
                end = _latin_end(units, end)  # "3D": no space between
        elif units[place].kind == "L":
            end = _latin_end(units, place)
        else:
            place += 1
            continue
        islands.append((place, end))
        place = end
    return islands


def _number_end(units: Sequence[Unit], start: int) -> int:
    """The place after a number: digits of one kind, joined over one separator."""
    kind, end = units[start].kind, start + 1
    while end < len(units):
        if units[end].kind == kind:
            end += 1
        elif units[end].text in _SEPARATORS and end + 1 < len(units) and units[end + 1].kind == kind:
            end += 2
        else:
            break
    return end


def _latin_end(units: Sequence[Unit], start: int) -> int:
    """The place after a run of left-to-right text: up to its last letter or digit and the brackets opened in it."""
    end = place = start
    while place < len(units) and units[place].kind not in "RA":
        if units[place].kind in "LD":
            end = place + 1
        place += 1
    opened = sum(_depth(unit) for unit in units[start:end])
    while end < len(units) and ((opened > 0 and _depth(units[end]) < 0) or _is_sign_after_digit(units, end)):
        opened += _depth(units[end])
        end += 1
    return end


def _is_sign_after_digit(units: Sequence[Unit], place: int) -> bool:
    return units[place].kind == "T" and units[place - 1].kind == "D"


def _depth(unit: Unit) -> int:
    if unit.text not in _MIRRORED:
        return 0
    return 1 if unit.text in _OPENING else -1


def _right_to_left_islands(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Where right-to-left words stand in a left-to-right line; what lies between two of them belongs to them."""
    islands: list[tuple[int, int]] = []
    start = end = -1
    for place, unit in enumerate(units):
        if unit.kind == "R":
            start, end = (place if start < 0 else start), place + 1
        elif unit.kind == "L" and start >= 0:
            islands.append((start, end))
            start = -1
    return [*islands, (start, end)] if start >= 0 else islands


@dataclass(slots=True)
class Habits:
    """What the lines of a document so far say about how its producer writes right-to-left text.

    Some producers write a bracket as the eye sees it, others as it is typed; some (layers of OCR) draw the letters of
    a word from left to right in the order of reading. Every document keeps to one way, so its lines vote. Brackets vote
    kind by kind, because some producers give each glyph the character that it stood for first.
    """

    as_seen: Counter[str] = field(default_factory=Counter)
    visual: int = 0
    logical: int = 0

    def observe(self, line: Iterable[Unit]) -> None:
        """Let the units of a line, in logical order, vote."""
        units = list(line)
        brackets = [unit.text for unit in units if unit.turned and unit.text in _MIRRORED]
        for opening in _OPENING:
            pair = [bracket == opening for bracket in brackets if bracket in (opening, _MIRRORED[opening])]
            self.as_seen[opening] += _pairs([not opens for opens in pair]) - _pairs(pair)
        for word in _words(units):
            self.visual += word.startswith("ال") + (word[-1] in _NEVER_FIRST)
            self.logical += word.endswith("لا") + (word[0] in _NEVER_FIRST)

    def typed(self, unit: Unit) -> Unit:
        """The unit, with its bracket mirrored if the producer wrote it as the eye sees it among right-to-left text."""
        if not unit.turned or unit.text not in _MIRRORED:
            return unit
        opening = unit.text if unit.text in _OPENING else _MIRRORED[unit.text]
        return replace(unit, text=_MIRRORED[unit.text]) if self.as_seen[opening] > 0 else unit

    @property
    def letters_in_reading_order(self) -> bool:
        """Whether the letters of a word stand from left to right in the order of reading."""
        return self.logical >= 3 and self.logical > 3 * self.visual


def _pairs(brackets: Sequence[bool]) -> int:
    """How many brackets, each told whether it opens, open before they close."""
    open_now = pairs = 0
    for opens in brackets:
        if opens:
            open_now += 1
        elif open_now:
            open_now -= 1
            pairs += 1
    return pairs


def _words(units: Sequence[Unit]) -> list[str]:
    """The words of three and more right-to-left letters."""
    text = "".join(unit.text if unit.kind == "R" else " " for unit in units)
    return [word for word in text.split() if len(word) > 2]


def unreverse_words(units: Sequence[Unit]) -> list[Unit]:
    """The units with the letters of every right-to-left word turned round."""
    turned: list[Unit] = []
    word: list[Unit] = []
    for unit in units:
        if unit.kind == "R":
            word.append(unit)
            continue
        turned += [*reversed(word), unit]
        word = []
    return turned + word[::-1]
