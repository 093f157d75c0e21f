"""Dates in a text of one language: named months, figures, numbers spelled out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from indexer.proposals.conventions import CONVENTIONS, Convention
from indexer.structure.numerals import han

EARLIEST, LATEST = 1700, 2099
"""Years that a date of a document can have; the years of the Hijri calendar are not among them."""

_ISO = r"(?<!\d)(?P<year>\d{4})-(?P<figure>\d{2})-(?P<day>\d{2})(?!\d)"
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its span in the folded text; ``value`` is as precise as what stands there: ``2010-05-09``."""

    start: int
    end: int
    value: str


def dates_in(text: str, language: str) -> list[FoundDate]:
    """The dates of a folded text in its order; where two forms overlap, the one that begins first and says more.

    A day that no calendar has is no date, and what stands in it is none either.
    """
    convention = CONVENTIONS[language]
    found = [date for pattern in _patterns(language) for date in _matches(pattern, text, convention)]
    found.sort(key=lambda date: (date.start, -len(date.value), -date.end))
    kept: list[FoundDate] = []
    for date in found:
        if not kept or date.start >= kept[-1].end:
            kept.append(date)
    return [date for date in kept if date.value]


def _matches(pattern: re.Pattern[str], text: str, convention: Convention) -> Iterator[FoundDate]:
    """What a form finds; the value is empty if the calendar has no such day."""
    for match in pattern.finditer(text):
        parts = match.groupdict()
        value = _value(parts, convention)
        if value or (parts.get("day") or "")[:1].isdigit():
            yield FoundDate(match.start(), match.end(), value)


def _value(parts: Mapping[str, str | None], convention: Convention) -> str:
    """The date in ISO 8601; empty if the calendar has no such day."""
    year = number_of(parts.get("year") or "", convention)
    year = _century(year)
    name = parts.get("month")
    month = convention.months[name] if name else number_of(parts.get("figure") or "", convention)
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12:
        return ""
    if parts.get("day") is None:
        return f"{year:04}-{month:02}"
    day = number_of(parts["day"] or "", convention)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else ""


def _century(year: int) -> int:
    """A year of two digits as it was meant in acts of these days: 95 is 1995, 04 is 2004."""
    if year >= _HUNDRED or year < 0:
        return year
    return year + (1900 if year > 30 else 2000)


def number_of(text: str, convention: Convention) -> int:
    """The number that is written in figures, in Chinese or in words; -1 if it is none."""
    plain = text.replace(".", "") if "." in text else text
    digits = re.match(r"\d+", plain)
    if digits:
        return int(digits[0])
    chinese = han(text)
    return chinese if chinese is not None else _spelled(text, convention.spelled)


def _spelled(text: str, words: Mapping[str, int]) -> int:
    """``dos mil ocho``, ``nine hundred and ninety-eight``: units are added, hundreds and thousands multiply."""
    total = current = 0
    known = False
    for word in re.findall(r"[a-z]+(?:-(?:sept|huit|neuf)\b)?", text):
        value = words.get(word)
        if value is None:
            if word not in ("and", "y", "et"):
                return -1
            continue
        known = True
        if word.startswith("vingt") and current % _HUNDRED == 4:
            current += 80 - 4  # quatre-vingts
        elif value == 1000:
            total, current = total + (current or 1) * value, 0
        elif value == _HUNDRED and 0 < current < 10:
            current *= value
        else:
            current += value
    return total + current if known else -1


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The forms of dates of a language, and the one of ISO 8601."""
    convention = CONVENTIONS[language]
    names = {"{month}": _any_of(convention.months), "{spelled}": _any_of(convention.spelled)}
    forms = [*convention.dates, _ISO]
    for place, words in names.items():
        forms = [form.replace(place, words) for form in forms]
    return tuple(re.compile(form, re.MULTILINE) for form in forms)


def _any_of(words: Iterable[str]) -> str:
    """One of some words, the longest first, as a part of a regular expression."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
