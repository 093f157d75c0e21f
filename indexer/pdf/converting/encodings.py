"""Text in whatever encoding it was written: Unicode by its marks or its form, older encodings by the sense they make.

An older encoding does not say which it is. Each that is in use for the six languages is tried: the right one gives
words of one script, written large or small as people do, of letters that are common in its language.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")  # but tab, line ends, form feed, and DOS's end of file
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000  # bytes that are enough to tell
_LEAST = 0.4  # how much sense a text has to make
_ACCENTED = "àâäáãçéèêëíîïìñóôöòõúûüùÿœæßºª¹²³"
_SIGNS = (
    "«»“”‘’„…–—•·°§№©¿¡´¹²³€£،؛؟\u00a0\u200c\u200d\u200e\u200f，。、；：？！（）《》〈〉【】〔〕％－＋\u3000"
    "０１２３４５６７８９"
)


class Undecodable(Exception):
    """The bytes are no text, or in an encoding that is not known here; the message completes "the file ..."."""


@dataclass(frozen=True, slots=True)
class _Encoding:
    """An older encoding, and how much sense a word that is not all ASCII makes in its language, from 0 to 1."""

    name: str
    sense: Callable[[str], float]


def _in_script(script: str, common: str) -> Callable[[str], float]:
    """How many letters are common, of words in this script alone."""

    def sense(word: str) -> float:
        if not _has_order(word) or not all(unicodedata.name(letter, "").startswith(script) for letter in word):
            return 0.0
        return sum(letter in common for letter in word.lower()) / len(word)

    return sense


def _has_order(word: str) -> bool:
    """Whether it is in small letters, in large ones, or begins with a large one; scripts without case always are."""
    return word in {word.lower(), word.upper(), word[0] + word[1:].lower()}


def _with_accents(word: str) -> float:
    """Latin words in which letters with an accent are few, and of French, Spanish or their neighbours."""
    marked = [letter for letter in word.lower() if not letter.isascii()]
    are_few = 2 * len(marked) <= len(word) or len(word) == 1
    return float(are_few and _has_order(word) and all(letter in _ACCENTED for letter in marked))


def _in_daily_use(word: str) -> float:
    """How many characters are ideographs of the first level of GB 2312: the 3,755 in daily use."""
    return sum(b"\xb0" <= letter.encode("gb18030")[:1] <= b"\xd7" for letter in word) / len(word)


_RUSSIAN, _ARABIC = "оеаинтсрвл", "اليمنوترةبع"
_OLDER = (
    _Encoding("gb18030", _in_daily_use),
    _Encoding("windows-1251", _in_script("CYRILLIC", _RUSSIAN)),
    _Encoding("koi8-r", _in_script("CYRILLIC", _RUSSIAN)),
    _Encoding("cp866", _in_script("CYRILLIC", _RUSSIAN)),
    _Encoding("windows-1256", _in_script("ARABIC", _ARABIC)),
    _Encoding("iso8859-6", _in_script("ARABIC", _ARABIC)),
    _Encoding("windows-1252", _with_accents),
)


def begins_as_text(head: bytes, *, is_cut: bool) -> bool:
    """Whether the first bytes of a file are those of a text; where they are cut off the last character may be, too."""
    for cut in range(4 if is_cut else 1):
        try:
            return bool(decoded(head[: len(head) - cut]).strip())
        except Undecodable:
            continue
    return False


def text_of_head(head: bytes) -> str:
    """The first bytes of a file as far as ASCII tells what they are: Unicode by its mark, else a character a byte."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[1:2] == b"\x00" and head[:1] not in b"\x00":
        return head.decode("utf-16-le", "replace")
    if head[:1] == b"\x00" and head[1:2] not in b"\x00":
        return head.decode("utf-16-be", "replace")
    return head.decode("latin-1")


def decoded(data: bytes) -> str:
    """The text that bytes stand for, without the mark of Unicode; raises Undecodable."""
    text = _by_mark(data)
    if text is None:
        text = _by_form(data)
    if text is None:
        text = _older(data)
    if _CONTROLS.search(text):
        raise Undecodable("is no text: it has control characters in it")
    return text


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise Undecodable(f"is no text: it says that it is {encoding.upper()} and is not") from None
    return None


def _by_form(data: bytes) -> str | None:
    """UTF-8 proves itself; UTF-16 without a mark has its NULs at every other place, where ASCII stands in it."""
    is_ascii = 10 * sum(32 <= byte < 127 for byte in data[:_SAMPLE]) > 7 * len(data[:_SAMPLE])  # with a NUL by mistake
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if not is_ascii and len(data) % 2 == 0 and zeros.count(0) * 2 > data.count(0):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROLS.search(text):
                return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _older(data: bytes) -> str:
    """By the encoding that makes the most sense."""
    best, share = "", 0.0
    for encoding in _OLDER:
        sense = _sense(data[:_SAMPLE], encoding)
        if sense > share:
            best, share = encoding.name, sense
    if share < _LEAST:
        raise Undecodable("is in an encoding that is not known here: save it as UTF-8")
    try:
        return data.decode(best)
    except UnicodeDecodeError:
        raise Undecodable(f"is no text: it begins as {best} and does not go on so") from None


def _sense(sample: bytes, encoding: _Encoding) -> float:
    """How much sense a text makes in an encoding, on average over the characters beyond ASCII but for usual signs."""
    try:
        text = sample.decode(encoding.name)
    except UnicodeDecodeError as error:
        if len(sample) < _SAMPLE or error.start < len(sample) - 4:  # else the sample ends within a character
            return 0.0
        text = sample[: error.start].decode(encoding.name)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    strange = sum(not (letter.isascii() or letter.isalpha() or letter in _SIGNS) for letter in _WORD.sub("", text))
    weight = sum(map(len, words)) + strange
    if not weight:  # signs alone
        return float(encoding.name == "windows-1252")
    return sum(len(word) * encoding.sense(word) for word in words) / weight
