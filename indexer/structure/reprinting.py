"""The words of headings in the text around them: looked up as they are printed, put back into it, taken from it."""

from __future__ import annotations

import re
from functools import cached_property

from indexer.structure.anchors import opening
from indexer.structure.letters import Letters, end_of, letters_of

_ENOUGH = 80
"""Letters before and after a heading that are compared to find it in the text of the file."""

_SEPARATORS = re.compile(r"(?:[^\S\n]*[.:\-–—−)\]】])*\s*")
_ENDED = re.compile(r"[.:;!?…。．：；！？؛؟][\"»”’')\]）】]*$")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]")


class FileText:
    """The text of a file, in which headings are looked up; it is gone through with the first of them."""

    def __init__(self, text: str) -> None:
        """Nothing is looked up yet."""
        self._text = text

    @cached_property
    def _letters(self) -> Letters:
        return letters_of(self._text)

    def printed(self, words: str, before: str, after: str) -> tuple[str, str, str]:
        """The words of a heading as printed between two texts: the space before it, it, and the space after it.

        What is not found is taken for printed in a line of its own.
        """
        own = letters_of(words).text
        head, tail = letters_of(before[-4 * _ENOUGH :]).text[-_ENOUGH:], letters_of(after[: 4 * _ENOUGH]).text[:_ENOUGH]
        at = self._letters.text.find(head + own + tail)
        at = at + len(head) if at >= 0 else self._letters.text.find(own + tail)
        if at < 0 or not own:
            return "\n", words, "\n"
        places = (*self._letters.places, len(self._text))
        start = opening(self._text, places[at])
        end = opening(self._text, places[at + len(own)])
        found, lead = self._text[start:end], self._text[:start]
        return lead[len(lead.rstrip()) :], found.rstrip(), found[len(found.rstrip()) :]


def joined(before: str, after: str, space: str = "\n") -> str:
    """Two texts put together with the space between them; no line ends where a sentence goes on."""
    if not before or not after:
        return before + after
    if "\n" in space and (not _ENDED.search(before) or after[0].islower()):
        space = "" if _HAN.search(before[-1] + after[0]) else " "
    return before + space + after


def without(words: str, text: str) -> str | None:
    """What is left of a text that begins with these words, and then of what parts them from the rest; else None."""
    end = end_of(words, text)
    return None if end is None else text[_after(text, end) :] if end else text


def reprinted(old: str, new: str, following: str) -> tuple[str, str]:
    """What of a text is printed as a heading that was read as ``old`` and is ``new``, and what then follows it.

    Where the one begins with the other, the boundary moves: words go to what follows, or come from there. Else the new
    heading only says it better.
    """
    end = end_of(new, old)
    if end is not None:
        dropped = old[_after(old, end) if end else 0 :]
        return old[:end], joined(dropped, following)
    end = end_of(old, new)
    more = "" if end is None else new[end:].strip()
    rest = without(more, following) if letters_of(more).text else None
    if rest is None:
        return old, following
    return f"{old} {more}".strip(), rest


def _after(text: str, end: int) -> int:
    found = _SEPARATORS.match(text, end)
    return found.end() if found else end
