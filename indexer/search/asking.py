"""The language in which a question is asked: that of the places that are shown first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.language import is_stop_word
from indexer.search.parts import ConceptPart, Part
from indexer.search.words import Word, words_of


def language_of_question(parts: Sequence[Part], texts: Sequence[str], display_language: str) -> str:
    """The language that most of a question is in; the display language where it may be that one as well.

    Words say their script, function words and names of concepts their language. ``texts`` is what was typed.
    """
    words = [word for text in texts for word in words_of(text)]
    possible = Counter(language for word in words for language in word.languages)
    if not possible:
        return display_language
    most = max(possible.values())
    told = Counter(language for language, count in possible.items() if count == most)
    told.update(language for language in _telling(words, parts) if language in told)
    likely = [language for language, count in told.items() if count == max(told.values())]
    return display_language if display_language in likely else likely[0]


def _telling(words: Sequence[Word], parts: Sequence[Part]) -> Iterator[str]:
    """A language for each function word and each word of a name of a concept that is of it."""
    for word in words:
        yield from (language for language in word.languages if is_stop_word(word.exact, language))
    for part in parts:
        if isinstance(part, ConceptPart):
            yield from (language for language in part.found.typed_in for _ in part.words)
