import pytest

from indexer.structure import numerals
from indexer.structure.folding import fold

ARABIC_UNITS = ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة"]
ARABIC_TENS = ["العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون"]


def test_every_arabic_ordinal_to_ninety_nine_has_its_value():
    """Arabic ordinals in words from 1 to 99 are read, with the article, without it, and without the conjunction."""
    expected = {word: value for value, word in enumerate(ARABIC_UNITS, 1)}
    expected |= {"العاشرة": 10}
    expected |= {f"{unit} عشرة": value + 10 for value, unit in enumerate(["الحادية", *ARABIC_UNITS[1:]], 1)}
    for ten, word in enumerate(ARABIC_TENS, 2):
        expected[word] = ten * 10
        expected[word.replace("ون", "ين")] = ten * 10
        for unit, first in enumerate(["الحادية", *ARABIC_UNITS[1:]], 1):
            expected[f"{first} و{word}"] = ten * 10 + unit
            expected[f"{first} {word}"] = ten * 10 + unit
    without = {" ".join(part.removeprefix("ال") for part in word.split()): value for word, value in expected.items()}
    for word, value in (expected | without).items():
        folded = fold(word).text
        assert numerals.arabic(folded) == (value, len(folded)), word


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("الحادية والعشرون بعد المائة", 121, ""),
        ("الأول من القانون", 1, " من القانون"),
        ("الحادي عشر", 11, ""),
        ("الثانية عشرة: التعريفات", 12, ": التعريفات"),
        ("المائة", 100, ""),
    ],
)
def test_an_arabic_ordinal_ends_where_its_words_end(text, value, rest):
    """An Arabic ordinal takes the words of its number and none that follow."""
    folded = fold(text).text
    found = numerals.arabic(folded)
    assert found is not None
    assert (found[0], folded[found[1] :]) == (value, fold(rest).text)


def test_words_that_are_no_number_are_none():
    """Words of a sentence are not taken for a number in any language."""
    assert numerals.arabic(fold("من هذا القانون").text) is None
    assert numerals.words("general provisions") is None
    assert numerals.han("总则") is None
    assert numerals.roman("civil") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5),
        ("十", 10),
        ("十二", 12),
        ("二十一", 21),
        ("一百零八", 108),
        ("一百二十", 120),
        ("一千二百六十", 1260),
        ("二〇", 20),
    ],
)
def test_chinese_numerals_have_their_value(text, value):
    """Chinese numerals are read with tens, hundreds, thousands and a zero between, and digit by digit."""
    assert numerals.han(text) == value


@pytest.mark.parametrize(("text", "value"), [("i", 1), ("iv", 4), ("xiv", 14), ("xl", 40), ("mcmxc", 1990)])
def test_roman_numerals_have_their_value(text, value):
    """Well-formed Roman numerals are read."""
    assert numerals.roman(text) == value


@pytest.mark.parametrize("text", ["iiii", "ic", "vx", ""])
def test_letters_that_only_look_roman_are_none(text):
    """Letters of Roman numerals in an order that no numeral has are refused."""
    assert numerals.roman(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("premier", 1), ("unico", 1), ("decimo segundo", 12), ("вторая", 2), ("двадцать первая", 21), ("twenty", 20)],
)
def test_number_words_of_four_languages_have_their_value(text, value):
    """Ordinals in words are read in English, French, Spanish and Russian."""
    assert numerals.words(text) == (value, len(text))
