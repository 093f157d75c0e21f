"""Lines as they travel from a child: JSON arrays, checked when they are unpacked, because the child is not trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from indexer.model import Box, Line, Word
from indexer.pdf.messages import Cut


def pack_line(line: Line) -> list[Any]:
    """A line as a JSON array."""
    words = [[word.start, word.end, *word.box] for word in line.words]
    return [line.text, line.box, line.size, line.font, line.bold, words]


def unpack_lines(packed: Any) -> tuple[Line, ...]:
    """The lines of an array of arrays; raises Cut if anything in it is not what ``pack_line`` makes."""
    try:
        return tuple(_line(*one) for one in packed)
    except (TypeError, ValueError, OverflowError) as error:
        raise Cut from error


def unpack_size(packed: Any) -> tuple[float, float]:
    """Width and height of a page; raises Cut if they are none."""
    try:
        width, height = map(_number, packed)
    except (TypeError, ValueError, OverflowError) as error:
        raise Cut from error
    if width <= 0 or height <= 0:
        raise Cut
    return width, height


def _line(  # noqa: PLR0913, PLR0917 - in the order of pack_line
    text: str, box: Sequence[float], size: float, font: str, bold: Any, words: Any
) -> Line:
    if not (isinstance(text, str) and isinstance(font, str)):
        raise TypeError
    text = text.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair is no character
    unpacked = tuple(Word(int(start), int(end), _box(*corners)) for start, end, *corners in words)
    if not all(0 <= word.start < word.end <= len(text) for word in unpacked):
        raise ValueError
    return Line(text, _box(*box), _number(size), font[:200], bool(bold), unpacked)


def _box(x0: float, y0: float, x1: float, y1: float) -> Box:
    return _number(x0), _number(y0), _number(x1), _number(y1)


def _number(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number
