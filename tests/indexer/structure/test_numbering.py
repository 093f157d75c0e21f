from dataclasses import replace

from indexer.language.detection import shares
from indexer.structure import structure_of

ENGLISH = "A person who conveys another across a border for gain commits an offence and is liable to imprisonment. "
FRENCH = "La personne qui en conduit une autre au-delà d'une frontière par esprit de lucre est punie de prison. "


def ids(structure):
    return [one.id for one in structure.provisions]


def test_numbers_without_a_word_are_sections_of_a_law(structured, block):
    """Where numbers that stand out and no words divide a law, they are its sections, headings before them included."""
    blocks = []
    for number, heading in enumerate(("Short title", "Definitions", "Penalties"), 1):
        blocks += [block(heading, bold=True, gap=14), f"{number} " + ENGLISH * 3]
    found = [(one.id, one.level, one.label, one.heading) for one in structured(blocks).provisions]
    assert found == [
        ("sec_1", "section", "1", "Short title"),
        ("sec_2", "section", "2", "Definitions"),
        ("sec_3", "section", "3", "Penalties"),
    ]


def test_numbered_paragraphs_of_a_resolution_are_provisions(structured):
    """Where only numbers with a dot divide a text, its paragraphs are provisions."""
    blocks = ["The Assembly,", "Recalling its resolutions,"]
    blocks += [f"{number}. Requests all States to act. " + ENGLISH * 3 for number in (1, 2, 3, 4)]
    assert [(one.id, one.level) for one in structured(blocks).provisions] == [
        (f"para_{number}", "paragraph") for number in (1, 2, 3, 4)
    ]


def test_lists_that_each_begin_with_one_divide_nothing(structured):
    """The items of several numbered lists are no provisions."""
    items = [f"{number}. {ENGLISH}" for number in (1, 2, 3)]
    assert structured(["Measures.", *items, "Further measures.", *items, f"4. {ENGLISH}"]).provisions == ()


def test_ranges_and_numbers_between_numbers_follow_each_other(structured, block):
    """A range counts as its last number, and 5.1 stands between 5 and 6."""
    blocks = []
    for label in ("1", "2 to 5", "5.1", "6"):
        blocks += [block(label, bold=True, gap=14), ENGLISH * 2]
    assert [one.label for one in structured(blocks).provisions] == ["1", "2 to 5", "5.1", "6"]


def test_a_number_beside_its_paragraph_is_no_line_of_its_own(printed):
    """A number that hangs beside its paragraph is body, and in the text they are one line."""
    pages = printed([f"{number}. {ENGLISH * 3}" for number in (1, 2, 3)])
    page = pages.pages[0]
    lines = []
    for line in page.lines:
        if line.text[:2] in ("1.", "2.", "3."):
            lines.append(replace(line, text=line.text[:2], box=(*line.box[:2], line.box[0] + 11, line.box[3])))
            lines.append(replace(line, text=line.text[3:], box=(line.box[0] + 24, *line.box[1:])))
        else:
            lines.append(line)
    structure = structure_of(replace(pages, pages=(replace(page, lines=tuple(lines)),)), shares)
    assert ids(structure) == ["para_1", "para_2", "para_3"]
    assert set(structure.kinds[0]) == {"body"}
    assert structure.text.startswith("1. A person")


def test_two_languages_with_bare_numbers_have_streams(columns):
    """Numbers alone on their lines, in two columns of two languages, give provisions to each."""
    french = [part for number in (1, 2, 3) for part in (str(number), FRENCH * 3)]
    english = [part for number in (1, 2, 3) for part in (str(number), ENGLISH * 3)]
    first, second = ids(columns(french, english))[:3], ids(columns(french, english))[3:]
    assert first == ["sec_1", "sec_2", "sec_3"]
    assert second == ["fr__art_1", "fr__art_2", "fr__art_3"]
