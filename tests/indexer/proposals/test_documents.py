"""Kinds of document, titles, languages, subjects, courts; and texts that want to do harm."""

import pytest

from indexer.proposals import LISTS, best, propose


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("case_law", ("# Rantsev v. Cyprus and Russia", "European Court of Human Rights", "Application no. 25965/04",
                      "JUDGMENT", "7 January 2010", "The applicant is the father of the victim.")),
        ("case_law", ("# محكمة النقض", "باسم الشعب", "الطعن رقم 1234 لسنة 80 قضائية", "أصدرت الحكم الآتي",
                      "المتهم والنيابة العامة", "جلسة 5 مايو 2011")),
        ("case_law", ("# 云南省昆明市中级人民法院", "刑事判决书", "（2012）昆刑一初字第162号",
                      "公诉机关昆明市人民检察院。", "被告人某某。", "判决如下：")),
        ("strategy", ("# National Strategy against Organized Crime 2019-2023", "Government of Spain",
                      "The strategy sets out four objectives for the coming years.")),
        ("strategy", ("# 中国反对拐卖人口行动计划", "国务院办公厅", "计划要求建立预防网络。")),
        ("treaty", ("# Protocole contre le trafic illicite de migrants", "Les États Parties au présent Protocole,",
                    "Sont convenus de ce qui suit :")),
        ("bibliography", ("# The International Law of Human Trafficking", "Anne T. Gallagher",
                          "Cambridge University Press", "ISBN 978-0-521-19107-4")),
    ],
)  # fmt: skip
def test_kind_is_what_the_document_calls_itself(proposed, kind, lines):
    """Decisions, strategies, treaties and books are told from laws by the words that each has on its first page."""
    assert proposed(*lines)["kind"][0].value == kind


def test_decision_has_court_docket_and_day(proposed):
    """Of a decision the court and the docket are proposed as printed, and the day of the decision, not of an act."""
    found = proposed(
        "# Rantsev v. Cyprus and Russia",
        "European Court of Human Rights",
        "Application no. 25965/04",
        "JUDGMENT",
        "Judgment of 7 January 2010",
    )
    assert found["court"][0].value == "European Court of Human Rights"
    assert found["court"][0].language == "en"
    assert found["docket"][0].value == "25965/04"
    assert found["decided"][0].value == "2010-01-07"
    assert found["organization"][0].value == "council_of_europe"
    assert "adopted" not in found


def test_title_joins_type_and_number_with_the_subject_below(proposed):
    """A title that is type and number only is completed by the next line, past the formulas of the gazette."""
    found = proposed(
        "# قانون رقم 64 لسنة 2010",
        "بشأن مكافحة الاتجار بالبشر",
        "المادة 1: يقصد بالكلمات الآتية المعنى المبين.",
        "المادة 2: يعد مرتكبا لجريمة الاتجار بالبشر كل من يتعامل.",
    )
    assert found["title"][0].value == "قانون رقم 64 لسنة 2010 بشأن مكافحة الاتجار بالبشر"
    assert found["title"][0].language == "ar"


def test_name_of_the_state_is_no_title(proposed):
    """Where the largest line of the page is the State's name the line that names the act is the better title."""
    found = proposed(
        "# REPÚBLICA DE COLOMBIA",
        "Ley 1908 de 2018 contra las organizaciones criminales",
        "Artículo 1. La presente ley tiene por objeto la judicialización.",
        "Artículo 2. Se entiende por grupo armado el que reúna estos elementos.",
    )
    assert found["title"][0].value.startswith("Ley 1908 de 2018 contra")


def test_bilingual_file_has_both_languages(proposed):
    """Each language of the file is proposed with a passage in it; the one with more text is the likelier original."""
    found = proposed(
        "# Loi sur la prévention de la criminalité organisée",
        "La présente loi a pour objet de prévenir et de réprimer la criminalité organisée sous toutes ses formes, "
        "et de protéger les personnes qui en sont victimes ainsi que celles qui témoignent devant les juridictions.",
        "يهدف هذا القانون إلى منع الجريمة المنظمة ومكافحتها وحماية ضحاياها والشهود.",
    )
    by_language = {one.value: one.evidence.words for one in found["languages"]}
    assert set(by_language) == {"fr", "ar"}
    assert "القانون" in by_language["ar"]
    assert found["original_language"][0].value == "fr"


def test_subjects_come_with_the_passage_that_names_them(proposed):
    """A crime type of the title, an issue that the text keeps naming and the article that it cites are proposed."""
    found = proposed(
        "# Law on Trafficking in Persons",
        "Article 1. Trafficking in persons is punished with imprisonment.",
        "Article 2. The court orders the confiscation of the proceeds. Confiscation extends to mixed property.",
        "Article 3. Confiscation and asset recovery are carried out by the agency. Confiscation may be suspended.",
        "Article 4. This law gives effect to article 5 of the Protocol to Prevent, Suppress and Punish Trafficking in "
        "Persons, Especially Women and Children, supplementing the United Nations Convention against Transnational "
        "Organized Crime.",
    )
    assert found["crime"][0].value == "trafficking_in_persons"
    assert found["crime"][0].evidence.words.lower() == "trafficking in persons"
    assert "confiscation_and_asset_recovery" in [one.value for one in found["issue"]]
    cited = next(one for one in found["treaty_articles"] if one.value == "tip-protocol:5")
    assert cited.evidence.words.startswith("article 5 of the Protocol to Prevent")


def test_best_takes_one_value_of_a_field_and_all_of_a_list(front_page, own_vocabularies):
    """What a form is filled with is the surest candidate; lists are kept whole."""
    found = propose(
        front_page("# Loi n° 2011-26 du 9 janvier 2012", "Article 1er. Vu.", "Article 2. Lu."), own_vocabularies
    )
    for field, chosen in best(found).items():
        proposals = [one for one in found if one.field == field]
        assert list(chosen) == (proposals if field in LISTS else proposals[:1])


HOSTILE = {
    "digits": "9" * 100_000,
    "spaces": ("Loi n°" + " " * 50_000) * 4,
    "brackets": "(" * 100_000,
    "words of acts": "قانون رقم " * 20_000,
    "months": "1 de enero de " * 20_000,
    "numbers in words": "mil " * 50_000,
    "numerals": "二〇〇六年" * 30_000,
    "short words": "a b " * 60_000,
    "letters": "а" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(pages_read, own_vocabularies, name):
    """Long runs of what the rules look for are gone through in time that grows with their length."""
    text = HOSTILE[name]
    lines = [text[at : at + 5000] for at in range(0, len(text), 5000)]
    assert isinstance(propose(pages_read(["# Loi", *lines], lines), own_vocabularies), tuple)


def test_ten_megabytes_cost_little_more_than_their_first_pages(pages_read, own_vocabularies):
    """A file of ten million characters gives the proposals of its first and last pages."""
    line = "The court may order that what was used in the offence is taken away and given to the State. " * 20
    pages = [[line] * 50 for _ in range(110)]
    pages[0] = ["# Recovery of Assets Act", "Act No. 5 of 2012", *pages[0]]
    assert sum(len(text) for page in pages for text in page) > 10_000_000
    found = propose(pages_read(*pages), own_vocabularies)
    assert [one.value for one in found if one.field == "number"][:1] == ["No. 5 of 2012"]
