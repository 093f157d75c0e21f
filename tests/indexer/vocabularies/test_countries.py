"""The countries and areas that Palermo brings: their names are those of the United Nations."""

import csv
import re
from pathlib import Path

import pytest
from babel import Locale

from indexer.model import LANGUAGES
from indexer.vocabularies import Concept, Vocabularies

FOLDER = Path(__file__).resolve().parents[3] / "corpora" / "vocabularies"
NAMES = Path(__file__).with_name("country_names.tsv")


@pytest.fixture(scope="module")
def countries() -> dict[str, Concept]:
    return {concept.id: concept for concept in Vocabularies.open(FOLDER).concepts("country")}


@pytest.fixture(scope="module")
def reviewed_names() -> dict[str, dict[str, str]]:
    with NAMES.open(encoding="utf-8") as file:
        return {row.pop("code"): row for row in csv.DictReader(file, delimiter="\t")}


def test_names_are_those_that_were_reviewed(countries, reviewed_names):
    """Every country and area has the six short names of the reviewed table, and there are no others."""
    assert {code: dict(concept.names) for code, concept in countries.items()} == reviewed_names


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_other_lists_are_refused(countries, reviewed_names, language):
    """Where CLDR calls a country otherwise than the United Nations, its name is nobody's label."""
    other = {
        code: name
        for code, name in Locale(language).territories.items()
        if code in countries and name != reviewed_names[code][language]
    }
    assert len(other) > 20
    labels = {concept.names[language] for concept in countries.values()}
    assert [f"{code}: {name}" for code, name in other.items() if name in labels] == []


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "TR", "Turkey"),
        ("en", "CZ", "Czech Republic"),
        ("en", "SZ", "Swaziland"),
        ("en", "MM", "Burma"),
        ("en", "CD", "Zaire"),
        ("en", "CV", "Cape Verde"),
        ("en", "KR", "South Korea"),
        ("en", "CI", "Ivory Coast"),
        ("fr", "MK", "Macédoine"),
        ("es", "SY", "Siria"),
        ("es", "BF", "Alto Volta"),
        ("ru", "RU", "Россия"),
        ("ru", "MD", "Молдавия"),
        ("zh", "IR", "伊朗"),
        ("ar", "BO", "بوليفيا"),
        ("ar", "LK", "سيلان"),
    ],
)
def test_former_and_shorter_names_only_find(countries, language, code, name):
    """A former or a shorter name finds its country, but is neither its label nor a synonym that is searched."""
    found = [found for found, concept in countries.items() if name in concept.hidden.get(language, ())]
    assert found == [code]
    assert name not in {concept.names[language] for concept in countries.values()}
    assert not any(concept.alternatives for concept in countries.values())


def test_states_have_a_formal_name(countries):
    """Every State has a formal name in six languages, without article; areas have none."""
    for concept in countries.values():
        formal = concept.texts.get("formalName", {})
        assert set(formal) == (set() if concept.properties["status"] == "area" else set(LANGUAGES)), concept.id
        assert not any(name.startswith(("the ", "le ", "la ", "les ", "l’", "el ", "los ")) for name in formal.values())
    assert countries["TR"].texts["formalName"]["ru"] == "Турецкая Республика"
    assert countries["MX"].texts["formalName"]["es"] == "Estados Unidos Mexicanos"
    assert countries["JO"].texts["formalName"]["ar"] == "المملكة الأردنية الهاشمية"


def test_codes_are_of_one_country_each(countries):
    """Every country has an ISO alpha-2 and alpha-3 code and an M49 code of three digits, each its own."""
    for form, codes in (
        ("[A-Z]{2}", [*countries]),
        ("[A-Z]{3}", [concept.properties["alpha3"] for concept in countries.values()]),
        ("[0-9]{3}", [concept.properties["m49"] for concept in countries.values()]),
    ):
        assert len(set(codes)) == len(codes) == 248
        assert [code for code in codes if not re.fullmatch(form, code)] == []
    assert (countries["EG"].properties["alpha3"], countries["EG"].properties["m49"]) == ("EGY", "818")


def test_other_participants_of_treaties_are_told_from_members(countries):
    """Cook Islands and Niue take part in treaties without being members; Holy See and Palestine are observers."""
    status = {
        wanted: {code for code, concept in countries.items() if concept.properties["status"] == wanted}
        for wanted in ("member", "observer", "participant")
    }
    assert status["participant"] == {"CK", "NU"}
    assert status["observer"] == {"PS", "VA"}
    assert len(status["member"]) == 193


def test_chinese_lists_follow_the_pronunciation(countries):
    """In Chinese, countries are sorted by the pinyin of their names: Albania first, Egypt before Brazil."""
    ordered = sorted(countries.values(), key=lambda concept: concept.sort_label("zh"))
    order = [concept.id for concept in ordered]
    assert order[0] == "AL"
    assert order.index("EG") < order.index("BR") < order.index("US") < order.index("CN")


def test_russian_lists_keep_short_i_apart(countries):
    """In Russian, Йемен stands behind all names with И."""
    ordered = sorted(countries.values(), key=lambda concept: concept.sort_label("ru"))
    order = [concept.id for concept in ordered]
    assert order.index("IT") < order.index("YE") < order.index("CV")
