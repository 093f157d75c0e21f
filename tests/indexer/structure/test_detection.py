from concurrent.futures import ThreadPoolExecutor

import pytest

from indexer.language.detection import language_of, shares

SENTENCES = {
    "en": "A person who conveys another across a border for gain commits an offence.",
    "fr": "La personne qui en conduit une autre au-delà d'une frontière par lucre est punie.",
    "es": "La persona que conduzca a otra a través de una frontera será castigada con prisión.",
    "ru": "Лицо, перемещающее другое лицо через границу, наказывается лишением свободы.",
    "ar": "يعاقب بالسجن كل من نقل شخصا آخر عبر الحدود بقصد الربح.",
    "zh": "以营利为目的组织他人偷越国边境的，处有期徒刑，并处罚金。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_told_by_its_language(language):
    """One sentence of each of the six languages is enough, in small letters and in capitals."""
    assert shares(SENTENCES[language]) == {language: 1.0}
    assert language_of(SENTENCES[language].upper()) == language


def test_without_letters_there_is_no_language():
    """Numbers and punctuation have no language."""
    assert shares("12 / 2010 - 34.") == {}
    assert language_of("") is None


def test_languages_of_a_text_have_shares_by_letters():
    """A text in two languages has both, the larger first, and the shares make up the whole."""
    found = shares("\n".join([SENTENCES["fr"]] * 3 + [SENTENCES["ar"]] * 2))
    assert list(found) == ["fr", "ar"]
    assert sum(found.values()) == pytest.approx(1.0)
    assert 0.6 < found["fr"] < 0.8


def test_foreign_names_are_no_language():
    """Latin names in an Arabic law, and a Russian word in an English one, are noise."""
    assert shares((SENTENCES["ar"] + " (INTERPOL) ") * 5) == {"ar": 1.0}
    assert shares("\n".join([SENTENCES["en"]] * 40 + ["Россия"])) == {"en": 1.0}


def test_short_headings_follow_the_language_of_the_text():
    """Lines too short to tell do not bring in another language."""
    text = "\n".join(part for n in range(20) for part in (f"Article {n}", SENTENCES["fr"]))
    assert shares(text) == {"fr": 1.0}


def test_the_answer_is_the_same_in_every_thread():
    """Threads that ask at the same time get the same answer as one that asks alone."""
    text = "\n".join(SENTENCES.values())
    with ThreadPoolExecutor(4) as pool:
        assert len({tuple(found.items()) for found in pool.map(shares, [text] * 16)}) == 1
