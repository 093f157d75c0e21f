"""The title of a document, as the document itself gives it, and the languages it is in.

The structure of a file has the largest lines of its first page as title. On the front page of a gazette those may be
the gazette's own name, the State's, or the bare type of the act: then the first line that names an act, with its
subject from the lines below it, is the better one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.language.detection import shares
from indexer.proposals.acts import BEFORE_ACTS, act_words, is_name
from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Proposal
from indexer.proposals.document import Document, Passage, Zone

_LARGEST, _FORMULA, _NAMED, _HEADING = 0.9, 0.3, 0.7, 0.5
"""How sure a title is: the largest lines; those if they are a formula; a line that names an act; another heading."""

_LONGEST, _BARE = 400, 45
"""Code points of a title, and of one that may be no more than type and number."""

_LINES = 15
"""Lines of the front that are looked at for a title."""

_MAIN, _SECOND = 0.95, 0.6


def languages_of(document: Document) -> list[Proposal]:
    """The languages of the file and which of them is probably the original, each with its longest early passage."""
    found: list[Proposal] = []
    languages = document.languages
    for place, (language, share) in enumerate(languages.items()):
        passage = _telling(document, language)
        if passage is None:
            continue
        evidence = passage.evidence()
        found.append(Proposal("languages", language, round(min(_MAIN, 0.5 + share), 2), evidence))
        sure = min(_MAIN, 0.5 + share / 2) if place == 0 else _SECOND * share
        found.append(Proposal("original_language", language, sure, evidence))
    return [one for one in found if one.field == "languages"] + ranked(
        (one for one in found if one.field == "original_language"), len(languages)
    )


def _telling(document: Document, language: str) -> Passage | None:
    """A passage that is in a language: the first of some length, else the longest one."""
    longest: Passage | None = None
    single = len(document.languages) == 1
    for passage in document.passages(20_000):
        if not single and next(iter(shares(passage.text)), "") != language:
            continue
        if len(passage.text) > 120:
            return passage
        if longest is None or len(passage.text) > len(longest.text):
            longest = passage
    return longest


def titles_of(document: Document) -> list[Proposal]:
    """The candidates for the title, in the language of each, best first."""
    found = [*_largest_lines(document), *_named_lines(document)]
    return ranked((one for one in found if any(map(str.isalpha, one.value))), 3)


def _largest_lines(document: Document) -> Iterator[Proposal]:
    """The title of the structure."""
    title = document.reading.structure.title
    passage = next((one for one in document.passages(20_000) if one.kind == "title"), None)
    passage = passage or next((one for one in document.passages(2000) if one.text[:40] in title), None)
    if not title or passage is None:
        return
    language = _language(title, document)
    zone = Zone("front", [passage])
    formula = _formulas(language).match(zone.text) is not None
    if _is_bare(zone.text, language):
        longer = _with_subject(document, passage, title, language)
        yield Proposal("title", longer, _LARGEST if longer != title else _NAMED, passage.evidence(), language)
    else:
        yield Proposal("title", title, _FORMULA if formula else _LARGEST, passage.evidence(), language)


def _named_lines(document: Document) -> Iterator[Proposal]:
    """The lines of the front that name an act, and headings that are no formula."""
    zone = document.front
    whole = document.reading.structure.title
    for index, passage in enumerate(zone.passages[:_LINES]):
        if not is_name(passage) or (passage.text in whole and passage.text != whole):
            continue
        language = _language(passage.text, document)
        if language not in CONVENTIONS:
            continue
        begin = zone.start_of(index)
        line = zone.text[begin : begin + _LONGEST].split("\n", 1)[0]
        if _formulas(language).match(line) or re.match(CONVENTIONS[language].cited, line):
            continue
        title = passage.text
        if _is_bare(line, language):
            title = _with_subject(document, passage, title, language)
        if _titles(language).match(line):
            yield Proposal("title", title, _NAMED * 0.99**index, passage.evidence(), language)
        elif passage.kind == "heading":
            yield Proposal("title", title, _HEADING * 0.97**index, passage.evidence(), language)


def _with_subject(document: Document, passage: Passage, title: str, language: str) -> str:
    """A title that is type and number only, with the next line of the front that is a subject."""
    passages = document.front.passages
    place = next((at for at, one in enumerate(passages) if one is passage), None)
    if place is None:
        return title
    for following in passages[place + 1 : place + 4]:
        folded = Zone("front", [following]).text
        if len(following.text) > _LONGEST or _formulas(language).match(folded):
            continue
        if following.kind in ("title", "heading") or len(following.text) < _LONGEST / 2:
            space = "" if language == "zh" else " "
            return f"{title}{space}{following.text}"[:_LONGEST]
    return title


def _is_bare(line: str, language: str) -> bool:
    """Whether a folded line is the type of an act and its number, and no subject."""
    return len(line) <= _BARE and language != "zh" and _bare_titles(language).fullmatch(line) is not None


def _language(text: str, document: Document) -> str:
    """The language of a line: what it looks like among the languages of the file, else the main one."""
    languages = list(document.languages)
    if len(languages) > 1:
        found = [one for one in shares(text) if one in languages]
        return (found or languages)[0]
    return languages[0] if languages else ""


@cache
def _formulas(language: str) -> re.Pattern[str]:
    convention = CONVENTIONS.get(language)
    return re.compile(rf"(?:{convention.formulas}|{convention.gazettes})" if convention else r"(?!)")


@cache
def _titles(language: str) -> re.Pattern[str]:
    """A folded line that begins, in English and Chinese ends, with the word for a type of act."""
    words = act_words(language)
    if language == "en":
        return re.compile(rf"[^\n]{{0,220}}\b(?:{words})\b(?=,? ?(?:\d|no\.?\b|\(|$)|[^\n]{{0,40}}\bof \d)")
    if language == "zh":
        return re.compile(rf"[^\n]{{2,60}}(?:{words})(?=$| ?[(\[])")
    return re.compile(rf"{BEFORE_ACTS}(?:{words})(?!\w)")


@cache
def _bare_titles(language: str) -> re.Pattern[str]:
    """A folded line that has the word for a type of act, a number, a date, and nothing else."""
    words = act_words(language)
    months = "|".join(CONVENTIONS[language].months) or "(?!)"
    small = (
        r"(?:n[°ºo]?\.?|nro\.?|num\.?|numero|number|no\.?|of|de|du|del|la|the|year|ano|от|№|n|года|"
        r"г\.?|رقم|عدد|لسنه|سنه|لعام|مورخ|في|بتاريخ)"
    )
    piece = rf"(?:{words}|{small}|{months}|[\d/.,()°º:-]{{1,12}}(?:er|st|nd|rd|th)?|[-–—])"
    return re.compile(rf"(?:ال)?(?:{words})(?:[ ,]{{0,2}}{piece}){{0,12}}[ .,:-]{{0,3}}")
