"""Where in a text the words of a question stand, and the part of a long text that shows most of them.

The shown text is analysed again, with the analysis that the index was written with: what is marked is what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from indexer.language import Token, exact, exact_terms, find_tokens, script_of
from indexer.search.names import Name, names_together
from indexer.search.parts import BeginningPart, ConceptPart, Part, PhrasePart, WordPart
from indexer.search.words import Word, content_words, free_tokens, tokens_in, words_of

Span = tuple[int, int]
"""Begin and end in code points, the end excluded."""

Place = tuple[int, int, str]
"""A span and what was found in it: a token, or exact words or the stems of a name with a space between them."""

SNIPPET = 300
"""Code points of a shortened text, about."""
BEFORE = 60
"""Code points that are shown before the first place of a shortened text."""
_GAP = "… "
_BORDER = re.compile(r"\s|(?<=[、。，；：！？])")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in texts of one language: tokens, rows of exact words, beginnings of exact words, whole names.

    ``rows`` are what was quoted; ``runs`` are rows that are Chinese names, ``names`` the stems of all others.
    ``loose`` are the tokens of names as they were typed: they found the record, but by themselves say little.
    """

    tokens: frozenset[str]
    rows: tuple[tuple[str, ...], ...] = ()
    beginnings: tuple[str, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    names: tuple[Name, ...] = ()
    loose: frozenset[str] = frozenset()

    def loosened(self) -> Marks:
        """The marks where no whole name stands: the words of those that were typed, each by itself."""
        return replace(self, tokens=self.tokens | self.loose)

    def find(self, text: str, language: str) -> list[Place]:
        """The places: begin, end and what was found; in order, not joined."""
        of_names = {stem for name in self.names for stem in name}
        tokens = find_tokens(text, language, self.tokens | of_names)
        whole = names_together(self.names, [token for token in tokens if token.text in of_names], text)
        marked = [*whole, *(token for token in tokens if token.text in self.tokens)]
        found = [(token.start, token.end, token.text) for token in marked]
        if self.rows or self.beginnings or self.runs:
            words = exact(text, language)
            found += self._rows_in(words)
            found += [(word.start, word.end, word.text) for word in words if word.text.startswith(self.beginnings)]
        return sorted(found)

    def is_whole(self, places: Iterable[Place]) -> bool:
        """Whether a whole quotation is among what was found."""
        return any(tuple(found.split()) in self.rows for _, _, found in places)

    def _rows_in(self, words: Sequence[Token]) -> Iterable[Place]:
        for row in (*self.rows, *self.runs):
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
    runs: list[tuple[str, ...]] = []
    names: list[Name] = []
    loose: set[str] = set()
    for part in parts:
        match part:
            case WordPart():
                tokens |= _tokens_of(part.word, language)
            case ConceptPart():
                runs += [run for name in part.searched_in(language) if (run := _run_of(name))]
                names += [stems for name in part.searched_in(language) if (stems := _stems_of(name, language))]
                if language in part.found.typed_in:
                    loose |= {token for word in part.words for token in _tokens_of(word, language)}
            case PhrasePart():
                rows.append(part.tokens)
            case BeginningPart():
                rows += [(word,) for word in part.before]
                beginnings.append(part.beginning)
    return Marks(
        tokens=frozenset(tokens),
        rows=tuple(rows),
        beginnings=tuple(beginnings),
        runs=tuple(dict.fromkeys(runs)),
        names=tuple(dict.fromkeys(names)),
        loose=frozenset(loose - tokens),
    )


def _run_of(name: str) -> tuple[str, ...]:
    """The characters of a Chinese name, which has no forms; nothing of another."""
    return tuple(exact_terms(name)) if script_of(name) == "han" else ()


def _stems_of(name: str, language: str) -> Name:
    """The stems of the words of a name that is not Chinese, without function words."""
    words = [] if script_of(name) == "han" else content_words(words_of(name))
    return tuple(token for word in words for token in tokens_in(word, language) or free_tokens(word))


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
