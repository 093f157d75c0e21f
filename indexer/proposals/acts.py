"""The number of an act and its type, as its own front matter gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Proposal
from indexer.proposals.document import Document, Passage, Zone

_ZONES = {"front": 1.0, "back": 0.75, "body": 0.4, "running": 0.75}
_NEAR, _FAR = 60, 200
"""How many code points after the beginning of its line a number is still the act's own, and hardly is."""

_LATER = 0.985
"""What each line further down takes off: an act is named before those that it cites."""

_CITED, _ANOTHER, _PROMULGATES = 0.2, 0.45, 0.7
"""What is left of the confidence of a number in a line that cites, of one that is probably another act's, and of that
of an act that promulgates another one."""

_LONGEST_LINE, _SENTENCE = 250, 100
"""Code points of a line that names an act, and from which on one that ends with a full stop is a sentence."""

_SMALL = frozenset({"OF", "DE", "DEL", "AÑO", "THE", "C", "NÚM"})
"""Words of a number that have no capital where it is cited."""

BEFORE_ACTS = r"[\"']?(?:ال)?(?:(?!cet|ce |est[ea] |dich|настоящ|эт|данн)[^\n \d]{1,16} ){0,1}"
"""What may stand in a line before the word for a type of act: an article or adjective, nothing that points at it."""

_YEARS = (range(1300, 1500), range(1800, 2100))
_BY_YEAR = "{number}/{year}"
MOST = 3


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write a number; the further back it stands in its table, the less sure it is."""

    pattern: re.Pattern[str]
    confidence: float


def numbers_of(document: Document) -> list[Proposal]:
    """The candidates for the number of an act, as it is cited, best first."""
    found = [
        proposal
        for zone in document.zones
        for language in document.languages
        if language in CONVENTIONS
        for proposal in _numbers_in(zone, language)
    ]
    return ranked(found, MOST)


def _numbers_in(zone: Zone, language: str) -> Iterator[Proposal]:
    taken: list[tuple[int, int]] = []
    for form in _number_forms(language):
        for match in form.pattern.finditer(zone.text):
            span = _span_of(match)
            if not _has_possible_year(match) or any(span[0] < end and start < span[1] for start, end in taken):
                continue
            place = _weight_of_place(zone, language, match.span(), taken)
            taken.append(span)
            confidence = form.confidence * _ZONES[zone.name] * place
            yield Proposal("number", _cited_form(zone, language, match), confidence, zone.evidence(*span))


def _has_possible_year(match: re.Match[str]) -> bool:
    """Whether a year that stands in the number is one, of the Gregorian or the Hijri calendar: OCR misreads figures."""
    year = match.groupdict().get("year")
    return year is None or any(int(year) in years for years in _YEARS)


def _span_of(match: re.Match[str]) -> tuple[int, int]:
    """Where a number stands, with its year where that stands apart."""
    if not match["number"]:
        return match.span()
    return match.start("number"), max(match.end("number"), match.end("year") if "year" in match.groupdict() else 0)


def _weight_of_place(zone: Zone, language: str, span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> float:
    """How much the place in its line speaks for a number; ``taken`` are the numbers that were found before.

    A line that cites other acts speaks against it, and so do another number or words of amendment before it. An act
    that promulgates another one leaves the first place to that one.
    """
    index = zone.at(span[0])
    begin = zone.start_of(index)
    convention = CONVENTIONS[language]
    before, behind = zone.text[max(begin, span[0] - _NEAR) : span[1]], zone.text[span[1] : span[1] + _FAR]
    if re.match(convention.cited, zone.text[begin : begin + _NEAR]):
        return _CITED
    later = _LATER**index if zone.name == "front" else 1.0
    if re.search(convention.promulgates, before):
        return later
    if re.search(convention.promulgates, behind.split("\n", 1)[0]):
        return _PROMULGATES * later
    if any(begin <= other[0] < span[0] for other in taken) or re.search(convention.before["amended"], before):
        return _ANOTHER * later
    heading = zone.passages[index].kind in ("title", "heading")
    offset = span[0] - begin
    ends = zone.name == "back" and len(zone.text[span[1] :].split("\n", 1)[0]) <= _NEAR
    return later * (1.0 if heading or ends or offset <= _NEAR else 0.6 if offset <= _FAR else 0.35)


def _cited_form(zone: Zone, language: str, match: re.Match[str]) -> str:
    """The number as it is cited: as it is printed, with its year after a slash where the year stands apart."""
    groups = match.groupdict()
    if groups.get("chapter"):
        return f"{groups['year']} c. {groups['chapter']}"
    if groups.get("year"):
        return _BY_YEAR.format(**groups)
    end = match.end("of") if groups.get("of") else match.end("number")
    printed = zone.original(match.start("number"), end)
    printed = re.sub(r"[()\[\]\s（）]+(?=第)|(?<=[令号])[()\[\]\s（）]+", "", printed).strip(" .,;:()（）-")
    return _without_capitals(printed) if language in ("en", "es") else printed


def _without_capitals(number: str) -> str:
    """``NO. 13 OF 2008`` in a line of capitals as it is cited in a text: ``No. 13 of 2008``."""
    words = (word.lower() if word in _SMALL else word.capitalize() if len(word) > 1 and word.isalpha() else word
             for word in re.split(r"(\W)", number))  # fmt: skip
    return "".join(words) if number.isupper() else number


def acts_of(document: Document) -> list[Proposal]:
    """The candidates for the type of act (ids of ``act_type``): the first words of the title, or of a line below it."""
    return ranked(
        [one for language in document.languages if language in CONVENTIONS for one in _acts(document, language)], 3
    )


def _acts(document: Document, language: str) -> Iterator[Proposal]:
    zone = document.front
    pattern = _act_lines(language)
    acts = CONVENTIONS[language].acts
    for index, passage in enumerate(zone.passages):
        begin = zone.start_of(index)
        line = zone.text[begin : begin + 300].split("\n", 1)[0]
        if is_name(passage) and (match := pattern.match(line)):
            heading = passage.kind in ("title", "heading")
            confidence = (0.9 if heading else 0.7) * _LATER**index
            span = begin + match.start("act"), begin + match.end("act")
            yield Proposal("type_of_act", acts[match["act"].replace(" ال", " ")], confidence, zone.evidence(*span))


def is_name(passage: Passage) -> bool:
    """Whether a passage can be the name of an act: a line, not a sentence of the text."""
    if passage.kind in ("title", "heading"):
        return len(passage.text) <= 2 * _LONGEST_LINE
    return len(passage.text) <= _LONGEST_LINE and not (
        len(passage.text) > _SENTENCE and passage.text.endswith((".", "。", ";"))
    )


def act_words(language: str) -> str:
    """The words for types of act of a language as an alternative of a regular expression, the longest first.

    The second word of an Arabic one may have the article: القانون الأساسي.
    """
    words = "|".join(sorted(map(re.escape, CONVENTIONS[language].acts), key=len, reverse=True)).replace(r"\ ", " ")
    return words.replace(" ", " (?:ال)?") if language == "ar" else words


@cache
def _number_forms(language: str) -> tuple[_Form, ...]:
    forms = CONVENTIONS[language].numbers
    act = f"(?:{act_words(language)})"
    return tuple(
        _Form(re.compile(_with_number(form.replace("{act}", act)), re.MULTILINE), 0.95 - 0.03 * place)
        for place, form in enumerate(forms)
    )


def _with_number(form: str) -> str:
    """A form with a group ``number``; one that has a year and a chapter gets an empty one."""
    return form if "(?P<number>" in form else f"{form}(?P<number>)"


@cache
def _act_lines(language: str) -> re.Pattern[str]:
    """A line that names an act; an English or Chinese one has the word at its end, before a year or a bracket."""
    words = act_words(language)
    if language == "en":
        return re.compile(
            rf"(?:[^\n]{{0,200}}?\b)?(?P<act>{words})\b(?=,? ?(?:\d{{4}}|no\.?\b|\(|\[|of \d{{4}}|on |concerning|$))"
        )
    if language == "zh":
        return re.compile(rf"[^\n]{{0,60}}?(?P<act>{words})(?=$|[ ]?[\[(])")
    return re.compile(rf"{BEFORE_ACTS}(?P<act>{words})(?!\w)")
