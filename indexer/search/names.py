"""Where the names of concepts stand in a text: their words together, in any form, not each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.language import Token, exact_terms

BETWEEN = 2
"""Words that may stand between two words of a name: ``traite de toutes les personnes`` is no longer one."""

Name = tuple[str, ...]
"""The stems of the words of a name, function words left out."""


def names_together(names: Iterable[Name], tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """The places of whole names in a text, of which ``tokens`` are all those that are a stem of a name, in order."""
    for name in names:
        for at, token in enumerate(tokens):
            if token.text == name[0] and (end := _end_of(name, tokens[at:], text)):
                yield Token(" ".join(name), token.start, end)


def _end_of(name: Name, tokens: Sequence[Token], text: str) -> int:
    """Where the name ends that begins with the first of the tokens; 0 if they are not the name."""
    at = 0
    for stem in name[1:]:
        last = tokens[at]
        following = range(at + 1, min(at + BETWEEN + 2, len(tokens)))
        found = next((place for place in following if tokens[place].text == stem), None)
        if found is None or len(exact_terms(text[last.end : tokens[found].start])) > BETWEEN:
            return 0
        at = found
    return tokens[at].end
