"""The tables of the six languages: written as they are compared, and leading to terms that there are."""

import re

import pytest

from indexer.model import LANGUAGES
from indexer.proposals.conventions import CONVENTIONS
from indexer.structure.folding import fold


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stand_as_they_are_compared(language):
    """Months, number words and types of act are folded, so that none of them can never be found."""
    convention = CONVENTIONS[language]
    for word in (*convention.months, *convention.spelled, *convention.acts):
        assert fold(word).text == word
    assert not [word for word in convention.acts if " ال" in word], "the rule puts the article before a second word"


@pytest.mark.parametrize("language", LANGUAGES)
def test_types_of_act_and_countries_are_terms(language, own_vocabularies):
    """Every type of act is a term, every institution leads to a country or an organization that there is."""
    convention = CONVENTIONS[language]
    assert all(own_vocabularies.has("act_type", term) for term in convention.acts.values())
    for origin in convention.institutions.values():
        assert own_vocabularies.has("country" if origin.isupper() else "organization", origin)


@pytest.mark.parametrize("language", LANGUAGES)
def test_expressions_are_written_for_folded_text(language):
    """No expression asks for a capital or an accented letter, which folded text does not have."""
    convention = CONVENTIONS[language]
    expressions = [
        *convention.numbers, *convention.dockets, *convention.dates, *convention.before.values(),
        *convention.after.values(), *convention.kinds.values(), *convention.institutions, convention.cited,
        convention.courts, convention.decisions, convention.gazettes, convention.formulas,
    ]  # fmt: skip
    for expression in expressions:
        plain = re.sub(r"\\[A-Za-z]|\\u[0-9a-f]{4}|\(\?P<\w+>|\{\w+\}", "", expression)
        letters = {character for character in plain if character.isalpha() and character not in "ºоO"}
        assert {letter for letter in letters if fold(letter).text != letter} == set()
