"""Matching and BM25 as the interface promises them, in dictionaries.

BM25 is Lucene's, with the length of a field in one byte as ``SmallFloat.intToByte4`` keeps it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from indexer.search.nodes import Best, Bool, Boost, Everything, Node, Phrase, Prefix, Term

K1 = 1.2
B = 0.75

Scores = dict[str, float]
"""The entries that match, by entry, with their scores."""

_FREE_VALUES = 24
"""Lengths below this are kept exactly by Lucene."""


def kept_length(length: int) -> int:
    """What is left of a field's length after Lucene kept it in one byte: four leading bits above 24."""
    above = length - _FREE_VALUES
    shift = max(above.bit_length() - 4, 0)
    return length if above < 0 else _FREE_VALUES + (above >> shift << shift)


class Field:
    """One field of all entries: where its tokens stand."""

    def __init__(self) -> None:
        """No entry has the field yet."""
        self.places: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        self.lengths: dict[str, int] = {}
        self.total = 0

    def add(self, entry: str, text: str) -> None:
        """Give an entry, named by its id, the field with this text."""
        tokens = text.split()
        for place, token in enumerate(tokens):
            self.places[token].setdefault(entry, []).append(place)
        self.lengths[entry] = len(tokens)
        self.total += len(tokens)

    def term(self, token: str) -> Scores:
        """The entries that have the token."""
        places = self.places.get(token, {})
        return self._scores({entry: len(found) for entry, found in places.items()}, self._idf(token))

    def phrase(self, tokens: Sequence[str]) -> Scores:
        """The entries that have the tokens (at least one) one after another; their idf is the sum of all."""
        followers = [self.places.get(token, {}) for token in tokens]
        frequencies = {}
        for entry, starts in followers[0].items():
            later = [set(places.get(entry, ())) for places in followers[1:]]
            count = sum(all(start + step in places for step, places in enumerate(later, 1)) for start in starts)
            if count:
                frequencies[entry] = count
        return self._scores(frequencies, sum(map(self._idf, tokens)))

    def prefix(self, prefix: str) -> Scores:
        """The entries that have a token beginning so."""
        return {entry: 1.0 for token, places in self.places.items() if token.startswith(prefix) for entry in places}

    def _idf(self, token: str) -> float:
        number = len(self.places.get(token, ()))
        return math.log(1 + (len(self.lengths) - number + 0.5) / (number + 0.5))

    def _scores(self, frequencies: Mapping[str, int], idf: float) -> Scores:
        if not frequencies:
            return {}
        average = self.total / len(self.lengths)
        return {
            entry: idf * count / (count + K1 * (1 - B + B * kept_length(self.lengths[entry]) / average))
            for entry, count in frequencies.items()
        }


class Matcher:
    """Finds and scores the entries that a query matches."""

    def __init__(self, fields: Mapping[str, Field], ids: Iterable[str]) -> None:
        """Match on ``fields``; ``ids`` are those of all entries."""
        self._fields = fields
        self._ids = tuple(ids)

    def scores(self, node: Node) -> Scores:
        """The entries that the node matches, with their scores."""
        match node:
            case Everything():
                found = dict.fromkeys(self._ids, 0.0)
            case Term():
                found = self._fields[node.field].term(node.token)
            case Phrase():
                found = self._fields[node.field].phrase(node.tokens)
            case Prefix():
                found = self._fields[node.field].prefix(node.prefix)
            case Boost():
                found = {entry: score * node.factor for entry, score in self.scores(node.node).items()}
            case Best():
                found = _joined(map(self.scores, node.nodes), max)
            case Bool():
                found = self._bool(node)
        return found

    def _bool(self, node: Bool) -> Scores:
        should = [self.scores(child) for child in node.should]
        matched = Counter(entry for scores in should for entry in scores)
        at_least = max(node.at_least, 1) if should and not node.must else node.at_least
        must = [self.scores(child) for child in node.must]
        if not must and not should:
            must = [self.scores(Everything())]
        found = _joined([*must, *should], lambda one, other: one + other)
        for entry in list(found):
            if matched[entry] < at_least or any(entry not in scores for scores in must):
                del found[entry]
        for child in node.must_not:
            for entry in self.scores(child):
                found.pop(entry, None)
        return found


def _joined(parts: Iterable[Scores], join: Callable[[float, float], float]) -> Scores:
    found: Scores = {}
    for scores in parts:
        for entry, score in scores.items():
            found[entry] = join(found[entry], score) if entry in found else score
    return found
