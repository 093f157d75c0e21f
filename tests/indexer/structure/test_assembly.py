import pytest

from indexer.model import Line
from indexer.structure.assembly import compounds_of, text_of
from indexer.structure.layout import Row, Style

STYLE = Style(size=11.0, font="Regular", bold=False, pitch=15.0)


def rows_of_lines(*texts):
    """Lines that fill their column, one below the other."""
    return [
        Row(0, n, Line(text, (72.0, 72 + 15.0 * n, 500.0, 84 + 15.0 * n), 11.0, "Regular"), 72.0, 500.0, 15.0)
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize("hyphen", ["\u2010", "\u00ad", "-"])
def test_a_divided_word_becomes_whole(hyphen):
    """A hyphen at the end of a line goes when the next line begins with a small letter."""
    assert text_of(rows_of_lines(f"the convey{hyphen}", "ance of persons"), STYLE, frozenset()) == (
        "the conveyance of persons"
    )


def test_a_divided_word_in_capitals_becomes_whole():
    """In capitals, too, a hyphen at the end of a line goes."""
    assert text_of(rows_of_lines("OF THE REPU-", "BLIC AND ITS"), STYLE, frozenset()) == "OF THE REPUBLIC AND ITS"


def test_a_compound_keeps_its_hyphen():
    """A word that has its hyphen within a line elsewhere keeps it at the end of one; so does one before a capital."""
    rows = rows_of_lines("an anti-corruption law and the anti-", "corruption agency, the Canada-", "Jordan agreement")
    assert text_of(rows, STYLE, compounds_of(rows)) == (
        "an anti-corruption law and the anti-corruption agency, the Canada-Jordan agreement"
    )


def test_chinese_lines_join_without_a_space_and_arabic_lines_with_one():
    """Between Chinese characters no space appears where a line ended; other scripts get one."""
    assert (
        text_of(rows_of_lines("依法追究刑事", "责任，2010", "年施行"), STYLE, frozenset())
        == "依法追究刑事责任，2010年施行"
    )
    assert text_of(rows_of_lines("يعاقب بالسجن", "كل من نقل"), STYLE, frozenset()) == "يعاقب بالسجن كل من نقل"


def test_a_line_that_had_room_ends_its_paragraph():
    """A short line that ends a sentence ends the paragraph; one that was full does not."""
    first, second = rows_of_lines("It applies to all.", "The next paragraph begins here")
    short = Row(0, 0, Line(first.text, (72.0, 72.0, 170.0, 84.0), 11.0, "Regular"), 72.0, 500.0, 15.0)
    assert text_of([short, second], STYLE, frozenset()).count("\n") == 1
    assert text_of([first, second], STYLE, frozenset()).count("\n") == 0


def test_items_of_a_list_are_lines_of_their_own():
    """An enumerated line after the end of a clause begins a line of the text."""
    rows = rows_of_lines("The law applies to:", "(a) persons who convey;", "(b) persons who help.")
    assert text_of(rows, STYLE, frozenset()).split("\n") == [row.text for row in rows]
