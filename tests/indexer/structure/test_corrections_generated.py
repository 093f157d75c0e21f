"""Corrections in random sequences: whatever is done, in whatever order, no word gets lost and the tree holds."""

import random
import re

import pytest

from indexer.errors import CorrectionError
from indexer.language.detection import shares
from indexer.model import Reading
from indexer.structure import corrected_reading, merge_of, relabel_of, rename_of, split_at, structure_of

LAWS = {
    "ar": ("الباب {}", "المادة {}", "أحكام عامة", "يعاقب بالسجن كل من نقل شخصا آخر عبر الحدود بقصد الربح."),
    "zh": ("第{}章", "第{}条", "总则", "以营利为目的组织他人偷越国边境的，处有期徒刑，并处罚金。"),
    "en": ("Chapter {}", "Article {}", "General provisions", "A person who conveys another for gain is liable."),
    "fr": ("Chapitre {}", "Article {}", "Dispositions générales", "La personne qui en conduit une autre est punie."),
    "ru": ("Глава {}", "Статья {}", "Общие положения", "Лицо, перемещающее другое лицо, наказывается."),
    "es": ("Capítulo {}", "Artículo {}", "Disposiciones generales", "La persona que conduzca a otra será castigada."),
}
NUMBERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]


@pytest.fixture
def generated(printed, block):
    """Prints and reads a law of three chapters with four articles each."""

    def run(language, random):
        chapter, article, heading, sentence = LAWS[language]
        numbers = HAN if language == "zh" else NUMBERS
        blocks = []
        for number, digits in enumerate(numbers):
            if number % 4 == 0:
                blocks += [block(chapter.format(numbers[number // 4]), bold=True), block(heading, bold=True)]
            blocks.append(block(f"{article.format(digits)}", bold=True))
            if random.random() < 0.6:
                blocks.append(block(f"{heading} {digits}", bold=True))
            blocks += [f"{digits}{digits} {sentence * random.randint(1, 6)}" for _ in range(random.randint(1, 3))]
        pages = printed(blocks)
        return Reading(pages, structure_of(pages, shares))

    return run


def letters(text):
    return "".join(filter(str.isalnum, text))


def everything(reading):
    """The letters of all that is in provisions or outside them, in order."""
    structure = reading.structure
    outside = "".join(one.text for one in structure.outside)
    return letters(outside + "".join(one.label + one.heading + one.text for one in structure.provisions))


def words_of(text):
    return [found.start() for found in re.finditer(r"\w+", text)]


def boundary_moved(reading, random):
    """A correction that says where things begin, and no new words."""
    one = random.choice(reading.structure.provisions)
    places = words_of(one.text)
    match random.choice(["merge", "split", "split", "rename"]):
        case "split" if len(places) > 4:
            at = random.randrange(len(places) - 3)
            label = one.text[places[at] : places[at + 1]].strip()
            heading = one.text[places[at + 1] : places[at + 2]].strip() if random.random() < 0.5 else ""
            return split_at(reading, one.id, places[at], label, heading=heading)
        case "rename":
            words = f"{one.heading} {one.text}".split()
            return rename_of(reading, one.id, " ".join(words[: random.randint(0, 4)]))
        case _:
            return merge_of(reading, one.id)


def anything(reading, random):
    """A correction of any kind, with labels of any level."""
    one = random.choice(reading.structure.provisions)
    places = words_of(one.text)
    label = random.choice(["Article {}", "Chapter {}", "Part {}", "Article {} bis", "{}", "§ {}", "Sole article"])
    label = label.format(random.randint(1, 15))
    match random.choice(["merge", "split", "rename", "relabel", "relabel"]):
        case "split" if places:
            level = random.choice([None, None, "article", "chapter", "section", "paragraph", "annex"])
            return split_at(reading, one.id, random.choice(places), label, heading="New", level=level)
        case "rename":
            return rename_of(reading, one.id, random.choice(["", "Better", "Общие"]))
        case "relabel":
            return relabel_of(reading, one.id, label)
        case _:
            return merge_of(reading, one.id)


def holds(reading):
    """Whether ids are unique and each provision stands after what holds it, between what that holds."""
    provisions = reading.structure.provisions
    ids = [one.id for one in provisions]
    assert len(set(ids)) == len(ids)
    open_ones = []
    for one in provisions:
        while open_ones and open_ones[-1] != one.parent:
            open_ones.pop()
        assert one.parent is None or open_ones, f"{one.id} stands outside {one.parent}"
        assert one.page_from <= one.page_to
        open_ones.append(one.id)
    return True


def made(reading, random, make, count):
    """Corrections made one after the other, each of the reading as corrected by those before it."""
    corrections = []
    now = reading
    while len(corrections) < count and now.structure.provisions:
        try:
            corrections.append(make(now, random))
        except CorrectionError as error:
            assert "several" in str(error) or "begins" in str(error), error  # noqa: PT017 - other errors are faults
            continue
        now, unfit = corrected_reading(reading, corrections)
        assert unfit == ()
        yield corrections[-1], now


@pytest.mark.parametrize("language", LAWS)
@pytest.mark.parametrize("seed", range(8))
def test_no_word_gets_lost_or_doubled(generated, language, seed):
    """Merging, splitting and moving the boundary of headings keep every letter, in its order."""
    chance = random.Random(seed)
    reading = generated(language, chance)
    for correction, now in made(reading, chance, boundary_moved, 12):
        assert everything(now) == everything(reading), correction
        assert holds(now)
        assert [len(kinds) for kinds in now.structure.kinds] == [len(kinds) for kinds in reading.structure.kinds]


@pytest.mark.parametrize("language", LAWS)
@pytest.mark.parametrize("seed", range(8))
def test_the_tree_holds(generated, language, seed):
    """Whatever is corrected, ids are unique, nothing stands outside what holds it, and what is gone leads somewhere."""
    chance = random.Random(seed)
    reading = generated(language, chance)
    for correction, now in made(reading, chance, anything, 12):
        assert holds(now), correction
