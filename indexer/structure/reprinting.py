"""The words of headings in the text around them: looked up as they are printed, put back into it, taken from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.anchors import opening
from indexer.structure.letters import end_of, letters_of

_WORDS = 12
"""Words before and after a heading by which it is found in the text of the file."""

_NEAR = 400
"""Code points in which there are as many words."""

_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = re.compile(r"(?:[^\S\n]*[.:\-–—−)\]】])*\s*")
_ENDED = re.compile(r"[.:;!?…。．：；！？؛؟][\"»”’')\]）】]*$")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]")


def printed_between(text: str, before: str, words: str, after: str) -> tuple[str, str, str]:
    """The words of a heading as the text of a file has them between two others.

    Gives the space before it, it, and the space after it. What is not found is taken for a line of its own.
    """
    head, own, tail = _WORD.findall(before[-_NEAR:])[-_WORDS:], _WORD.findall(words), _WORD.findall(after[:_NEAR])
    for around in (head, []):
        found = _pattern(around, own, tail[:_WORDS]).search(text) if own else None
        if found:
            start, end = opening(text, found.start("own")), opening(text, found.start("tail"))
            line, lead = text[start:end], text[max(0, start - _NEAR) : start]
            return lead[len(lead.rstrip()) :], line.rstrip(), line[len(line.rstrip()) :]
    return "\n", words, "\n"


def _pattern(head: Sequence[str], own: Sequence[str], tail: Sequence[str]) -> re.Pattern[str]:
    """These words, whatever stands between them that is none; the last of a text that is cut may be cut."""
    apart = r"[\W_]*"
    parts = (apart.join(map(re.escape, words)) for words in (head, own, tail))
    return re.compile("{}{apart}(?P<own>{}){apart}(?P<tail>{})".format(*parts, apart=apart))


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
