import pytest

SENTENCE = {
    "en": "A person who conveys another across a border for gain commits an offence and is liable to imprisonment. ",
    "fr": "La personne qui en conduit une autre au-delà d'une frontière par esprit de lucre est punie de prison. ",
    "es": "La persona que conduzca a otra a través de una frontera con ánimo de lucro será castigada con prisión. ",
    "ru": "Лицо, которое за вознаграждение перемещает другое лицо через границу, наказывается лишением свободы. ",
    "ar": "يعاقب بالسجن كل من نقل شخصا آخر عبر الحدود بقصد الربح وتضاعف العقوبة إذا كان المجني عليه طفلا. ",
    "zh": "以营利为目的组织他人偷越国边境的，处有期徒刑，并处罚金；情节严重的，从重处罚。",
}
LABELS = {
    "en": ["Article 1", "Article 2", "Article 3", "Article 4"],
    "fr": ["Article premier", "Article 2", "Article 2 bis", "Article 3"],
    "es": ["Artículo 1º", "Artículo 2", "Artículo 3", "Artículo 4"],
    "ru": ["Статья 1", "Статья 2", "Статья 2.1", "Статья 3"],
    "ar": ["المادة الأولى", "المادة الثانية", "المادة الثالثة", "المادة الرابعة"],
    "zh": ["第一条", "第二条", "第二条之一", "第三条"],
}
RUN_IN = {"en": ". ", "fr": ". - ", "es": ".- ", "ru": ". ", "ar": ": ", "zh": " "}


def text_in(language):
    return SENTENCE[language] * 3


def articles(structure):
    return [(one.id, one.label, one.heading, one.text) for one in structure.provisions if one.level == "article"]


@pytest.mark.parametrize("language", SENTENCE)
@pytest.mark.parametrize("bold", [True, False])
def test_articles_below_labels_of_their_own_are_found(structured, block, language, bold):
    """A label on a line of its own begins an article in each language, bold or not, and its text is whole."""
    blocks = []
    for label in LABELS[language]:
        blocks += [block(label, bold=bold, gap=14), text_in(language)]
    found = articles(structured(blocks))
    assert [label for _, label, _, _ in found] == LABELS[language]
    assert {text for _, _, _, text in found} == {text_in(language).strip()}


@pytest.mark.parametrize("language", SENTENCE)
def test_articles_whose_text_runs_on_after_the_label_are_found(structured, language):
    """A label with the text on the same line begins an article in each language."""
    blocks = [label + RUN_IN[language] + text_in(language) for label in LABELS[language]]
    found = articles(structured(blocks))
    assert [label for _, label, _, _ in found] == LABELS[language]
    assert {text for _, _, _, text in found} == {text_in(language).strip()}


@pytest.mark.parametrize("language", SENTENCE)
def test_the_language_of_a_law_is_that_of_its_provisions(structured, block, language):
    """File and provisions have the language of the text, whatever word the label shares with another language."""
    blocks = [part for label in LABELS[language] for part in (block(label, bold=True), text_in(language))]
    structure = structured(blocks)
    assert structure.languages == {language: 1.0}
    assert {one.language for one in structure.provisions} == {language}


def test_a_heading_on_the_line_of_the_label_is_no_text(structured, block):
    """What stands out beside the label is the heading, also over two lines."""
    long = "Penalties for persons who convey others across a border for gain and for those who help them to do it"
    blocks = []
    for number in (1, 2, 3):
        blocks += [block(f"Article {number}. {long}", bold=True), text_in("en")]
    found = articles(structured(blocks))
    assert [heading for _, _, heading, _ in found] == [long] * 3
    assert {text for _, _, _, text in found} == {text_in("en").strip()}


def test_a_heading_below_the_label_is_no_text(structured, block):
    """A line that stands out below the label is the heading."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [block(f"Article {number}", bold=True), block("Penalties", bold=True), text_in("en")]
    assert [heading for _, _, heading, _ in articles(structured(blocks))] == ["Penalties"] * 3


def test_a_heading_in_the_face_of_the_body_is_told_by_its_end(structured):
    """Without any style a short line without final punctuation between label and text is the heading."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [f"Статья {number}. Наказание", text_in("ru")]
    assert [heading for _, _, heading, _ in articles(structured(blocks))] == ["Наказание"] * 3


def test_a_sentence_about_an_article_is_no_heading(structured):
    """References at the start of lines and paragraphs stay in the text of the article they stand in."""
    references = {
        "en": ["Article 11 of the Convention states: " + SENTENCE["en"], "Article 2 applies to him. "],
        "es": ["Artículo 7 de la Ley. " + SENTENCE["es"]],
        "ar": ["المادة 9 من القانون. " + SENTENCE["ar"]],
        "zh": ["第三条规定的行为。" + SENTENCE["zh"], "第九条、第十条。"],
    }
    for language, sentences in references.items():
        blocks = []
        for label in LABELS[language]:
            blocks += [label + RUN_IN[language] + text_in(language), *sentences]
        found = articles(structured(blocks))
        assert [label for _, label, _, _ in found] == LABELS[language]
        assert all(sentences[0][:12] in text for _, _, _, text in found)


def test_a_reference_that_a_line_break_brings_to_the_front_is_no_heading(structured):
    """A label in the middle of a sentence, first on its line by chance, begins nothing."""
    filler = "Whoever is punished for the conveyance of another person for gain and with the help of others under "
    blocks = [f"Article {number}. {filler}Article {number + 1}. It applies." for number in (1, 2, 3)]
    assert [id_ for id_, _, _, _ in articles(structured(blocks))] == ["art_1", "art_2", "art_3"]


def test_chapters_hold_articles_and_lend_them_no_id(structured, block):
    """Articles below chapters have the chapter as parent and short ids; chapters carry the part only if needed."""
    blocks = []
    number = 0
    for part in ("I", "II"):
        blocks.append(block(f"Part {part}", bold=True, centred=True))
        for chapter in ("1", "2"):
            blocks += [block(f"Chapter {chapter}", bold=True), block("General provisions", bold=True)]
            number += 1
            blocks += [block(f"Article {number}", bold=True), text_in("en")]
    tree = [(one.id, one.parent, one.level) for one in structured(blocks).provisions]
    assert tree == [
        ("part_1", None, "part"),
        ("part_1__chp_1", "part_1", "chapter"),
        ("art_1", "part_1__chp_1", "article"),
        ("part_1__chp_2", "part_1", "chapter"),
        ("art_2", "part_1__chp_2", "article"),
        ("part_2", None, "part"),
        ("part_2__chp_1", "part_2", "chapter"),
        ("art_3", "part_2__chp_1", "article"),
        ("part_2__chp_2", "part_2", "chapter"),
        ("art_4", "part_2__chp_2", "article"),
    ]


def test_numbering_that_begins_again_in_an_annex_keeps_ids_apart(structured, block):
    """The articles of a treaty annexed to a law carry the annex in their ids, the law's own do not."""
    blocks = []
    for label in ("Article 1", "Article 2", "ANNEX", "Article 1", "Article 2"):
        blocks += [block(label, bold=True), *([] if label == "ANNEX" else [text_in("en")])]
    ids = [one.id for one in structured(blocks).provisions]
    assert ids == ["art_1", "art_2", "annex", "annex__art_1", "annex__art_2"]


def test_an_id_occurs_once_even_if_the_law_repeats_a_number(structured, block):
    """Numbering that begins again without any word for it gives counted ids."""
    blocks = []
    for label in ("Artículo 1", "Artículo 2", "Artículo 1", "Artículo 2"):
        blocks += [block(label, bold=True), text_in("es")]
    assert [one.id for one in structured(blocks).provisions] == ["art_1", "art_2", "art_1_2", "art_2_2"]


def test_numbered_paragraphs_stay_in_the_text_of_their_article(structured):
    """Paragraphs and points of an article are lines of its text, not provisions."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [f"Article {number}. The law applies to:", "1. persons who convey;", "2. persons who help."]
    found = articles(structured(blocks))
    assert len(found) == 3
    assert found[0][3] == "The law applies to:\n1. persons who convey;\n2. persons who help."


def test_pages_of_a_provision_are_those_its_lines_stand_on(structured, block):
    """An article that runs over a page break begins and ends on different pages."""
    blocks = [block("Article 1", bold=True), SENTENCE["en"] * 40, "\f", block("Article 2", bold=True), text_in("en")]
    first, second = structured(blocks).provisions
    assert (first.page_from, first.page_to) == (1, 2)
    assert second.page_from == second.page_to == 3


def test_two_languages_side_by_side_have_provisions_each(columns):
    """Of two columns in two languages each gives its own provisions; the smaller carries its language in the ids."""
    french = [f"{label}. {text_in('fr')}" for label in LABELS["fr"]]
    arabic = [f"{label}: {SENTENCE['ar']}" for label in LABELS["ar"]]
    structure = columns(french, arabic)
    assert [one.id for one in structure.provisions] == [
        *("art_1", "art_2", "art_2bis", "art_3"),
        *("ar__art_1", "ar__art_2", "ar__art_3", "ar__art_4"),
    ]
    assert {one.language for one in structure.provisions[:4]} == {"fr"}
    assert {one.text for one in structure.provisions[4:]} == {SENTENCE["ar"].strip()}


def test_a_table_of_contents_gives_no_provisions(structured, block):
    """Labels listed in front, with leaders or without, are not provisions."""
    for tail in (" ........ 7", ""):
        blocks = [f"Article {number}{tail}" for number in range(1, 7)]
        for number in range(1, 7):
            blocks += [block(f"Article {number}", bold=True), text_in("en")]
        found = articles(structured(blocks))
        assert [id_ for id_, _, _, _ in found] == [f"art_{number}" for number in range(1, 7)]
        assert {text for _, _, _, text in found} == {text_in("en").strip()}


def test_a_text_without_provisions_has_none(structured):
    """A report without numbered parts gives text and no provisions."""
    structure = structured([text_in("en"), text_in("en")])
    assert structure.provisions == ()
    assert structure.text.count("\n") == 1


def test_what_belongs_to_no_provision_is_kept_by_page(structured, block):
    """Title, preamble and headings between provisions are outside, page by page, and nothing is lost."""
    blocks = [block("Act on Conveyance", size=16, bold=True), "The Assembly has adopted this act.", "\f"]
    for number in (1, 2, 3):
        blocks += [block("Of persons", bold=True, gap=14), block(f"Article {number}", bold=True), text_in("en")]
    structure = structured(blocks)
    assert [(one.page, one.language) for one in structure.outside] == [(1, "en"), (2, "en")]
    assert structure.outside[0].text == "Act on Conveyance\nThe Assembly has adopted this act."
    assert structure.outside[1].text.count("Of persons") == 3
    parts = [one.text for one in structure.outside] + [f"{one.label} {one.text}" for one in structure.provisions]
    assert sorted(" ".join(parts).split()) == sorted(structure.text.split())


def test_chapters_of_the_maghreb_are_articles(structured, block):
    """The word that names chapters in Egypt names articles where a law has more of them than of articles."""
    blocks = []
    for label in ("الفصل الأول", "الفصل 2", "الفصل 3"):
        blocks += [block(label, bold=True), text_in("ar")]
    assert [(one.id, one.level) for one in structured(blocks).provisions] == [
        ("art_1", "article"),
        ("art_2", "article"),
        ("art_3", "article"),
    ]


def test_sections_divide_a_chapter_unless_they_are_the_articles(structured, block):
    """An English section is the basic unit of a law without articles and a part of a chapter in one with them."""
    act = [part for n in (1, 2, 3) for part in (block(f"Section {n}", bold=True), text_in("en"))]
    assert [(one.id, one.parent) for one in structured(act).provisions] == [
        ("sec_1", None),
        ("sec_2", None),
        ("sec_3", None),
    ]
    code = [block("Chapter I", bold=True), block("Section 1", bold=True)]
    code += [part for n in (1, 2, 3) for part in (block(f"Article {n}", bold=True), text_in("en"))]
    tree = [(one.id, one.parent, one.level) for one in structured(code).provisions]
    assert tree[1:3] == [("sec_1", "chp_1", "section"), ("art_1", "sec_1", "article")]


def test_translations_after_each_article_have_streams_of_their_own(structured, block):
    """Where each article is followed by its translation, each language has its provisions, labels shared or not."""
    blocks = []
    for french, english in zip(LABELS["fr"][:3], ("Article 1", "Article 2", "Article 2 bis"), strict=True):
        blocks += [block(french, bold=True), text_in("fr"), block(english, bold=True), text_in("en")]
    found = [(one.id, one.language, one.label) for one in structured(blocks).provisions]
    english = [("art_1", "en", "Article 1"), ("art_2", "en", "Article 2"), ("art_2bis", "en", "Article 2 bis")]
    french = [("art_1", "fr", "Article premier"), ("art_2", "fr", "Article 2"), ("art_2bis", "fr", "Article 2 bis")]
    first, second = (french, english) if found[0][1] == "fr" else (english, french)
    assert found == [*first, *((f"{language}__{id_}", language, label) for id_, language, label in second)]


def test_a_law_that_quotes_the_articles_of_another_keeps_them_in_its_text(structured):
    """Articles in quotation marks, and out of turn, stay in the text of the article that puts them in."""
    blocks = [
        "Artículo 1.- Sustitúyese el artículo 22 por el siguiente:",
        "“Artículo 22. La persona que ayude será castigada con prisión.”",
        "Artículo 23. La persona que ayude será castigada con multa.",
        "Artículo 2.- Comuníquese.",
        "Artículo 3.- Publíquese.",
    ]
    found = articles(structured(blocks))
    assert [id_ for id_, _, _, _ in found] == ["art_1", "art_2", "art_3"]
    assert "Artículo 22" in found[0][3]
    assert "Artículo 23" in found[0][3]


def test_a_reference_in_brackets_that_a_line_begins_with_is_no_heading(structured, block):
    """A caption whose second line is a reference in brackets, in bold, makes no article of it."""
    blocks = [block("Artículo 15", bold=True), text_in("es"), block("Artículo 16", bold=True), text_in("es")]
    blocks += [block("Causales de extinción", bold=True), block("(artículo 16)", bold=True, gap=0), text_in("es")]
    assert [one.id for one in structured(blocks).provisions] == ["art_15", "art_16"]


def test_an_annex_named_at_the_end_of_a_heading_is_no_heading(structured, block):
    """The heading of an article that runs over two lines may end in the name of an annex."""
    long = "Article 2. Regulation of trade in specimens of species which are included in Appendix I"
    blocks = [block("Article 1. Terms", bold=True), text_in("en"), block(long, bold=True), text_in("en")]
    blocks += [block("Article 3. Entry into force", bold=True), text_in("en")]
    found = structured(blocks).provisions
    assert [one.id for one in found] == ["art_1", "art_2", "art_3"]
    assert found[1].heading.endswith("Appendix I")


def test_a_wide_space_that_ocr_took_for_a_quotation_mark(structured_scan, structured):
    """On a scan a quotation mark after the number that comes next begins an article; a quoted reference does not."""
    blocks = [
        "第一条 为了惩治犯罪，制定本法。",
        "第二条 本法适用于中华人民共和国领域内的犯罪。",
        '第三条"国家实行预防为主的方针，任何单位都应当遵守。',
        "第四条”的规定不适用于前款所列的情形。",
        "第四条 本法自公布之日起施行。",
    ]
    assert [one.id for one in structured_scan(blocks).provisions] == ["art_1", "art_2", "art_3", "art_4"]
    assert "施行" in structured_scan(blocks).provisions[-1].text
    assert "art_3" not in [one.id for one in structured(blocks).provisions]


def test_articles_of_a_scan_need_no_size_of_their_own(structured_scan, block):
    """A label alone on its line begins an article of a scan, though OCR takes the lines of most others for larger."""
    blocks = []
    for number, size in ((3, 20.0), (6, 20.0), (13, 11.0), (18, 11.0), (22, 20.0), (33, 20.0)):
        blocks += [block(f"Article {number}", size=size), text_in("en")]
    found = [one.label for one in structured_scan(blocks).provisions]
    assert found == [f"Article {number}" for number in (3, 6, 13, 18, 22, 33)]
