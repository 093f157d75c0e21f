import pytest

from indexer.structure.labels import label_of

LABELS = [
    ("Article 5", "art_5", "Article 5"),
    ("ARTICLE 5.", "art_5", "ARTICLE 5"),
    ("Article 5 - Object", "art_5", "Article 5"),
    ("Article5 Object", "art_5", "Article5"),
    ("Article l2. Object", "art_12", "Article l2"),
    ("Art. 3 bis", "art_3bis", "Art. 3 bis"),
    ("Article premier", "art_1", "Article premier"),
    ("Article 1er. - Objet", "art_1", "Article 1er"),
    ("Art. L. 123-4", "art_l123-4", "Art. L. 123-4"),
    ("Article L222-5", "art_l222-5", "Article L222-5"),
    ("Article XIV", "art_14", "Article XIV"),
    ("Artículo 5 bis. Objeto", "art_5bis", "Artículo 5 bis"),
    ("Artículo 1º.- Objeto", "art_1", "Artículo 1º"),
    ("ARTICULO 97.- Se crea", "art_97", "ARTICULO 97"),
    ("Artículo único. La ley", "art_1", "Artículo único"),
    ("Статья 5. Предмет", "art_5", "Статья 5"),
    ("Статья 12.1", "art_12-1", "Статья 12.1"),
    ("Section 12A. Offences", "sec_12a", "Section 12A"),
    ("Section 12 (1) A person", "sec_12", "Section 12"),
    ("المادة ٥", "art_5", "المادة ٥"),
    ("المادة(3): التعريفات", "art_3", "المادة(3)"),
    ("مادة 5 مكررا (ب)", "art_5bis-b", "مادة 5 مكررا (ب)"),
    ("مادة )9( :", "art_9", "مادة )9("),
    ("مادة 7) :", "art_7", "مادة 7)"),
    ("(المادة الأولى)", "art_1", "المادة الأولى"),
    ("المادة الثانية عشرة: التعريفات", "art_12", "المادة الثانية عشرة"),
    ("المـادة الأولى", "art_1", "المـادة الأولى"),
    ("第五条 本法", "art_5", "第五条"),
    ("第 三 条 本法", "art_3", "第 三 条"),
    ("第12条", "art_12", "第12条"),
    ("第一百二十条之一", "art_120-1", "第一百二十条之一"),
    ("CHAPITRE PREMIER", "chp_1", "CHAPITRE PREMIER"),
    ("CAPÍTULO II", "chp_2", "CAPÍTULO II"),
    ("Глава 3. Меры", "chp_3", "Глава 3"),
    ("Раздел IV", "part_4", "Раздел IV"),
    ("第二章 总则", "chp_2", "第二章"),
    ("第三节", "sec_3", "第三节"),
    ("第一编 总则", "part_1", "第一编"),
    ("الباب الأول", "title_1", "الباب الأول"),
    ("الفصل الثاني", "chp_2", "الفصل الثاني"),
    ("TÍTULO SEGUNDO", "title_2", "TÍTULO SEGUNDO"),
    ("Part Two", "part_2", "Part Two"),
    ("Livre III", "book_3", "Livre III"),
    ("Disposición transitoria primera. Régimen", "transitional_1", "Disposición transitoria primera"),
    ("DISPOSICIÓN FINAL ÚNICA", "final_1", "DISPOSICIÓN FINAL ÚNICA"),
    ("ANNEX I", "annex_1", "ANNEX I"),
    ("Приложение", "annex", "Приложение"),
    ("附件一", "annex_1", "附件一"),
]


@pytest.mark.parametrize(("line", "id_", "text"), LABELS)
def test_a_label_gives_id_and_printed_text(line, id_, text):
    """A label of any language gives the number for ids and the words as printed, without final punctuation."""
    label = label_of(line)
    assert label is not None
    number = f"_{label.number}" if label.number else ""
    assert (label.unit.name + number, label.text) == (id_, text)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Articles 5 and 6",
        "Part of the property",
        "Sectional title",
        "«Artículo 22. Texto»",
        "Article on smuggling",
        "Disposición",
        "Раздельное проживание",
        "مادة التدريس",
        "第一次会议",
    ],
)
def test_a_line_without_word_and_number_has_no_label(line):
    """A line that only begins like a label, and a quoted label, have none."""
    assert label_of(line) is None


def test_numbers_sort_as_the_law_counts():
    """Keys order 5, 5 bis, 5 ter, 6, 12, 12A and L123-4, L123-10."""
    counted = ["5", "5 bis", "5 ter", "6", "12", "12A"]
    keys = [label_of(f"Article {number}").key for number in counted]
    assert keys == sorted(keys)
    assert label_of("Article L123-4").key < label_of("Article L123-10").key
