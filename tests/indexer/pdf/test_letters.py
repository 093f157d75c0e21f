"""The spelling in which text leaves the reader, and line ends that divide words."""

import unicodedata

import pytest

from indexer.pdf.letters import SOFT_HYPHEN, is_divided, spell
from indexer.pdf.lines import words_of
from indexer.pdf.radicals import IDEOGRAPHS


@pytest.mark.parametrize(
    ("drawn", "spelled"),
    [
        ("oﬃce ﬁnding", "office finding"),
        ("ﻗﺎﻧﻮﻥ", "قانون"),
        ("ﻻ", "لا"),
        ("⼯⻛⻚⺟⼾", "工风页母户"),
        ("ＡＢ１２", "AB12"),
        ("e\u0301", "é"),
        ("a\u00a0b\u2009c", "a b c"),
        ("co\u00adop\u200berate\u200f", "cooperate"),
        ("ﱠ", "\u064e\u0651"),
    ],
)
def test_what_typesetting_did_is_undone(drawn, spelled):
    """Ligatures, presentation forms, radicals, wide letters, odd spaces and invisible signs become plain letters."""
    assert spell(drawn) == spelled


@pytest.mark.parametrize("text", ["第一条，（一）；", "N.º 5, 1.ª", "№ 64", "proceeds¹ m²", "½", "«…»", "ـ"])
def test_signs_of_the_law_are_kept(text):
    """Chinese punctuation, ordinal signs, the numero sign, superior figures and fractions stay as printed."""
    assert spell(text) == text


def test_every_radical_has_its_ideograph():
    """All 114 supplementary radicals that stand for an ideograph become one."""
    assert sum("\u2e80" <= radical <= "\u2eff" for radical in IDEOGRAPHS) == 114
    for radical, ideograph in IDEOGRAPHS.items():
        assert unicodedata.name(radical).startswith(("CJK RADICAL", "KANGXI RADICAL"))
        assert ideograph >= "\u3400", radical
        assert unicodedata.normalize("NFKC", ideograph) == ideograph


@pytest.mark.parametrize(
    ("end", "divided"),
    [
        ("traf\u00ad", True),
        ("traf\u2010", True),
        ("traf\ufffe", True),
        ("traf\u0002", True),
        ("maître-", False),
        ("2010\u2010", False),
    ],
)
def test_only_dividing_hyphens_divide(end, divided, line_units):
    """A line that ends in a dividing hyphen ends in U+00AD; a plain hyphen stays one."""
    assert is_divided(end) is divided
    text, words = words_of(line_units(f"the {end}"))
    assert text.endswith(SOFT_HYPHEN) is divided
    assert words[-1].end == len(text)


def test_words_end_at_spaces_and_ideographs_stand_alone(line_units):
    """Words are cut at spaces, ideographs one by one, and their offsets count in the text of the line."""
    text, words = words_of(line_units("第5条 by the ﬁne law "))
    assert text == "第5条 by the fine law"
    assert [text[word.start : word.end] for word in words] == ["第", "5", "条", "by", "the", "fine", "law"]
