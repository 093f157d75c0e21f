"""Where in a text the words of a question stand, and the part of a long text that shows most of them.

The shown text is analysed again, with the analysis that the index was written with: what is marked is what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.language import Token, exact, exact_terms, find_tokens, script_of
from indexer.search.parts import BeginningPart, ConceptPart, Part, PhrasePart, WordPart
from indexer.search.words import Word, content_words, free_tokens, tokens_in, words_of

Span = tuple[int, int]
"""Begin and end in code points, the end excluded."""

Place = tuple[int, int, str]
"""A span and what was found in it: a token, or exact words with a space between them."""

SNIPPET = 300
"""Code points of a shortened text, about."""
BEFORE = 60
"""Code points that are shown before the first place of a shortened text."""
_GAP = "… "
_BORDER = re.compile(r"\s|(?<=[、。，；：！？])")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in texts of one language: tokens, rows of exact words, beginnings of exact words."""

    tokens: frozenset[str]
    rows: tuple[tuple[str, ...], ...] = ()
    beginnings: tuple[str, ...] = ()

    def find(self, text: str, language: str) -> list[Place]:
        """The places: begin, end and what was found; in order, not joined."""
        found = [(token.start, token.end, token.text) for token in find_tokens(text, language, self.tokens)]
        if self.rows or self.beginnings:
            words = exact(text, language)
            found += self._rows_in(words)
            found += [(word.start, word.end, word.text) for word in words if word.text.startswith(self.beginnings)]
        return sorted(found)

    def is_whole(self, places: Iterable[Place]) -> bool:
        """Whether a whole row is among what was found."""
        return any(tuple(found.split()) in self.rows for _, _, found in places)

    def _rows_in(self, words: Sequence[Token]) -> Iterable[Place]:
        for row in self.rows:
            for at, word in enumerate(words):
                if word.text == row[0] and all(
                    at + step < len(words) and words[at + step].text == other for step, other in enumerate(row)
                ):
                    yield word.start, words[at + len(row) - 1].end, " ".join(row)


def marks_of(parts: Iterable[Part], language: str) -> Marks:
    """What the parts of a question mark in texts of a language."""
    tokens: set[str] = set()
    rows: list[tuple[str, ...]] = []
    beginnings: list[str] = []
    for part in parts:
        match part:
            case WordPart():
                tokens |= _tokens_of(part.word, language)
            case ConceptPart():
                for word in part.words:
                    tokens |= _tokens_of(word, language)
                label = part.found.labels.get(language, "")
                rows += [tuple(exact_terms(label))] if label else []
                for word in content_words(words_of(label)):
                    tokens |= _tokens_of(word, language)
            case PhrasePart():
                rows.append(part.tokens)
            case BeginningPart():
                rows += [(word,) for word in part.before]
                beginnings.append(part.beginning)
    return Marks(frozenset(tokens), tuple(rows), tuple(beginnings))


def _tokens_of(word: Word, language: str) -> set[str]:
    """The tokens of a word; of a Chinese one of several characters not the single characters."""
    tokens = tokens_in(word, language) or free_tokens(word)
    if script_of(word.text) == "han" and len(word.text) > 1:
        return {token for token in tokens if len(token) > 1}
    return set(tokens)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text, shortened or whole, and the places in it that are marked."""

    text: str
    highlights: tuple[Span, ...] = field(default=())


def snippet(text: str, places: Sequence[Place], length: int = SNIPPET) -> Snippet:
    """The part of a text with most of what was found, on borders of words, with its places.

    Different words count more than the same word again; of equal parts the first.
    """
    spans = joined((start, end) for start, end, _ in places)
    if len(text) <= length + BEFORE:
        return Snippet(text, spans)
    start = _border_before(text, _best_start(places, length))
    end = _border_after(text, start + length)
    before, after = (_GAP if start else ""), (" …" if end < len(text) else "")
    shown = text[start:end].rstrip()
    shift = len(before) - start
    inside = tuple(
        (first + shift, min(last, end) + shift) for first, last in spans if start <= first < start + len(shown)
    )
    return Snippet(before + shown + after, inside)


def _best_start(places: Sequence[Place], length: int) -> int:
    """Where the best part begins: a little before the first of its places."""
    best, best_score = 0, 0.0
    for at, (first, _, _) in enumerate(places):
        inside = [found for start, end, found in places[at:] if end <= first + length - BEFORE]
        score = len(set(inside)) + len(inside) / 1000
        if score > best_score:
            best, best_score = first, score
    return max(best - BEFORE, 0)


def _border_before(text: str, at: int) -> int:
    """The begin of the word at ``at``, looked for in the ``BEFORE`` code points behind it; ``at`` if it has none."""
    if at == 0:
        return 0
    border = _BORDER.search(text, at, at + BEFORE)
    return border.end() if border else at


def _border_after(text: str, at: int) -> int:
    """The last border of words before ``at``."""
    if at >= len(text):
        return len(text)
    borders = list(_BORDER.finditer(text, at - BEFORE, at))
    return borders[-1].start() if borders else at
