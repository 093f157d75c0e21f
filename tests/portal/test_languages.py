"""Languages: which one a reader gets, dates and numbers, catalogues."""

import pytest

from indexer.errors import SettingsError
from indexer.settings import Settings
from portal import create_app
from portal.i18n import LANGUAGES, day, lazy_pgettext, ngettext, number
from portal.labels import language_in_text, language_name


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ar", "ar"),
        ("fr-CA, en;q=0.5", "fr"),
        ("de, ru;q=0.8, en;q=0.7", "ru"),
        ("zh-CN", "zh"),
        ("pt-BR", "en"),
        ("", "en"),
        ("xx;q=nonsense", "en"),
    ],
)
def test_home_is_in_the_best_language_for_the_browser(reader, accepted, language):
    """The address without a language leads to the best one that the browser asks for, else to English."""
    answer = reader.get("/", headers={"Accept-Language": accepted})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_unknown_path_is_answered_in_the_language_of_the_browser(reader, take_apart):
    """Where no language stands in the path, an error is told in the one that the browser asks for."""
    answer = reader.get("/nothing-here", headers={"Accept-Language": "es"})
    assert answer.status_code == 404
    assert take_apart(answer.text).all("html")[0]["lang"] == "es"


@pytest.mark.parametrize(
    ("language", "alone", "within"),
    [
        ("en", "Arabic", "Arabic"),
        ("fr", "Arabe", "arabe"),
        ("es", "Árabe", "árabe"),
        ("ru", "Арабский", "арабский"),
        ("zh", "阿拉伯文", "阿拉伯文"),
        ("ar", "العربية", "العربية"),
    ],
)
def test_languages_are_called_what_the_vocabulary_calls_them(portal_app, language, alone, within):
    """The name of a language is the vocabulary's, small within a sentence where the language of the page has it so."""
    with portal_app.test_request_context(f"/{language}/"):
        assert language_name("ar") == alone
        assert language_in_text("ar") == within
        assert language_name("xx") == "xx"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_portal_names_its_languages_as_the_vocabulary_does(portal_app, code):
    """The switch of languages has for each language the name that the vocabulary has for it in that language."""
    with portal_app.test_request_context(f"/{code}/"):
        assert LANGUAGES[code].name == language_name(code)


def test_a_page_has_the_names_of_languages_of_the_vocabulary(reader, take_apart):
    """Filters, chips and hits say the words of the vocabulary, not those of another list."""
    page = take_apart(reader.get("/ar/search?language=en").text)
    chip = next(text for text in page.all_texts("a") if "لغة النص" in text)
    assert "الإنكليزية" in chip
    assert "الإنجليزية" not in " ".join(page.all_texts("body"))


@pytest.mark.parametrize(
    ("language", "listed", "told"),
    [
        ("en", "Arabic, French", "French, translation"),
        ("fr", "arabe, français", "français, traduction"),
        ("zh", "阿拉伯文、法文", "法文，译文"),
        ("ar", "العربية، الفرنسية", "الفرنسية، ترجمة"),
    ],
)
def test_a_list_and_a_clause_have_the_commas_of_the_language(reader, take_apart, language, listed, told):
    """What is counted up is parted by the comma of a list, what is added by that of a clause: in Chinese 、 and ，."""
    hit = take_apart(reader.get(f"/{language}/search?q=2016-61+victime").text).text("li", class_="hit")
    assert listed in hit
    assert told in hit


@pytest.mark.parametrize(
    ("language", "whole", "month"),
    [
        ("en", "14 May 2010", "May 2010"),
        ("fr", "14 mai 2010", "mai 2010"),
        ("es", "14 de mayo de 2010", "mayo de 2010"),
        ("ru", "14 мая 2010\u202fг.", "май 2010\u202fг."),
        ("zh", "2010年5月14日", "2010年5月"),
        ("ar", "14 مايو 2010", "مايو 2010"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(portal_app, language, whole, month):
    """A date is written by the conventions of the language, and never made more precise than it is."""
    with portal_app.test_request_context(f"/{language}/"):
        assert " ".join(day("2010-05-14").split()) == " ".join(whole.split())
        assert " ".join(day("2010-05").split()) == " ".join(month.split())
        assert "2010" in day("2010")
        assert "5" not in day("2010")


def test_numbers_are_grouped_as_the_language_does(portal_app):
    """Thousands are grouped by the conventions of the language."""
    with portal_app.test_request_context("/en/"):
        assert number(1234567) == "1,234,567"
    with portal_app.test_request_context("/es/"):
        assert number(1234567) == "1.234.567"


def test_plural_forms_follow_the_number(portal_app):
    """Counts of records take each plural form of Arabic and of Russian where it belongs."""

    def records(count):
        return ngettext("%(count)s record", "%(count)s records", count, count=count)

    with portal_app.test_request_context("/ar/"):
        assert [records(count) for count in (0, 1, 2, 3, 11, 100)] == [
            "لا توجد سجلات", "سجل واحد", "سجلان", "3 سجلات", "11 سجلا", "100 سجل",
        ]  # fmt: skip
    with portal_app.test_request_context("/ru/"):
        assert [records(count) for count in (1, 2, 5, 21)] == ["1 запись", "2 записи", "5 записей", "21 запись"]


def test_missing_catalogues_are_an_error_and_not_english(tmp_path):
    """Without compiled catalogues the portal does not start, and says which file is missing and what to run."""
    with pytest.raises(SettingsError, match=r"messages\.mo is missing.*pybabel compile"):
        create_app(Settings(translations=tmp_path))


@pytest.mark.parametrize(
    ("context", "text", "others"),
    [
        ("state of a submission", "Published", ("date of a publication", "number of proposals")),
        ("state of a submission", "Accepted", ("number of proposals",)),
        ("date", "Changed", ("what happened to a submission", "number of proposals")),
        ("date", "Submitted", ("state of a submission",)),
        ("page", "Next", ("provision",)),
        ("whether it was found", "No", ("parameter",)),
    ],
)
def test_one_english_word_for_two_things_is_two_strings(portal_app, context, text, others):
    """Where an English word says two things, at least one language has different words for them."""
    said = {}
    for code in LANGUAGES:
        with portal_app.test_request_context(f"/{code}/"):
            said[code] = str(lazy_pgettext(context, text)), [str(lazy_pgettext(other, text)) for other in others]
    assert any(word not in [*rest, text] for word, rest in said.values())
    assert said["en"] == (text, [text] * len(others))


def test_a_page_says_the_next_page_and_a_provision_the_next_provision(reader, take_apart):
    """In Chinese the way on is to the next page of a list, and to the next article of a law."""
    listed = take_apart(reader.get("/zh/records").text)
    assert listed.text("a", rel="next") == "下一页"
    article = take_apart(reader.get("/zh/records/tn-2016-61/fr/art_5").text)
    assert article.text("a", rel="next").startswith("下一条")
