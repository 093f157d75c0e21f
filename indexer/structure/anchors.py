"""Where in a reading a correction belongs: found by the words of a provision, its page and its id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from indexer.errors import CorrectionError
from indexer.model import Correction, Provision
from indexer.structure.drafts import Draft
from indexer.structure.letters import Letters, end_of, letters_of

BEGINNING = 80
"""Code points that an anchor quotes at least, where there are so many; it ends with a word."""

_COMPARED = 200
"""Code points of an anchor that are compared, at most."""

_LONGER = 2 * _COMPARED
"""Code points of a text in which there are as many letters."""

_LIKENESS = 0.8
"""The share of letters in order that two beginnings have in common if another reader read the same of the page."""

_SURE = 12
"""Letters from which on a beginning that one provision alone has is proof enough, on whatever page, by whatever id."""

_WORD = re.compile(r"\w+|\W")
_OPENING = {"Ps", "Pi", "Pd", "So"}
_ALSO_OPENING = "§№•*\"'"


@dataclass(frozen=True, slots=True)
class _Found:
    place: int
    draft: Draft


def beginning(text: str, least: int = BEGINNING) -> str:
    """The first words of a text on one line, of at least so many code points; a word is never cut."""
    line = " ".join(text.split())
    end = next((found.end() for found in _WORD.finditer(line) if found.end() >= least), len(line))
    return line[:end].strip()


def named(provision: Provision) -> str:
    """The label and the heading of a provision."""
    return f"{provision.label} {provision.heading}".strip()


@lru_cache(maxsize=10_000)
def _letters(text: str) -> str:
    """The letters of the beginning of a provision, which are asked for with each correction."""
    return letters_of(text).text


def place_of(correction: Correction, drafts: Sequence[Draft]) -> int:
    """The place of the provision that a correction is of. Raises CorrectionError if none, or any of several, could be.

    Its first words decide: all letters the same, else nearly all. Of several provisions that begin alike the one on
    the page is taken, of these the one with the id. Words that are few, or not quite the same, need page or id too;
    a label has to be the same.
    """
    wanted = letters_of(correction.begins[:_COMPARED]).text
    if not wanted:
        raise CorrectionError("its first words have no letter and no digit")
    on_page = _page_test(correction)
    exact = [_Found(place, one) for place, one in enumerate(drafts) if _begins(one, wanted)]
    if len(exact) == 1 and len(wanted) >= _SURE:
        return exact[0].place
    alike = exact or _alike(correction.begins, wanted, drafts)
    near = [one for one in alike if on_page(one) or _has_id(one, correction)]
    for narrower in (on_page, lambda one: one.draft.id == correction.provision, lambda one: _has_id(one, correction)):
        if len(near) > 1:
            near = [one for one in near if narrower(one)] or near
    if not near:
        raise CorrectionError("no provision begins with these words")
    if len(near) > 1:
        raise CorrectionError("several provisions begin with these words")
    return near[0].place


def _page_test(correction: Correction) -> Callable[[_Found], bool]:
    """Tells whether a provision stands where the correction has it; one that is split may begin pages before."""

    def on_page(one: _Found) -> bool:
        provision = one.draft.provision
        last = provision.page_to if correction.operation == "split" else provision.page_from
        return provision.page_from <= correction.page <= last

    return on_page


def _has_id(one: _Found, correction: Correction) -> bool:
    return correction.provision in one.draft.ids


def _texts(draft: Draft) -> Iterator[str]:
    """The letters of the beginning of a provision: as it is corrected so far, and as it is printed."""
    for name in (named(draft.provision), draft.printed):
        yield _letters(f"{name} {draft.provision.text[:_LONGER]}"[:_LONGER])


def _begins(draft: Draft, wanted: str) -> bool:
    return any(letters.startswith(wanted) for letters in _texts(draft))


def _alike(begins: str, wanted: str, drafts: Sequence[Draft]) -> Iterator[_Found]:
    """The provisions that have the label with which the words begin, and then begin nearly with these letters."""
    for place, draft in enumerate(drafts):
        if any(end_of(label, begins) for label in (draft.provision.label, draft.label) if label):
            ratios = (
                SequenceMatcher(None, one[: len(wanted)], wanted, autojunk=False).ratio() for one in _texts(draft)
            )
            if max(ratios) >= _LIKENESS:
                yield _Found(place, draft)


def offset_of(words: str, text: str) -> int:
    """Where in a text these words begin. Raises CorrectionError if that is nowhere, or at several places.

    Of several it is the one at which they are the end of the text, if there is one.
    """
    wanted, letters = letters_of(words).text, letters_of(text)
    starts = _starts(wanted, letters, text) if wanted else []
    last = [at for at in starts if at + len(wanted) == len(letters.text)]
    if not starts:
        raise CorrectionError("the words at which it is to be split are not in it")
    if len(starts) > 1 and not last:
        raise CorrectionError("the words at which it is to be split are in it several times")
    return opening(text, letters.places[(last or starts)[0]])


def opening(text: str, place: int) -> int:
    """Where the brackets, quotation marks, bullets and dashes begin that stand right before a letter of a text."""
    while place and (unicodedata.category(text[place - 1]) in _OPENING or text[place - 1] in _ALSO_OPENING):
        place -= 1
    return place


def _starts(wanted: str, letters: Letters, text: str) -> list[int]:
    """Where these letters begin a word of the text; where there are none, what is most like them."""
    starts = [found.start() for found in re.finditer(f"(?={re.escape(wanted)})", letters.text)]
    starts = starts or _most_alike(wanted, letters, text)
    return [at for at in starts if _begins_word(letters, at, text)] or starts


def _begins_word(letters: Letters, at: int, text: str) -> bool:
    place = letters.places[at]
    return place == 0 or not text[place - 1].isalnum()


def _most_alike(wanted: str, letters: Letters, text: str) -> list[int]:
    """The beginnings of words from which on the letters are most like those wanted, if enough so."""
    best, found = _LIKENESS, list[int]()
    matcher = SequenceMatcher(None, b=wanted, autojunk=False)
    for at in range(len(letters.text)):
        if not _begins_word(letters, at, text):
            continue
        matcher.set_seq1(letters.text[at : at + len(wanted)])
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        likeness = matcher.ratio()
        if likeness >= best:
            found = [*found, at] if likeness == best and found else [at]
            best = likeness
    return found
