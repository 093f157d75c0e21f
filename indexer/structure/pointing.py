"""Corrections made of what a person points at in a reading: each so anchored that it fits another reading, too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate

from indexer.errors import CorrectionError
from indexer.model import Correction, LineKind, Page, Provision, ProvisionLevel, Reading
from indexer.structure.anchors import BEGINNING, beginning, named, offset_of, opening
from indexer.structure.corrections import corrected
from indexer.structure.letters import letters_of

_AROUND = 40
"""Letters before and after a place by which its page is found."""


def merge_of(reading: Reading, provision: str) -> Correction:
    """That a provision is none: its heading line and its text belong to the one before. Raises CorrectionError."""
    one = _provision(reading, provision)
    return _fitting(reading, Correction("merge", one.id, beginning(f"{named(one)} {one.text}"), one.page_from))


def split_at(  # noqa: PLR0913 - a provision has so many facts
    reading: Reading, provision: str, offset: int, label: str, *, heading: str = "", level: ProvisionLevel | None = None
) -> Correction:
    """That a new provision begins at ``offset`` (code points) of the text of another.

    Where label and heading are printed there they are no text of it. ``level`` counts where the label does not tell it.
    Raises CorrectionError.
    """
    one = _provision(reading, provision)
    at = _quoted(one.text, offset)
    page = _page_of(reading, one, offset)
    words = beginning(f"{named(one)} {one.text}")
    correction = Correction("split", one.id, words, page, at, _label(label), heading.strip(), level)
    return _fitting(reading, correction)


def rename_of(reading: Reading, provision: str, heading: str) -> Correction:
    """That the heading of a provision is another; empty: that it has none. Raises CorrectionError."""
    one = _provision(reading, provision)
    words = beginning(f"{named(one)} {one.text}")
    return _fitting(reading, Correction("rename", one.id, words, one.page_from, heading=heading.strip()))


def relabel_of(reading: Reading, provision: str, label: str, level: ProvisionLevel | None = None) -> Correction:
    """That the label of a provision is another, and with it its id. Raises CorrectionError."""
    one = _provision(reading, provision)
    words = beginning(f"{named(one)} {one.text}")
    return _fitting(reading, Correction("relabel", one.id, words, one.page_from, label=_label(label), level=level))


def _label(label: str) -> str:
    if not letters_of(label).text:
        raise CorrectionError("a provision needs a label with a letter or a digit")
    return label.strip()


def _provision(reading: Reading, name: str) -> Provision:
    found = next((one for one in reading.structure.provisions if one.id == name), None)
    if found is None:
        raise CorrectionError(f"there is no provision {name}")
    return found


def _fitting(reading: Reading, correction: Correction) -> Correction:
    """The correction, if it fits the reading it was made of."""
    for unfit in corrected(reading.structure, [correction]).unfit:
        raise CorrectionError(unfit.reason)
    return correction


def _quoted(text: str, offset: int) -> str:
    """So many words from a place of a text on that no other place begins with them."""
    letters = letters_of(text)
    place = next((place for place in letters.places if place >= offset), None) if 0 <= offset < len(text) else None
    if place is None:
        raise CorrectionError("no text follows that place")
    wanted, least = opening(text, place), BEGINNING
    while least < 2 * (len(text) + BEGINNING):
        at = beginning(text[place:], least)
        with suppress(CorrectionError):
            if offset_of(at, text) == wanted:
                return at
        least = 2 * least
    raise CorrectionError("the same words stand at several places of the text")


def _page_of(reading: Reading, one: Provision, offset: int) -> int:
    """The number of the page on which a place in the text of a provision stands; its first page if it is not found."""
    of_pages = zip(reading.pages.pages, reading.structure.kinds, strict=True)
    pages = [(page, kinds) for page, kinds in of_pages if one.page_from <= page.number <= one.page_to]
    on_pages = [_letters_on(page, kinds) for page, kinds in pages]
    ends = list(accumulate(map(len, on_pages)))
    head = letters_of(one.text[:offset]).text[-_AROUND:]
    tail = letters_of(one.text[offset : offset + 4 * _AROUND]).text[:_AROUND]
    for before in (head, ""):
        at = "".join(on_pages).find(before + tail)
        if at >= 0:
            return pages[bisect_right(ends, at + len(before))][0].number
    return one.page_from


def _letters_on(page: Page, kinds: Sequence[LineKind]) -> str:
    """The letters and digits of a page without those of running lines."""
    return letters_of("\n".join(line.text for line, kind in zip(page.lines, kinds) if kind != "running")).text  # noqa: B905 - pages may come without lines
