"""The paragraphs of a page, with each line traceable in them."""

import pytest

from indexer.model import Line, Page
from indexer.structure import paragraphs_of


@pytest.fixture
def page_of():
    """``page_of(*texts)``: a page with full lines, one below the other."""

    def make(*texts):
        lines = [
            Line(text, (72.0, 72 + 15.0 * place, 500.0, 84 + 15.0 * place), 11.0, "Regular")
            for place, text in enumerate(texts)
        ]
        return Page(1, 595.0, 842.0, "text", tuple(lines))

    return make


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("the convey\u00ad", "ance of persons", "the conveyance of persons"),
        ("участие в пре-", "ступных группах", "участие в преступных группах"),
        ("依法追究有组", "织犯罪的责任", "依法追究有组织犯罪的责任"),
        ("يعاقب بالسجن", "كل من نقل", "يعاقب بالسجن كل من نقل"),
    ],
)
def test_lines_join_and_stay_traceable(first, second, text, page_of):
    """Divided words are whole in a paragraph, and each line is found in it at its place, without its hyphen."""
    (paragraph,) = paragraphs_of(page_of(first, second), ("body", "body"))
    assert paragraph.text == text
    parts = [(part.index, paragraph.text[part.start : part.end]) for part in paragraph.lines]
    assert parts == [(0, first.rstrip("-\u00ad")), (1, second)]


def test_kinds_directions_and_running_lines_stay_apart(page_of):
    """A heading, a table's cells, lines of the other direction and running lines are paragraphs of their own."""
    page = page_of("Gazette", "Chapter", "the law of", "this land", "يعاقب بالسجن", "cell", "another cell", "Gazette")
    kinds = ("running", "heading", "body", "body", "body", "table", "table", "running")
    paragraphs = paragraphs_of(page, kinds)
    assert [(one.kind, one.text) for one in paragraphs] == [
        ("running", "Gazette"),
        ("heading", "Chapter"),
        ("body", "the law of this land"),
        ("body", "يعاقب بالسجن"),
        ("table", "cell"),
        ("table", "another cell"),
        ("running", "Gazette"),
    ]


def test_a_page_without_lines_has_no_paragraphs(page_of):
    """A page that could not be read has nothing to show."""
    assert paragraphs_of(page_of(), ()) == ()
