"""Tesseract's table of words made into lines."""

import pytest

from indexer.pdf.tsv import doubt, has_doubtful_stretch, lines_of, mended, without_foreign_noise, words_of_table

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def table(*lines, conf=90):
    """A table of lines of words, each word 50 pixels wide in a cell of 60, a line of 20 pixels every 30."""
    rows = []
    for number, line in enumerate(lines):
        for place, word in enumerate(line):
            text, sure = word if isinstance(word, tuple) else (word, conf)
            rows.append(f"5\t1\t1\t1\t{number}\t{place}\t{60 * place}\t{30 * number}\t50\t20\t{sure}\t{text}")
    return HEAD + "\n".join(rows)


def texts(words):
    """The texts of the lines of words on a page of 300 x 300 points, drawn at two pixels a point."""
    return [line.text for line in lines_of(words, (300.0, 300.0), (600, 600), 0)]


def test_boxes_are_in_points_and_confidence_from_0_to_1():
    """Pixels become points, percents become shares."""
    (line,) = lines_of(words_of_table(table(["the", ("law", 42.5)])), (300.0, 300.0), (600, 600), 0)
    assert line.text == "the law"
    assert line.box == (0.0, 0.0, 55.0, 10.0)
    assert [(word.start, word.end, word.box, word.confidence) for word in line.words] == [
        (0, 3, (0.0, 0.0, 25.0, 10.0), 0.9),
        (4, 7, (30.0, 0.0, 55.0, 10.0), 0.425),
    ]


def test_specks_and_pictures_are_left_out():
    """Signs that nobody is sure of, lines without letters and lines of guesses are not text."""
    words = words_of_table(table(["law", ("|", 12)], ["~", "*"], [("xq", 5), ("zj", 8), ("kk", 11)]))
    assert texts(words) == ["law"]


def test_chinese_has_no_spaces_and_keeps_those_around_latin():
    """Words of ideographs, figures and punctuation join; a Latin word that stands apart stays apart."""
    assert texts(words_of_table(table(["第", "5", "条", "，", "与", "UNODC", "合作", "。"]))) == [
        "第5条，与 UNODC 合作。"
    ]


def test_lines_of_both_directions_are_put_in_logical_order():
    """A line with Arabic and Latin words is ordered by where the words stand, whatever the order of the table."""
    assert texts(words_of_table(table(["UN", "SC", "منظمة", "مع", "تتعاون"]))) == ["تتعاون مع منظمة UN SC"]


def test_a_hyphen_at_a_line_end_and_arabic_stops():
    """A plain hyphen stays, a dividing one becomes U+00AD, and a comma after an Arabic letter is an Arabic one."""
    assert texts(words_of_table(table(["self-"], ["traf\u2010"], ["خاص,"], ["1,5"]))) == [
        "self-",
        "traf\u00ad",
        "خاص،",
        "1,5",
    ]


@pytest.mark.parametrize(("sure", "share"), [(95, 0.0), (20, 1.0)])
def test_doubt_is_the_share_of_unsure_words(sure, share):
    """Doubt counts words that are more likely wrong than right; a few words are not enough to doubt a page."""
    assert doubt(words_of_table(table(["word"] * 12, conf=sure))) == share
    assert doubt(words_of_table(table(["word"] * 3, conf=sure))) == 0.0


def test_a_stretch_in_doubt_is_mended_where_another_reading_is_sure():
    """Several unsure words in a row are replaced by sure ones at the same place; sure words never are."""
    first = words_of_table(table(["قانون", ("ruojgu", 30), ("oitsegd", 20)], ["مادة"]))
    second = words_of_table(table([("xxxxx", 20), "digest", "official"], ["yyyyy"]))
    assert has_doubtful_stretch(first)
    assert [word.text for word in mended(first, second)] == ["قانون", "digest", "official", "مادة"]
    unsure = words_of_table(table(["a", ("digest", 30), ("official", 30)]))
    assert mended(first, unsure) == first


def test_an_unsure_latin_word_among_arabic_ones_gives_way():
    """What the model for Arabic read takes the place of one unsure Latin word; sure words and Latin lines stay."""
    arabic = words_of_table(table(["إلى", "العقوبتين", ("معا.", 40)], ["قانون", "رقم", "كذا"], ["a", "b", "c"]))
    both = words_of_table(
        table(["إلى", "العقوبتين", ("ns", 58)], ["قانون", "رقم", "UNODC"], ["of", ("the", 50), "law"])
    )
    assert [word.text for word in without_foreign_noise(both, arabic)] == [
        *("إلى", "العقوبتين", "معا."),
        *("قانون", "رقم", "UNODC"),
        *("of", "the", "law"),
    ]
