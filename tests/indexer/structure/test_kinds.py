from indexer.language.detection import shares
from indexer.model import Line, Page, Pages
from indexer.structure import STRUCTURE, structure_of

TEXT = "A person who conveys another across a border for gain commits an offence and is liable to prison. " * 3


def kinds_by_text(pages, structure):
    return {
        line.text: kind
        for page, kinds in zip(pages.pages, structure.kinds, strict=True)
        for line, kind in zip(page.lines, kinds, strict=True)
    }


def test_every_line_has_a_kind_and_an_empty_file_an_empty_structure():
    """A file without lines gives an empty structure that names its file and the version of the rules."""
    structure = structure_of(Pages("a" * 64, "test", (Page(1, 595, 842, "failed"),)), shares)
    assert structure.sha256 == "a" * 64
    assert structure.version == STRUCTURE
    assert (structure.title, structure.text, structure.kinds, dict(structure.languages)) == ("", "", ((),), {})


def test_running_heads_are_in_no_text(printed, block):
    """Heads and feet that repeat, page numbers apart, are running lines and in no text."""
    law = [part for n in range(1, 9) for part in (block(f"Article {n}", bold=True), TEXT * 3)]
    pages = printed(law, head="Official Gazette, page {}", foot="{}")
    assert len(pages.pages) > 2
    structure = structure_of(pages, shares)
    kinds = kinds_by_text(pages, structure)
    assert kinds["Official Gazette, page 2"] == kinds["2"] == "running"
    assert "Gazette" not in structure.text
    assert all("Gazette" not in one.text for one in structure.provisions)


def test_an_article_at_the_top_of_every_page_does_not_run(printed, block):
    """Headings of articles that stand at the top of each page are headings."""
    law = [part for n in range(1, 6) for part in (block(f"Article {n}", bold=True), TEXT, "\f")]
    structure = structure_of(printed(law), shares)
    assert [one.id for one in structure.provisions] == [f"art_{n}" for n in range(1, 6)]


def test_title_and_headings_are_told_from_the_body(printed, block):
    """The largest lines in front are the title, lines of labels are headings, the rest is body."""
    law = [block("Act against the Conveyance of Persons", size=18, bold=True)]
    law += [part for n in range(1, 5) for part in (block(f"Article {n}", bold=True), TEXT)]
    pages = printed(law)
    structure = structure_of(pages, shares)
    kinds = kinds_by_text(pages, structure)
    assert structure.title == "Act against the Conveyance of Persons"
    assert kinds["Act against the Conveyance of Persons"] == "title"
    assert kinds["Article 3"] == "heading"
    assert {kind for text, kind in kinds.items() if text in TEXT} == {"body"}


def test_small_lines_at_the_foot_are_notes(printed, block):
    """Lines smaller than the body below it are notes; small lines above it are not."""
    law = [TEXT, block("adopted in session", size=8), *[TEXT] * 6, block("1 See the records of the assembly", size=8)]
    pages = printed(law)
    kinds = kinds_by_text(pages, structure_of(pages, shares))
    assert kinds["1 See the records of the assembly"] == "note"
    assert kinds["adopted in session"] == "body"


def test_aligned_cells_are_a_table_and_no_heading(printed):
    """Rows of cells are a table; a label in a cell begins no provision; cells are apart by a tab in the text."""
    page = printed([f"Article {n}. {TEXT}" for n in (1, 2)]).pages[0]
    cells = tuple(
        Line(text, (x, y, x + 80.0, y + 13.0), 11.0, "Regular")
        for y, row in ((500.0, ("Article 3", "five years", "fine")), (520.0, ("Article 4", "ten years", "none")))
        for x, text in zip((72.0, 220.0, 370.0), row, strict=True)
    )
    pages = Pages("0" * 64, "test", (Page(1, page.width, page.height, "text", page.lines + cells),))
    structure = structure_of(pages, shares)
    kinds = kinds_by_text(pages, structure)
    assert kinds["Article 3"] == kinds["none"] == "table"
    assert [one.id for one in structure.provisions] == ["art_1", "art_2"]
    assert "Article 3\tfive years\tfine\nArticle 4\tten years\tnone" in structure.text


def test_lettered_pages_of_a_scan_are_read_roughly(printed):
    """On pages read by OCR a head that is misread on some of them still runs."""
    one = printed([TEXT * 8, "\f", TEXT * 8, "\f", TEXT * 8], head="Official Gazette")
    pages = []
    for page, head in zip(one.pages, ("Official Gazette", "Officia1 Gazette", "Official Gazctte"), strict=True):
        lines = (Line(head, page.lines[0].box, 9.0), *page.lines[1:])
        pages.append(Page(page.number, page.width, page.height, "ocr", lines))
    structure = structure_of(Pages("0" * 64, "test", tuple(pages)), shares)
    assert [kinds[0] for kinds in structure.kinds] == ["running"] * 3


def test_head_and_number_of_a_single_page_run(printed, block):
    """On a single page, which repeats nothing, small lines in its edges and its number run."""
    law = [part for n in range(1, 4) for part in (block(f"Article {n}", bold=True), TEXT)]
    pages = printed(law, head="Official Gazette", foot="{}")
    structure = structure_of(pages, shares)
    assert len(pages.pages) == 1
    assert (structure.kinds[0][0], structure.kinds[0][-1]) == ("running", "running")
    assert structure.provisions[-1].text == TEXT.strip()


def test_an_article_named_again_at_the_top_of_a_page_is_one_article(printed, block):
    """A page that begins with the label of the article it goes on with does not begin another one."""
    law = [
        block("Article 1", bold=True),
        TEXT,
        "\f",
        block("Article 1", bold=True),
        TEXT,
        block("Article 2", bold=True),
        TEXT,
    ]
    assert [one.id for one in structure_of(printed(law), shares).provisions] == ["art_1", "art_2"]
