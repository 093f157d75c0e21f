"""Corrections on another reading of the same file, and those that fit it no more."""

import re
from dataclasses import replace

import pytest

from indexer.errors import CorrectionError
from indexer.language.detection import shares
from indexer.model import Correction, Line, Reading
from indexer.structure import corrected, corrected_reading, merge_of, relabel_of, rename_of, split_at, structure_of

TEXTS = {
    "ar": (
        "المادة {}",
        "تسري أحكام هذا القانون على السفن في الحالة {}. ",
        "لا يعاقب المجني عليه في الحالة {} بأي حال. ",
    ),
    "zh": ("第{}条", "本法第{}项的规定适用于船舶和航空器。", "对第{}项的被害人不予处罚，并给予保护。"),
    "en": (
        "Article {}",
        "The official office finds, in case {}, that vessels qualify. ",
        "No victim in case {} is liable. ",
    ),
    "fr": ("Article {}", "L'office confisque, au cas n° {}, les navires. ", "Nulle victime, au cas {}, n'est punie. "),
    "ru": ("Статья {}", "Закон применяется к судам в случае {}. ", "Потерпевший в случае {} не наказывается. "),
    "es": (
        "Artículo {}",
        "La oficina decomisa los buques en el caso {}. ",
        "La víctima, en el caso {}, no es punible. ",
    ),
}
HAN = "一二三四五六七八九"


@pytest.fixture
def law(printed, block):
    """Prints a law of eight articles over pages of some lines and reads it."""

    def run(language, **printer):
        label, first, second = TEXTS[language]
        blocks = []
        for number in range(1, 9):
            own = HAN[number - 1] if language == "zh" else str(number)
            blocks += [block(label.format(own), bold=True), first.format(own) * 4, second.format(own)]
            blocks += ["\f"] if number % 3 == 0 else []
        pages = printed(blocks, **printer)
        return Reading(pages, structure_of(pages, shares))

    return run


def four(reading, language):
    """A correction of each kind, and where the text of article 5 is split."""
    text = next(one.text for one in reading.structure.provisions if one.id == "art_5")
    own = HAN[4] if language == "zh" else "5"
    offset = text.index(TEXTS[language][2].format(own)[:12])
    label = TEXTS[language][0].format(HAN[8] if language == "zh" else "9")
    return [
        merge_of(reading, "art_2"),
        split_at(reading, "art_5", offset, label, level="article"),
        rename_of(reading, "art_6", "Heading"),
        relabel_of(reading, "art_8", TEXTS[language][0].format("十" if language == "zh" else "10")),
    ]


WANTED = ["art_1", "art_3", "art_4", "art_5", "art_9", "art_6", "art_7", "art_10"]


def with_lines(reading, change):
    """The same file by another reader: the text of each of its lines changed, and its structure made again."""
    pages = tuple(
        replace(page, lines=tuple(replace(line, text=change(line.text)) for line in page.lines))
        for page in reading.pages.pages
    )
    again = replace(reading.pages, pages=pages)
    return Reading(again, structure_of(again, shares))


def with_provisions(reading, change):
    """The same reading with provisions changed."""
    provisions = tuple(change(one) for one in reading.structure.provisions)
    return replace(reading, structure=replace(reading.structure, provisions=provisions))


OTHERS = {
    "spaces": lambda reading: with_lines(reading, lambda text: re.sub(" ", "  ", text)),
    "ligatures": lambda reading: with_lines(reading, lambda text: text.replace("ffi", "ﬃ").replace("fi", "ﬁ")),
    "vowel signs": lambda reading: with_lines(reading, lambda text: text.replace("قا", "قَا").replace("أ", "ا")),
    "other letters": lambda reading: with_lines(reading, lambda text: re.sub(r"(?<=[a-zа-я])[eеи](?=\w)", "c", text)),
    "a page in front": lambda reading: with_provisions(
        reading, lambda one: replace(one, id=f"{one.id}_2", page_from=one.page_from + 1, page_to=one.page_to + 1)
    ),
    "ids": lambda reading: with_provisions(
        reading, lambda one: replace(one, id=f"chp_1__{one.id}" if one.id > "art_3" else f"{one.id}_2")
    ),
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("language", TEXTS)
def test_corrections_fit_another_reading(law, language, other):
    """With other spaces, ligatures, vowel signs, misread letters or ids each correction finds its provision again."""
    reading = law(language)
    again = OTHERS[other](reading)
    found, unfit = corrected_reading(again, four(reading, language))
    assert unfit == ()
    plain = [re.sub("^chp_1__|_2$", "", one.id) for one in found.structure.provisions]
    assert plain == WANTED
    assert next(one.heading for one in found.structure.provisions if "art_6" in one.id) == "Heading"


@pytest.mark.parametrize("language", TEXTS)
def test_corrections_fit_lines_that_are_broken_elsewhere(law, language):
    """With a narrower column, where words are on other lines and pages, each correction finds its provision again."""
    corrections = four(law(language), language)
    found, unfit = corrected_reading(law(language, right=400.0), corrections)
    assert unfit == ()
    assert [one.id for one in found.structure.provisions] == WANTED


def test_a_provision_that_is_not_found_is_told(law):
    """A correction of other words is left out, whatever its id and page say, and is a problem of the structure."""
    reading = law("en")
    wrong = replace(merge_of(reading, "art_2"), begins="Article 2 Quite another text stands at this place")
    fits = relabel_of(reading, "art_3", "Article 2")
    found = corrected(reading.structure, [wrong, fits])
    assert [(one.place, one.correction) for one in found.unfit] == [(1, wrong)]
    assert found.unfit[0].reason == "no provision begins with these words"
    assert found.structure.problems == (found.unfit[0].problem,)
    assert found.unfit[0].problem.page == wrong.page
    assert "art_2_2" in [one.id for one in found.structure.provisions]


def test_a_neighbour_that_says_nearly_the_same_is_another_one(law):
    """Where an article is found no more, one beside it with nearly the same words and another number is not taken."""
    reading = law("en")
    correction = relabel_of(reading, "art_2", "Article 20")
    without = tuple(one for one in reading.structure.provisions if one.id != "art_2")
    found = corrected(replace(reading.structure, provisions=without), [correction])
    assert [one.reason for one in found.unfit] == ["no provision begins with these words"]
    assert found.structure.provisions == without


def test_words_without_a_letter_find_nothing(law):
    """An anchor of dots or dashes alone fits no provision, and splits none."""
    reading = law("en")
    fits = merge_of(reading, "art_2")
    dots = replace(fits, begins="...")
    nowhere = Correction("split", "art_2", fits.begins, 1, at="---", label="Article 2 bis")
    found = corrected(reading.structure, [dots, nowhere])
    assert [one.place for one in found.unfit] == [1, 2]
    assert found.structure.provisions == reading.structure.provisions


def test_one_of_several_is_taken_by_page_then_by_id(law):
    """Of provisions that begin alike that on the page is taken, of these that with the id; else none."""
    reading = law("en")
    one = reading.structure.provisions[0]
    alike = tuple(
        replace(one, id=id_, page_from=page, page_to=page)
        for id_, page in (("annex_1__art_1", 1), ("annex_2__art_1", 2), ("annex_3__art_1", 2))
    )
    structure = replace(reading.structure, provisions=alike)
    first, _, third = structure.provisions
    begins = f"{first.label} {first.text}"

    def relabelled(id_, page):
        one = Correction("relabel", id_, begins, page, label="Article 7")
        found = corrected(structure, [one])
        changed = [place for place, one in enumerate(found.structure.provisions) if one.label == "Article 7"]
        return changed, [one.reason for one in found.unfit]

    assert relabelled("art_1", 1) == ([0], [])
    assert relabelled(third.id, 2) == ([2], [])
    assert relabelled("art_1", 2) == ([], ["several provisions begin with these words"])


def test_words_that_stand_at_several_places_split_nothing(law):
    """A split at words that are not there, or several times, is told and leaves the text as it is."""
    reading = law("en")
    begins = "Article 4 The official office finds, in case 4"
    often = Correction("split", "art_4", begins, 2, at="The official office finds", label="Article 4 bis")
    never = replace(often, at="Whatever is nowhere in this law and like nothing")
    found = corrected(reading.structure, [often, never])
    assert [one.reason[-13:] for one in found.unfit] == ["several times", "are not in it"]
    assert found.structure.provisions == reading.structure.provisions


def test_who_points_where_nothing_is_learns_it(law):
    """A provision that is not there, a place outside the text and a label without a letter are refused."""
    reading = law("en")
    for make in (
        lambda: merge_of(reading, "art_99"),
        lambda: split_at(reading, "art_1", 10_000, "Article 1 bis"),
        lambda: split_at(reading, "art_1", -1, "Article 1 bis"),
        lambda: split_at(reading, "art_1", 5, " ."),
        lambda: relabel_of(reading, "art_1", ""),
    ):
        with pytest.raises(CorrectionError):
            make()


def test_a_place_that_begins_with_the_same_words_as_another_is_told_apart(law):
    """The words that a split quotes are so many that no other place of the text begins with them."""
    reading = law("en")
    text = next(one.text for one in reading.structure.provisions if one.id == "art_4")
    offset = text.index("The official", text.index("The official") + 1)
    found, unfit = corrected_reading(reading, [split_at(reading, "art_4", offset, "Article 4 bis")])
    assert unfit == ()
    new = next(one for one in found.structure.provisions if one.id == "art_4bis")
    assert new.text == text[offset:]


def test_a_split_stands_on_the_page_of_its_words(printed):
    """The new provision begins on the page on which its first words stand, the other one ends there."""
    sentence = "A person who conveys another across a border for gain commits an offence and is liable. "
    marked = "The proceeds of the offence are forfeited. "
    pages = printed(["Article 1", sentence * 60, marked + sentence * 40, "Article 2", sentence * 3])
    reading = Reading(pages, structure_of(pages, shares))
    first = reading.structure.provisions[0]
    assert (first.page_from, first.page_to) == (1, 3)
    correction = split_at(reading, "art_1", first.text.index(marked), "Article 1 bis")
    on_page = next(page.number for page in pages.pages for line in page.lines if line.text.startswith("The proceeds"))
    found, _ = corrected_reading(reading, [correction])
    assert correction.page == on_page == 2
    assert [(one.page_from, one.page_to) for one in found.structure.provisions[:2]] == [(1, 2), (2, 3)]


def test_a_reading_without_lines_is_corrected_all_the_same(law):
    """Of pages whose lines were not loaded the kinds stay as they are."""
    reading = law("en")
    correction = merge_of(reading, "art_2")
    bare = tuple(replace(page, lines=()) for page in reading.pages.pages)
    found, unfit = corrected_reading(replace(reading, pages=replace(reading.pages, pages=bare)), [correction])
    assert unfit == ()
    assert found.structure.kinds == reading.structure.kinds
    assert isinstance(reading.pages.pages[0].lines[0], Line)
