"""Provisions corrected by hand, on laws printed in six languages."""

from dataclasses import replace

import pytest

from indexer.language.detection import shares
from indexer.model import Reading
from indexer.structure import (
    corrected,
    corrected_reading,
    merge_of,
    relabel_of,
    rename_of,
    split_at,
    structure_of,
)

SENTENCE = {
    "ar": "يعاقب بالسجن كل من نقل شخصا آخر عبر الحدود بقصد الربح وتضاعف العقوبة إذا كان المجني عليه طفلا. ",
    "zh": "以营利为目的组织他人偷越国边境的，处有期徒刑，并处罚金；情节严重的，从重处罚。",
    "en": "A person who conveys another across a border for gain commits an offence and is liable to imprisonment. ",
    "fr": "La personne qui en conduit une autre au-delà d'une frontière par esprit de lucre est punie de prison. ",
    "ru": "Лицо, которое за вознаграждение перемещает другое лицо через границу, наказывается лишением свободы. ",
    "es": "La persona que conduzca a otra a través de una frontera con ánimo de lucro será castigada con prisión. ",
}
LABELS = {
    "ar": ["المادة الأولى", "المادة الثانية", "المادة الثالثة", "المادة الرابعة"],
    "zh": ["第一条", "第二条", "第三条", "第四条"],
    "en": ["Article 1", "Article 2", "Article 3", "Article 4"],
    "fr": ["Article premier", "Article 2", "Article 3", "Article 4"],
    "ru": ["Статья 1", "Статья 2", "Статья 3", "Статья 4"],
    "es": ["Artículo 1º", "Artículo 2", "Artículo 3", "Artículo 4"],
}
HEADINGS = {
    "ar": ["التعريفات", "العقوبات", "المصادرة", "النشر"],
    "zh": ["定义", "处罚", "没收", "公布"],
    "en": ["Definitions", "Penalties", "Confiscation", "Publication"],
    "fr": ["Définitions", "Peines", "Confiscation", "Publication"],
    "ru": ["Определения", "Наказание", "Конфискация", "Опубликование"],
    "es": ["Definiciones", "Penas", "Decomiso", "Publicación"],
}
INSERTED = {
    "ar": "المادة الثانية مكررا",
    "zh": "第二条之一",
    "en": "Article 2 bis",
    "fr": "Article 2 bis",
    "ru": "Статья 2.1",
    "es": "Artículo 2 bis",
}
INSERTED_ID = {"zh": "art_2-1", "ru": "art_2-1"}
OWN = {
    "ar": ["وتسري هذه الأحكام على كل سفينة", "وتصادر الأموال المتحصلة من الجريمة"],
    "zh": ["本条规定适用于船舶", "犯罪所得应当没收"],
    "en": ["These provisions apply to every vessel", "The proceeds of the offence are forfeited"],
    "fr": ["Ces dispositions s'appliquent à tout navire", "Les produits de l'infraction sont confisqués"],
    "ru": ["Эти положения применяются к каждому судну", "Доходы от преступления подлежат конфискации"],
    "es": ["Estas disposiciones se aplican a todo buque", "El producto del delito será decomisado"],
}
EVERY = list(SENTENCE)


@pytest.fixture
def law(printed, block):
    """Prints a law of four articles with headings in a language and reads it; each text begins in its own way."""

    def run(language, paragraphs=(), **printer):
        blocks = []
        for number, (label, heading) in enumerate(zip(LABELS[language], HEADINGS[language], strict=True)):
            blocks += [block(label, bold=True, gap=14), block(heading, bold=True)]
            blocks.append(f"{OWN[language][number % 2]} {number + 1}. {SENTENCE[language] * 3}")
            blocks += [text for place, text in paragraphs if place == number + 1]
        pages = printed(blocks, **printer)
        return Reading(pages, structure_of(pages, shares))

    return run


def provision(reading, id_):
    return next(one for one in reading.structure.provisions if one.id == id_)


def ids(reading):
    return [one.id for one in reading.structure.provisions]


def letters(text):
    return "".join(filter(str.isalnum, text))


def everything(reading):
    """The letters and digits of all provisions and of the text outside them, in their order."""
    structure = reading.structure
    outside = "".join(one.text for one in structure.outside)
    return letters(outside + "".join(one.label + one.heading + one.text for one in structure.provisions))


def kinds_of(reading, text):
    """The kinds of the lines that begin with a text."""
    return [
        kind
        for page, kinds in zip(reading.pages.pages, reading.structure.kinds, strict=True)
        for line, kind in zip(page.lines, kinds, strict=True)
        if line.text.startswith(text)
    ]


def apply(reading, *corrections):
    """The reading with corrections that all fit."""
    found, unfit = corrected_reading(reading, corrections)
    assert unfit == ()
    return found


@pytest.mark.parametrize("language", EVERY)
def test_a_merged_article_is_text_of_the_one_before(law, language):
    """Label, heading and text of what is no article follow the text of the article before, which reaches as far."""
    reading = law(language)
    before, wrong = provision(reading, "art_2"), provision(reading, "art_3")
    found = apply(reading, merge_of(reading, "art_3"))
    assert ids(found) == ["art_1", "art_2", "art_4"]
    merged = provision(found, "art_2")
    assert letters(merged.text) == letters(before.text + wrong.label + wrong.heading + wrong.text)
    assert merged.page_to == max(before.page_to, wrong.page_to)
    assert everything(found) == everything(reading)
    assert kinds_of(reading, HEADINGS[language][2]) == ["heading"]
    assert kinds_of(found, HEADINGS[language][2]) == ["body"]


@pytest.mark.parametrize("language", EVERY)
def test_a_split_article_begins_a_new_one(law, language):
    """From the quoted words on the text is that of a new article, whose printed label and heading are no text of it."""
    heading = OWN[language][0]
    line = f"{INSERTED[language]}. {heading}. {SENTENCE[language]}"
    reading = law(language, [(2, line)])
    wanted = INSERTED_ID.get(language, "art_2bis")
    if wanted in ids(reading):  # the reading finds it by itself: first it is made the fault it might have been
        reading = apply(reading, merge_of(reading, wanted))
    source = provision(reading, "art_2")
    offset = source.text.index(INSERTED[language])
    found = apply(reading, split_at(reading, "art_2", offset, INSERTED[language], heading=heading))
    assert ids(found) == ["art_1", "art_2", wanted, "art_3", "art_4"]
    new = provision(found, wanted)
    assert (new.label, new.heading, new.level) == (INSERTED[language], heading, "article")
    assert letters(new.text) == letters(SENTENCE[language])
    assert provision(found, "art_2").text == source.text[:offset].rstrip()
    assert everything(found) == everything(reading)


@pytest.mark.parametrize("language", EVERY)
def test_merging_what_was_split_gives_the_text_that_was(law, language):
    """A split and the merge of what it made leave every character of the text as it was."""
    reading = law(language, [(2, f"{INSERTED[language]}. {SENTENCE[language]}")])
    wanted = INSERTED_ID.get(language, "art_2bis")
    if wanted in ids(reading):
        reading = apply(reading, merge_of(reading, wanted))
    offset = provision(reading, "art_2").text.index(INSERTED[language])
    split = split_at(reading, "art_2", offset, INSERTED[language])
    then = merge_of(apply(reading, split), wanted)
    assert apply(reading, split, then).structure.provisions == reading.structure.provisions


@pytest.mark.parametrize("language", EVERY)
def test_a_renamed_article_has_the_other_heading(law, language):
    """A heading that says it better replaces the one that was read; id, label and text stay."""
    reading = law(language)
    found = apply(reading, rename_of(reading, "art_2", HEADINGS[language][3]))
    before, after = provision(reading, "art_2"), provision(found, "art_2")
    assert after.heading == HEADINGS[language][3]
    assert (after.label, after.text) == (before.label, before.text)


@pytest.mark.parametrize("language", EVERY)
def test_a_heading_that_is_none_is_text(law, language):
    """The words of a heading that is none begin the text, and its line is one of the body."""
    reading = law(language)
    found = apply(reading, rename_of(reading, "art_2", ""))
    before, after = provision(reading, "art_2"), provision(found, "art_2")
    assert after.heading == ""
    assert letters(after.text) == letters(before.heading + before.text)
    assert kinds_of(found, HEADINGS[language][1]) == ["body"]
    again = apply(reading, rename_of(reading, "art_2", ""), rename_of(found, "art_2", before.heading))
    assert provision(again, "art_2") == before
    assert kinds_of(again, HEADINGS[language][1]) == ["heading"]


def test_a_label_beside_its_text_stays_on_a_line_of_the_body(printed):
    """A label with the text on its line is no line of a heading, whatever label or heading a person gives it."""
    pages = printed([f"Article {number}. Matter {number}: {SENTENCE['en'] * 2}" for number in (1, 2, 3)])
    reading = Reading(pages, structure_of(pages, shares))
    found = apply(reading, rename_of(reading, "art_2", "Matter 2"), relabel_of(reading, "art_3", "Article 4"))
    assert kinds_of(found, "Article ") == kinds_of(reading, "Article ") == ["body"] * 3
    assert provision(found, "art_2").heading == "Matter 2"
    assert letters(provision(found, "art_2").text) == letters(SENTENCE["en"] * 2)


def test_lines_stay_what_they_are_where_no_printed_word_moves(law):
    """A heading that only says it better changes no line, also where the reading took the line of a label for body."""
    reading = law("en")
    body = tuple(tuple("body" for _ in kinds) for kinds in reading.structure.kinds)
    reading = replace(reading, structure=replace(reading.structure, kinds=body))
    found = apply(reading, rename_of(reading, "art_2", "Offences"), relabel_of(reading, "art_3", "Article 7"))
    assert found.structure.kinds == body


@pytest.mark.parametrize("language", EVERY)
def test_a_relabelled_article_has_another_id(law, language):
    """The id comes from the new label, and what was asked for by the old id is led to the new one."""
    reading = law(language)
    correction = relabel_of(reading, "art_3", INSERTED[language])
    found = corrected(reading.structure, [correction])
    wanted = INSERTED_ID.get(language, "art_2bis")
    assert [one.id for one in found.structure.provisions] == ["art_1", "art_2", wanted, "art_4"]
    assert found.moved == {"art_3": wanted}
    after = next(one for one in found.structure.provisions if one.id == wanted)
    assert (after.label, after.level) == (INSERTED[language], "article")
    assert after.text == provision(reading, "art_3").text
