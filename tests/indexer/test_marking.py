"""The words of a question on the image of a page: whole words over two lines, one box a line."""

import pytest

from indexer.marking import marked_paragraphs
from indexer.model import Line, Page, Pages, Reading, Structure, Word


def line_of(text, place, width=10.0):
    """A line whose words, or ideographs, stand where each character is ``width`` points wide."""
    top, words, at = 72 + 15.0 * place, [], 0
    for piece in list(text) if text[0] > "\u2e7f" else text.split(" "):
        at = text.index(piece, at)
        words.append(Word(at, at + len(piece), (width * at, top, width * (at + len(piece)), top + 12)))
        at += len(piece)
    return Line(text, (0.0, top, width * len(text), top + 12), 11.0, "Regular", words=tuple(words))


@pytest.fixture
def reading_of():
    """``reading_of(language, *texts)``: a reading of one page with these lines."""

    def make(language, *texts):
        lines = tuple(line_of(text, place) for place, text in enumerate(texts))
        pages = Pages("0" * 64, "test", (Page(1, 595.0, 842.0, "text", lines),))
        structure = Structure(pages.sha256, "test", "", {language: 1.0}, (("body",) * len(lines),), " ".join(texts))
        return Reading(pages, structure)

    return make


@pytest.fixture
def places_of():
    """``places_of(wanted)``: what marks a text wherever it stands in another."""
    return lambda wanted: (
        lambda text, _: [(at, at + len(wanted)) for at in range(len(text)) if text.startswith(wanted, at)]
    )


def test_a_word_over_two_lines_is_one_place_with_a_box_on_each(reading_of, places_of):
    """A word that a hyphen divides at the end of a line is found once, and both of its parts are boxed."""
    (paragraph,) = marked_paragraphs(
        reading_of("ru", "участие в преступ\u00ad", "ной организации"), 1, places_of("преступной")
    )
    assert [paragraph.text[start:end] for start, end in paragraph.marks] == ["преступной"]
    assert paragraph.boxes == (((100.0, 72.0, 180.0, 84.0), (0.0, 87.0, 30.0, 99.0)),)


def test_ideographs_of_one_place_share_a_box(reading_of, places_of):
    """A Chinese word is one box a line, not one a character, and is found across the end of a line."""
    (paragraph,) = marked_paragraphs(
        reading_of("zh", "惩治有组织犯罪和有组", "织犯罪集团的活动情况"), 1, places_of("有组织犯罪")
    )
    assert paragraph.boxes == (
        ((20.0, 72.0, 70.0, 84.0),),
        ((80.0, 72.0, 100.0, 84.0), (0.0, 87.0, 30.0, 99.0)),
    )


def test_a_phrase_over_two_lines_is_found(reading_of, places_of):
    """Words one after another are found where the second begins the next line; other lines have no box."""
    (paragraph,) = marked_paragraphs(
        reading_of("en", "the law on money", "laundering applies", "to all persons"), 1, places_of("money laundering")
    )
    assert paragraph.boxes == (((110.0, 72.0, 160.0, 84.0), (0.0, 87.0, 100.0, 99.0)),)


def test_marks_are_looked_for_in_the_language_of_the_paragraph(reading_of):
    """What marks a text is told the language of the file, also of a paragraph without letters."""
    asked = []

    def mark(text, language):
        asked.append((text, language))
        return ()

    marked_paragraphs(reading_of("fr", "la traite des personnes."), 1, mark)
    marked_paragraphs(reading_of("ar", "1430 / 7 / 21"), 1, mark)
    assert asked == [("la traite des personnes.", "fr"), ("1430 / 7 / 21", "ar")]
