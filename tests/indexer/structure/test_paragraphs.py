"""The paragraphs of a page, with each line traceable in them."""

from dataclasses import replace

import pytest

from indexer.model import Line, Page, Pages
from indexer.structure import paragraphs_of


@pytest.fixture
def page_of():
    """``page_of(*texts)``: a file of a page with full lines, one below the other."""

    def make(*texts):
        lines = [
            Line(text, (72.0, 72 + 15.0 * place, 500.0, 84 + 15.0 * place), 11.0, "Regular")
            for place, text in enumerate(texts)
        ]
        return Pages("", "", (Page(1, 595.0, 842.0, "text", tuple(lines)),))

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
    (paragraph,) = paragraphs_of(page_of(first, second), [("body", "body")], 1)
    assert paragraph.text == text
    parts = [(part.index, paragraph.text[part.start : part.end]) for part in paragraph.lines]
    assert parts == [(0, first.rstrip("-\u00ad")), (1, second)]


def test_kinds_directions_and_running_lines_stay_apart(page_of):
    """A heading, a table's cells, lines of the other direction and running lines are paragraphs of their own."""
    page = page_of("Gazette", "Chapter", "the law of", "this land", "يعاقب بالسجن", "cell", "another cell", "Gazette")
    kinds = ("running", "heading", "body", "body", "body", "table", "table", "running")
    paragraphs = paragraphs_of(page, [kinds], 1)
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
    assert paragraphs_of(page_of(), [()], 1) == ()


def test_a_page_of_headings_is_read_by_the_look_of_its_neighbours(page_of):
    """Headings that stand far apart on a page with nothing else do not become one text."""
    (body,) = page_of(*(f"line {number} of the body of this law, which goes on" for number in range(20))).pages
    (page,) = page_of("Article 36. Signature", "Article 37. Amendment", "Article 38. Languages").pages
    spread = [
        replace(line, box=(72.0, 72 + 45.0 * place, 500.0, 84 + 45.0 * place)) for place, line in enumerate(page.lines)
    ]
    pages = Pages("", "", (body, replace(page, number=2, lines=tuple(spread))))
    kinds = [("body",) * 20, ("heading",) * 3]
    assert [one.text for one in paragraphs_of(pages, kinds, 2)] == [line.text for line in spread]
    assert len(paragraphs_of(pages, kinds, 1)) == 1


def test_a_title_over_two_columns_does_not_widen_the_first():
    """The ragged lines of a column below a title are one paragraph, also in Arabic, which has no capitals to tell."""
    title = Line("قانون بشأن مكافحة الاتجار بالبشر", (128.0, 67.0, 467.0, 82.0), 14.0, "Bold")
    texts = ["قوام الجريمة أن يجعل الجاني", "فيبيعه أو يشتريه", "أو ينقله أو يسلمه", "داخل البلاد أو تجاوز"]
    lines = [
        Line(text, (left, 100 + 20.0 * place, 533.0, 114 + 20.0 * place), 11.0, "Regular")
        for place, (text, left) in enumerate(zip(texts, (316.0, 319.0, 325.0, 318.0), strict=True))
    ]
    page = Pages("", "", (Page(1, 595.0, 842.0, "text", (title, *lines)),))
    found = paragraphs_of(page, [("heading", *["body"] * 4)], 1)
    assert [one.text for one in found] == [title.text, " ".join(texts)]
