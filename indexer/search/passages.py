"""Which passages of the records that were found are the best: a query for each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from indexer.language import analyse, is_stop_word, script_of
from indexer.search.nodes import Bool, Node, Prefix, Term
from indexer.search.parts import BeginningPart, ConceptPart, Part, PhrasePart, WordPart
from indexer.search.words import Word, all_of, content_words, distinct, free_tokens, one_of, tokens_in, words_of

MOST_TERMS = 200
"""Terms of a query on passages."""


def passage_queries(parts: Sequence[Part], texts: Sequence[str], languages: Sequence[str]) -> Mapping[str, Node]:
    """For each language in which something can be found: passages with any of the words, best with most.

    ``texts`` are the plain words as they were typed: in Chinese their bigrams across words count too.
    """
    queries = {}
    for language in languages:
        nodes = [node for part in parts for node in _nodes(part, language)]
        if language == "zh":
            nodes += [Term("tokens", token) for text in texts for token in _chinese_tokens(text)]
        found = tuple(distinct(nodes))[:MOST_TERMS]
        if found:
            queries[language] = Bool(should=found)
    return queries


def _nodes(part: Part, language: str) -> Iterator[Node]:
    match part:
        case WordPart():
            yield from _terms([part.word], language)
        case ConceptPart():
            yield from _terms(part.words, language)
            names = [list(_terms(content_words(words_of(name)), language)) for name in part.searched_in(language)[1:]]
            if whole := one_of([all_of(terms) for terms in names if terms]):
                yield whole
        case PhrasePart():
            yield from _terms(words_of(part.text), language)
        case BeginningPart():
            yield from _terms([word for text in part.before for word in words_of(text)], language)
            yield Prefix("tokens", _stem_of(part.beginning, language))


def _terms(words: Sequence[Word], language: str) -> Iterator[Node]:
    """The words as terms: stems if they may be in the language; Latin words and numbers stand in all texts."""
    for word in words:
        tokens = tokens_in(word, language)
        if not tokens and script_of(word.text) == "latin":
            tokens = free_tokens(word)
        yield from (Term("tokens", token) for token in tokens)


def _chinese_tokens(text: str) -> Iterator[str]:
    """The Chinese tokens of a text, those across words too, without function words."""
    for token in analyse(text, "zh"):
        if script_of(token.text) == "han" and not is_stop_word(token.text, "zh"):
            yield token.text


def _stem_of(beginning: str, language: str) -> str:
    """What stems begin with: a stem may be shorter than the beginning that was typed."""
    stems = [token.text for token in analyse(beginning, language)]
    return stems[0] if len(stems) == 1 and beginning.startswith(stems[0]) else beginning
