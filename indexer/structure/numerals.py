"""The numerals of six languages: what number a law prints, whatever it prints it with.

Every table is in the form that :func:`indexer.structure.folding.fold` gives: lower case, no accents, bare alef.
"""

from __future__ import annotations

import re
from functools import cache

_HAN_DIGITS = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_HAN_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
HAN_NUMERAL = "[" + "".join((*_HAN_DIGITS, *_HAN_UNITS)) + "]"
"""A character of a Chinese numeral, as a class of a regular expression."""

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

LATIN_SUFFIXES = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies", "undecies", "duodecies",
    "terdecies",
    "quaterdecies", "quindecies", "sexdecies", "novies",
)  # fmt: skip
"""What Latin adds to the number of an article that was put in later."""

_ENGLISH = (
    "one first|two second|three third|four fourth|five fifth|six sixth|seven seventh|eight eighth|nine ninth|ten tenth|"
    "eleven eleventh|twelve twelfth|thirteen thirteenth|fourteen fourteenth|fifteen fifteenth|sixteen sixteenth|"
    "seventeen seventeenth|eighteen eighteenth|nineteen nineteenth|twenty twentieth"
)
_FRENCH = (
    "premier premiere preliminaire unique un 1er|deuxieme second seconde deux|troisieme trois|quatrieme quatre|"
    "cinquieme cinq|sixieme six|septieme sept|huitieme huit|neuvieme neuf|dixieme dix|onzieme|douzieme|treizieme|"
    "quatorzieme|quinzieme|seizieme|dix-septieme|dix-huitieme|dix-neuvieme|vingtieme"
)
_SPANISH = (
    "primero primera primer unico unica uno|segundo segunda dos|tercero tercera tercer tres|cuarto cuarta cuatro|"
    "quinto quinta cinco|sexto sexta seis|septimo septima setimo setima siete|octavo octava ocho|"
    "noveno novena nueve nono|decimo decima diez|undecimo undecima decimoprimero decimoprimera|"
    "duodecimo duodecima decimosegundo decimosegunda|decimotercero decimotercera decimotercer|"
    "decimocuarto decimocuarta|decimoquinto decimoquinta|decimosexto decimosexta|decimoseptimo decimoseptima|"
    "decimoctavo decimoctava decimooctavo|decimonoveno decimonovena|vigesimo vigesima"
)
_RUSSIAN = (
    "первая первый первое единственная|вторая второй второе|третья третий третье|четвертая четвертый|пятая пятый|"
    "шестая шестой|седьмая седьмой|восьмая восьмой|девятая девятый|десятая десятый|одиннадцатая одиннадцатый|"
    "двенадцатая двенадцатый|тринадцатая тринадцатый|четырнадцатая четырнадцатый|пятнадцатая пятнадцатый|"
    "шестнадцатая шестнадцатый|семнадцатая семнадцатый|восемнадцатая восемнадцатый|девятнадцатая девятнадцатый|"
    "двадцатая двадцатый"
)
_TENS = {"двадцать": 20, "тридцать": 30, "vigesimo": 20, "vigesima": 20, "decimo": 10, "decima": 10, "trigesimo": 30,
         "trigesima": 30, "twenty": 20, "thirty": 30}  # fmt: skip

_ARABIC_UNITS = (
    "اول اولي واحد واحده وحيد وحيده حادي حاديه|ثاني ثانيه ثان|ثالث ثالثه|رابع رابعه|خامس خامسه|سادس سادسه|سابع سابعه|"
    "ثامن ثامنه|تاسع تاسعه|عاشر عاشره"
)
_ARABIC_TENS = "عشرون عشرين|ثلاثون ثلاثين|اربعون اربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين"
_ARABIC_HUNDREDS = "مايه ميه ماءه|مايتين مايتان ميتين ميتان|ثلاثمايه ثلاثميه|اربعمايه اربعميه|خمسمايه خمسميه"


def _table(rows: str) -> dict[str, int]:
    return {word: value for value, row in enumerate(rows.split("|"), 1) for word in row.split()}


WORDS = _table(_ENGLISH) | _table(_FRENCH) | _table(_SPANISH) | _table(_RUSSIAN)
"""Ordinal and cardinal words of four languages and their values."""

_ARABIC = (
    _table(_ARABIC_UNITS)
    | {word: value * 10 + 10 for word, value in _table(_ARABIC_TENS).items()}
    | {word: value * 100 for word, value in _table(_ARABIC_HUNDREDS).items()}
)
_TEEN = ("عشر", "عشره")
_AFTER = "بعد"


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral in lower case; None if it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def han(text: str) -> int | None:
    """The value of a Chinese numeral (``一百二十三``, ``二〇``) below ten thousand; None if it is none."""
    if not text or any(character not in _HAN_DIGITS and character not in _HAN_UNITS for character in text):
        return None
    if not any(character in _HAN_UNITS for character in text):
        return int("".join(str(_HAN_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            digit = _HAN_DIGITS[character]
    return total + digit


@cache
def _arabic_word(word: str) -> int | None:
    """The value of one word of an Arabic ordinal, with or without ``و`` and the article."""
    for prefix in ("", "و", "ال", "وال", "لل", "ا"):
        if word.startswith(prefix) and word[len(prefix) :] in _ARABIC:
            return _ARABIC[word[len(prefix) :]]
    return None


def arabic(text: str) -> tuple[int, int] | None:
    """The ordinal in words at the start of a folded Arabic text: its value and where it ends; None if there is none.

    ``الحاديه والعشرون بعد المايه`` is 121. Words may lack the article or the conjunction. The units come before the
    tens, the hundreds last, so that a number that follows by chance is not taken in.
    """
    total, end, least, teen = 0, 0, 0, False
    run = re.match(r"(?:[\u0621-\u064a]+ *)*", text)
    for match in re.finditer(r"[\u0621-\u064a]+", run[0] if run else ""):
        word = match[0]
        value = _arabic_word(word)
        if word in _TEEN and 0 < total < 10 and not teen:
            total, teen, least = total + 10, True, 100
        elif value is not None and value >= least and (value >= 10 or not total):
            total, least = total + value, (10 if value < 10 else 100 if value < 100 else 1000)
        elif not (word == _AFTER and total):
            break
        if word != _AFTER:
            end = match.end()
    return (total, end) if total else None


def words(text: str) -> tuple[int, int] | None:
    """The number in words at the start of a folded Latin or Cyrillic text: its value and where it ends, or None."""
    match = re.match(r"(?:the )?([a-zа-я]+(?:-[a-zа-я]+)?|1er\b)(?: ([a-zа-я]+))?", text)
    if not match:
        return None
    first, second = match[1], match[2]
    if first in _TENS and second in WORDS and WORDS[second] < 10:
        return _TENS[first] + WORDS[second], match.end(2)
    return (WORDS[first], match.end(1)) if first in WORDS else None


_SUFFIX_OF_HAN = re.compile(rf" ?之 ?({HAN_NUMERAL}+|\d+)")


def han_suffix(text: str) -> tuple[str, int]:
    """The ``之一`` that follows ``条`` of an article put in later: ``-1`` and its length, or nothing."""
    match = _SUFFIX_OF_HAN.match(text)
    if not match:
        return "", 0
    value = int(match[1]) if match[1].isdigit() else han(match[1])
    return f"-{value}", match.end()
