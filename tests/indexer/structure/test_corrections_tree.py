"""Corrections of chapters, of sections, and of files with several languages: what holds what, and which ids follow."""

import pytest

from indexer.language.detection import shares
from indexer.model import Correction, Reading
from indexer.structure import corrected, corrected_reading, merge_of, paragraphs_of, relabel_of, split_at, structure_of

SENTENCE = "A person who conveys another across a border for gain commits an offence and is liable to imprisonment. "
FRENCH = "La personne qui en conduit une autre au-delà d'une frontière par esprit de lucre est punie de prison. "


@pytest.fixture
def law(printed, block):
    """Prints headings, each with a text behind it unless it is a chapter or part, and reads them."""

    def run(*headings, sentence=SENTENCE):
        blocks = []
        for place, heading in enumerate(headings):
            blocks.append(block(heading, bold=True))
            if heading.startswith(("Chapter", "Part", "Title")):
                blocks.append(block(f"Of matters {place}", bold=True))
            else:
                blocks.append(f"Matter {place}. {sentence * 2}")
        pages = printed(blocks)
        return Reading(pages, structure_of(pages, shares))

    return run


def tree(reading):
    """The ids of the provisions, each with that of what holds it."""
    return [(one.id, one.parent) for one in reading.structure.provisions]


def after(reading, *corrections):
    found, unfit = corrected_reading(reading, corrections)
    assert unfit == ()
    return found


def test_what_a_merged_chapter_held_goes_to_the_one_before(law):
    """Without a chapter that was none its articles are those of the chapter before, and what follows stays."""
    reading = law("Chapter 1", "Article 1", "Chapter 7", "Article 2", "Article 3", "Chapter 2", "Article 4")
    found = after(reading, merge_of(reading, "chp_7"))
    assert tree(found) == [
        ("chp_1", None),
        ("art_1", "chp_1"),
        ("art_2", "chp_1"),
        ("art_3", "chp_1"),
        ("chp_2", None),
        ("art_4", "chp_2"),
    ]
    assert found.structure.provisions[1].text.endswith("Chapter 7\nOf matters 2")


def test_what_follows_a_chapter_that_was_missed_is_in_it(law):
    """A chapter that is split from an article holds the articles after it, up to the next chapter."""
    reading = law("Chapter 1", "Article 1", "Article 2", "Article 3", "Chapter 3", "Article 4")
    text = reading.structure.provisions[2].text
    offset = text.index("A person", 30)
    found = after(reading, split_at(reading, "art_2", offset, "Chapter 2"))
    assert tree(found) == [
        ("chp_1", None),
        ("art_1", "chp_1"),
        ("art_2", "chp_1"),
        ("chp_2", None),
        ("art_3", "chp_2"),
        ("chp_3", None),
        ("art_4", "chp_3"),
    ]


def test_a_paragraph_that_is_split_from_an_article_is_in_it(law):
    """What is split off with a lower level is held by what it stood in."""
    reading = law("Article 1", "Article 2")
    offset = reading.structure.provisions[0].text.index("A person", 30)
    found = after(reading, split_at(reading, "art_1", offset, "2", level="paragraph"))
    assert tree(found) == [("art_1", None), ("para_2", "art_1"), ("art_2", None)]


def test_an_article_that_is_a_chapter_holds_what_follows(law):
    """A label of another rank changes the level, and what follows is held by it; back again it is as it was."""
    reading = law("Chapter 1", "Article 1", "Article 2", "Article 3")
    chapter = relabel_of(reading, "art_2", "Chapter 2")
    found = after(reading, chapter)
    assert tree(found) == [("chp_1", None), ("art_1", "chp_1"), ("chp_2", None), ("art_3", "chp_2")]
    assert found.structure.provisions[2].level == "chapter"
    again = after(reading, chapter, relabel_of(found, "chp_2", "Article 2"))
    assert again.structure.provisions == reading.structure.provisions


def test_ids_below_a_relabelled_chapter_follow(law):
    """An id with that of the chapter in front changes with it, and both old ids lead to the new ones."""
    reading = law("Chapter 1", "Article 1", "Article 2", "Chapter 2", "Article 1", "Article 2")
    assert tree(reading)[4] == ("chp_2__art_1", "chp_2")
    found = corrected(reading.structure, [relabel_of(reading, "chp_2", "Chapter 3")])
    assert [one.id for one in found.structure.provisions][3:] == ["chp_3", "chp_3__art_1", "chp_3__art_2"]
    assert {one.parent for one in found.structure.provisions[4:]} == {"chp_3"}
    assert found.moved == {"chp_2": "chp_3", "chp_2__art_1": "chp_3__art_1", "chp_2__art_2": "chp_3__art_2"}


def test_numbers_that_move_up_one_after_the_other_find_their_ids(law):
    """An id that another has still gets it as soon as that one is relabelled, too."""
    reading = law("Article 1", "Article 2", "Article 3")
    first = relabel_of(reading, "art_2", "Article 3")
    found = after(reading, first)
    assert [one.id for one in found.structure.provisions] == ["art_1", "art_3_2", "art_3"]
    second = relabel_of(found, "art_3", "Article 4")
    moved = corrected(reading.structure, [first, second])
    assert [one.id for one in moved.structure.provisions] == ["art_1", "art_3", "art_4"]
    assert moved.moved == {"art_2": "art_3", "art_3_2": "art_3"}


def test_what_is_merged_into_what_is_merged_leads_to_the_last(law):
    """The address of an article leads through all corrections to the one that has its text."""
    reading = law("Article 1", "Article 2", "Article 3")
    first = merge_of(reading, "art_3")
    corrections = [first, merge_of(after(reading, first), "art_2")]
    assert corrected(reading.structure, corrections).moved == {"art_2": "art_1", "art_3": "art_1"}


def test_before_the_first_article_there_is_text_outside(law):
    """What is merged and has nothing before it is text of its page outside provisions."""
    reading = law("Article 1", "Article 2", "Article 3")
    text = reading.structure.provisions[0].text
    found = after(reading, merge_of(reading, "art_1"))
    assert [one.id for one in found.structure.provisions] == ["art_2", "art_3"]
    assert [(one.page, one.text) for one in found.structure.outside] == [(1, f"Article 1\n{text}")]


def test_sections_stay_articles_where_they_are(law):
    """In a law whose sections are its articles a new section is one, beside the others and not above them."""
    reading = law("Part 1", "Section 1", "Section 2", "Section 3")
    offset = reading.structure.provisions[2].text.index("A person", 30)
    found = after(reading, split_at(reading, "sec_2", offset, "Section 2A"))
    assert tree(found) == [
        ("part_1", None),
        ("sec_1", "part_1"),
        ("sec_2", "part_1"),
        ("sec_2a", "part_1"),
        ("sec_3", "part_1"),
    ]


def test_a_word_means_what_it_means_in_the_law(printed, block):
    """Where the word for chapter is that of articles, a new label with it makes an article, split or relabelled."""
    sentence = "يعاقب بالسجن كل من نقل شخصا آخر عبر الحدود بقصد الربح وتضاعف العقوبة إذا كان المجني عليه طفلا. "
    own = "وتصادر الأموال المتحصلة من الجريمة. "
    blocks = [part for number in (1, 2, 3) for part in (block(f"الفصل {number}", bold=True), sentence * 2 + own)]
    pages = printed(blocks)
    reading = Reading(pages, structure_of(pages, shares))
    offset = reading.structure.provisions[1].text.index(own.strip())
    split = split_at(reading, "art_2", offset, "الفصل 2 مكرر")
    found = after(reading, split, relabel_of(reading, "art_3", "الفصل 4"))
    assert tree(found) == [("art_1", None), ("art_2", None), ("art_2bis", None), ("art_4", None)]
    assert {one.level for one in found.structure.provisions} == {"article"}


def test_a_sentence_that_goes_on_is_one_on_the_page_too(printed, block):
    """A reference that was taken for an article is in one line with its sentence, in the text and on the page."""
    beginning = f"{SENTENCE}Whoever acts as is described in"
    blocks = [block("Article 1", bold=True), SENTENCE, block("Article 2", bold=True), beginning]
    blocks += [block("Article 3", bold=True, gap=0), block("of this law is liable to the same.", gap=0)]
    pages = printed(blocks)
    reading = Reading(pages, structure_of(pages, shares))
    assert [one.id for one in reading.structure.provisions] == ["art_1", "art_2", "art_3"]
    found = after(reading, merge_of(reading, "art_3"))
    sentence = "Article 3 of this law is liable to the same."
    assert found.structure.provisions[1].text.endswith(f"described in {sentence}")
    assert any(sentence in one.text for one in paragraphs_of(pages, found.structure.kinds, 1))
    assert not any(sentence in one.text for one in paragraphs_of(pages, reading.structure.kinds, 1))


def test_each_language_of_a_file_is_corrected_by_itself(columns):
    """In a file of two languages ids keep the language in front, and nothing moves from one into the other."""
    english = [f"Article {number}. Matter {number}: {SENTENCE * 2}" for number in (1, 2, 3, 4)]
    french = [f"Article {number}. Objet {number}: {FRENCH * 2}" for number in (1, 2, 3, 4)]
    structure = columns(english, french)
    first, second = (structure.provisions[place].id.removesuffix("art_1") for place in (0, 4))
    assert second == f"{structure.provisions[4].language}__"
    begins = {one.id: f"{one.label} {one.heading} {one.text[:60]}" for one in structure.provisions}
    found = corrected(
        structure,
        [
            Correction("relabel", f"{second}art_2", begins[f"{second}art_2"], 1, label="Article 1 bis"),
            Correction("merge", f"{second}art_1", begins[f"{second}art_1"], 1),
        ],
    )
    assert found.unfit == ()
    assert [one.id for one in found.structure.provisions[:4]] == [f"{first}art_{number}" for number in (1, 2, 3, 4)]
    assert [one.id for one in found.structure.provisions[4:]] == [
        f"{second}art_1bis",
        f"{second}art_3",
        f"{second}art_4",
    ]
    assert found.structure.provisions[3] == structure.provisions[3]
    assert len(found.structure.outside) == len(structure.outside) + 1
