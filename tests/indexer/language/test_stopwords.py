import pytest

from indexer.language import exact_terms, is_stop_word
from indexer.language.stopwords import STOP_WORDS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what is the"),
        ("fr", "où est-ce que l'"),
        ("es", "¿cuál es el"),
        ("ru", "что это за"),
        ("ar", "ما هي إلى"),
        ("zh", "是"),
    ],
)
def test_words_that_questions_are_made_of_are_function_words(language, text):
    """Function words are known in the folded form that exact words have, with or without accents."""
    assert all(is_stop_word(word, language) for word in exact_terms(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "law"), ("fr", "traite"), ("es", "delito"), ("ru", "закон"), ("ar", "قانون"), ("zh", "法")],
)
def test_words_of_law_are_none(language, text):
    """A word that says what is looked for is never a function word."""
    assert not is_stop_word(exact_terms(text)[0], language)


def test_every_function_word_can_be_met():
    """Each listed word is in the form in which words are compared, else it would never match."""
    for language, words in STOP_WORDS.items():
        for word in words:
            assert "".join(exact_terms(word)) == word, (language, word)
