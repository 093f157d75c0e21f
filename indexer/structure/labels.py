"""The labels of provisions in six languages: ``Article 5``, ``المادة ٥``, ``第五条``, ``Статья 5``, ``CAPÍTULO II``.

A label is a word that names a kind of provision and a number, at the start of a line. This module says what a label is
and what it means; whether a line that begins with one is a heading or a sentence is decided elsewhere.

Names of ids follow the OASIS standard Akoma Ntoso Naming Convention 1.0: art, sec, chp, para; the full name otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.model import ProvisionLevel
from indexer.structure import numerals
from indexer.structure.folding import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of provision: its level, the name that ids are made of, and its rank (a lower one holds a higher)."""

    level: ProvisionLevel
    name: str
    rank: int


ANNEX = Unit("annex", "annex", 0)
PART = Unit("part", "part", 10)
BOOK = Unit("part", "book", 11)
TITLE = Unit("part", "title", 12)
CHAPTER = Unit("chapter", "chp", 20)
DIVISION = Unit("section", "sec", 30)
SUBDIVISION = Unit("section", "subsec", 31)
SECTION = Unit("section", "sec", 40)
ARTICLE = Unit("article", "art", 40)
ADDITIONAL, TRANSITIONAL, REPEALING, FINAL = (
    Unit("article", name, 40) for name in ("additional", "transitional", "repealing", "final")
)
PARAGRAPH = Unit("paragraph", "para", 50)

BASIC = 40
"""The rank of articles, and of sections where these take their place."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: ``text`` as printed, ``end`` where it ends in the line.

    ``number`` is in the form of ids (``5``, ``12a``, ``5bis``, ``120-1``; empty without a number), ``key`` orders it,
    and ``languages`` are those that have the word.
    """

    unit: Unit
    number: str
    key: tuple[int, ...]
    text: str
    end: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    pattern: re.Pattern[str]
    unit: Unit
    languages: tuple[str, ...]
    numbered: bool = True


def _word(words: str, unit: Unit, languages: str, *, numbered: bool = True) -> _Word:
    return _Word(re.compile(rf"(?:{words})(?![a-zа-я\u0621-\u064a])"), unit, tuple(languages.split()), numbered)


_WORDS = (
    _word("article", ARTICLE, "en fr"),
    _word("articulo", ARTICLE, "es"),
    _word(r"art\.?", ARTICLE, "fr es en"),
    _word("статья", ARTICLE, "ru"),
    _word("(?:ال)?ماده", ARTICLE, "ar"),
    _word(r"section|sec\.", SECTION, "en"),
    _word("disposicion adicional", ADDITIONAL, "es"),
    _word("disposicion transitoria", TRANSITIONAL, "es"),
    _word("disposicion derogatoria", REPEALING, "es"),
    _word("disposicion final", FINAL, "es"),
    _word("section", DIVISION, "fr"),
    _word("seccion", DIVISION, "es"),
    _word("sous-section", SUBDIVISION, "fr"),
    _word("subdivision", SUBDIVISION, "en"),
    _word("division", DIVISION, "en"),
    _word("chapter", CHAPTER, "en"),
    _word("chapitre", CHAPTER, "fr"),
    _word("capitulo", CHAPTER, "es"),
    _word("глава", CHAPTER, "ru"),
    _word("раздел", PART, "ru"),
    _word("часть", PART, "ru"),
    _word("подраздел", TITLE, "ru"),
    _word("параграф|§", DIVISION, "ru"),
    _word("part", PART, "en"),
    _word("partie", PART, "fr"),
    _word("parte", PART, "es"),
    _word("book", BOOK, "en"),
    _word("livre", BOOK, "fr"),
    _word("libro", BOOK, "es"),
    _word("title", TITLE, "en"),
    _word("titre", TITLE, "fr"),
    _word("titulo", TITLE, "es"),
    _word("(?:ال)?كتاب", BOOK, "ar"),
    _word("(?:ال)?باب", TITLE, "ar"),
    _word("(?:ال)?قسم", PART, "ar"),
    _word("(?:ال)?فصل", CHAPTER, "ar"),
    _word("(?:ال)?فرع|(?:ال)?مبحث", DIVISION, "ar"),
    _word("annex|schedule|appendix", ANNEX, "en", numbered=False),
    _word("annexe", ANNEX, "fr", numbered=False),
    _word("anexo", ANNEX, "es", numbered=False),
    _word("приложение", ANNEX, "ru", numbered=False),
    _word("(?:ال)?ملحق|(?:ال)?مرفق", ANNEX, "ar", numbered=False),
)
_LONGEST = 120
_FIRST_LETTERS = frozenset("abcdlpst§сгрчпامبكقف")
_MISREAD_ONE = re.compile(r"(?<= )l(?=\d)|(?<=\d)[lI](?=[ .:\d]|$)")

_HAN_UNITS = {"条": ARTICLE, "编": PART, "章": CHAPTER, "节": DIVISION, "部分": PART}
_N = rf"(?:{numerals.HAN_NUMERAL}(?: ?{numerals.HAN_NUMERAL})*|\d+)"
_HAN = re.compile(rf"第 ?({_N}) ?(条|编|章|节|部分)")
_HAN_ANNEX = re.compile(rf"(?:附件|附录|附表) ?({_N})?(?=[ :]|$)")

_SUFFIX = "|".join(sorted(numerals.LATIN_SUFFIXES, key=len, reverse=True))
_DIGITS = re.compile(
    r"(?:n(?:o|ro|um)?[.°]? ?|№ ?)?"
    r"(?P<code>(?:lo|[lrda])\.? ?\*?(?= ?\d))? ?"
    r"(?P<digits>\d+(?:[.\-/]\d+)*)"
    r"(?:(?:er|re|eme|nd|rd|st|th|[oº°ª])(?![a-zа-я])| ?[°º])?"
    rf"(?:[ -]?(?P<latin>{_SUFFIX})(?![a-z])(?: ?(?P<after>[a-z]|\d+)(?= *(?:[.:-]|$)))?)?"
    r"(?P<letter>-?[a-z]{1,2}(?![a-zа-я]))?"
)
_ROMAN = re.compile(rf"([ivxlcdm]+)(?:er|o|°)?(?![a-zа-я\u0621-\u064a])(?:[ -]?({_SUFFIX})(?![a-z]))?")
_LETTER = re.compile(r"([a-z])(?![a-zа-я0-9'])")
_REPEATED = re.compile(r" ?مكررا?(?![\u0621-\u064a])(?: ?\(? ?([\u0621-\u064a]|\d+) ?\)?(?![\u0621-\u064a]))?")
_OPENING = re.compile(r" *[(\[]? *")
_CLOSING = re.compile(r" *[)\]]")
_LOST_OPENING = re.compile(r" ?[()](?= ?(?:[:.]|$))")
"""A closing bracket whose opening one OCR has lost."""
_CONTINUED = re.compile(r" ?\((?:suite|cont\.?|continued|continuacion|продолжение|تابع)\)")

_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"


def _key(number: str) -> tuple[int, ...]:
    """A number of ids as whole numbers that sort as the law counts: 5, 5bis, 5ter, 6; 12, 12a, 12b; l222-5."""
    parts = re.findall(rf"\d+|{_SUFFIX}|[a-z]", number)
    order = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6, "septies": 7, "octies": 8, "nonies": 9,
             "novies": 9, "decies": 10}  # fmt: skip
    return tuple(int(part) if part.isdigit() else order.get(part, ord(part[0]) - 96) for part in parts)


def _digits(text: str) -> tuple[str, int] | None:
    """A number in digits with all that follows it (``5 bis A``, ``12A``, ``L. 123-4``): its id and where it ends."""
    match = _DIGITS.match(text)
    if not match:
        return None
    digits = "-".join(part.lstrip("0") or "0" for part in re.split(r"[./-]", match["digits"]))
    number = re.sub(r"[ .*]", "", match["code"] or "") + digits
    number += match["latin"] or ""
    number += f"-{match['after']}" if match["after"] else ""
    end = match.end()
    if match["letter"]:
        number += match["letter"].strip("-")
    repeated = _REPEATED.match(text, end)
    if repeated:
        number, end = number + _repetition(repeated), repeated.end()
    return number, end


def _repetition(match: re.Match[str]) -> str:
    """``مكرر`` is bis; a letter or number after it tells several apart: ``مكرر (ب)`` is ``bis-b``."""
    more = match[1]
    if not more:
        return "bis"
    return f"bis-{more}" if more.isdigit() else f"bis-{chr(97 + _ABJAD.index(more) % 26)}" if more in _ABJAD else "bis"


def _number(text: str, unit: Unit, languages: tuple[str, ...]) -> tuple[str, int] | None:
    """The number at the start of a folded text, in the form of ids, and where it ends; None if there is none."""
    if "ar" in languages:
        found = numerals.arabic(text)
        if found:
            repeated = _REPEATED.match(text, found[1])
            return (f"{found[0]}{_repetition(repeated)}", repeated.end()) if repeated else (str(found[0]), found[1])
        return _digits(text)
    roman = _ROMAN.match(text)
    if roman and (value := numerals.roman(roman[1])) and not (unit is ARTICLE and roman[1] in ("l", "d", "c", "m")):
        return f"{value}{roman[2] or ''}", roman.end()
    found = numerals.words(text)
    if found:
        return str(found[0]), found[1]
    letter = _LETTER.match(text)
    if letter and unit.rank < BASIC:
        return letter[1], letter.end()
    return _digits(text)


def _bracketed(text: str, unit: Unit, languages: tuple[str, ...]) -> tuple[str, int] | None:
    """The number after the word of a label, in brackets or not; ``end`` is behind the closing bracket."""
    opening = re.match(r" ?[()\[]? ?", text)
    start = opening.end() if opening else 0
    found = _number(text[start:], unit, languages)
    if not found:
        return None
    number, end = found[0], start + found[1]
    if text[:start].strip():
        # OCR and some producers of Arabic print brackets the other way round.
        closing = re.match(r" ?[()\]]", text[end:])
        if not closing:
            return None
        end += closing.end()
        repeated = _REPEATED.match(text, end)
        if repeated:
            number, end = number + _repetition(repeated), repeated.end()
    elif lost := _LOST_OPENING.match(text, end):
        end = lost.end()
    return number, end


def _worded(text: str) -> tuple[Unit, tuple[str, ...], str, int] | None:
    """Unit, languages, number and end of a label that begins with its word."""
    for word in _WORDS:
        # OCR may lose the space: a digit may follow the word at once.
        match = word.pattern.match(text)
        if not match:
            continue
        found = _bracketed(text[match.end() :], word.unit, word.languages)
        if found:
            return word.unit, word.languages, found[0], match.end() + found[1]
        if not word.numbered and not text[match.end() :].strip(" .:-"):
            return word.unit, word.languages, "", match.end()
    return None


def _han(text: str) -> tuple[Unit, tuple[str, ...], str, int] | None:
    """Unit, language, number and end of a Chinese label."""
    annex = _HAN_ANNEX.match(text)
    if annex:
        return ANNEX, ("zh",), _han_number(annex[1] or ""), annex.end()
    match = _HAN.match(text)
    if not match:
        return None
    suffix, length = numerals.han_suffix(text[match.end() :])
    return _HAN_UNITS[match[2]], ("zh",), _han_number(match[1]) + suffix, match.end() + length


def _han_number(text: str) -> str:
    digits = text.replace(" ", "")
    return digits if digits.isdigit() else str(numerals.han(digits)) if digits else ""


def label_of(text: str) -> Label | None:
    """The label that a line begins with; None if it begins with none.

    Spaces within a Chinese label, a missing space between word and number, brackets around the number or all of it, and
    l or I for the digit 1 are accepted. A quotation mark before it makes it a quotation, not a label.
    """
    first = text.lstrip(" ([")[:1]
    if first not in "第附" and fold(first).text not in _FIRST_LETTERS:
        return None
    folded = fold(_MISREAD_ONE.sub("1", text[:_LONGEST]))
    opening = _OPENING.match(folded.text)
    start = opening.end() if opening else 0
    body = folded.text[start:]
    found = _han(body) if body[:1] in ("第", "附") else _worded(body) if body[:1] in _FIRST_LETTERS else None
    if not found:
        return None
    unit, languages, number, end = found
    enclosed = opening is not None and opening[0].strip() != ""
    if enclosed and body[end - 1] in ")]" and not re.search(r"[(\[]", body[:end]):
        end -= 1
    printed = text[folded.original(start) : folded.original(start + end)].strip(" .:-")
    if enclosed:
        closing = _CLOSING.match(body, end)
        if not closing:
            return None
        end = closing.end()
    continued = _CONTINUED.match(body, end)
    end = continued.end() if continued else end
    return Label(unit, number, _key(number), printed, folded.original(start + end), languages)
