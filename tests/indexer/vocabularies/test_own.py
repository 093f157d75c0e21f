"""The vocabularies that Palermo brings."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from indexer.model import FILE_STATUSES, KINDS, LANGUAGES, ProvisionLevel
from indexer.vocabularies import Vocabularies

FOLDER = Path(__file__).resolve().parents[3] / "corpora" / "vocabularies"
SCRIPT = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK", "en": "LATIN", "fr": "LATIN", "es": "LATIN"}


@pytest.fixture(scope="module")
def own() -> Vocabularies:
    return Vocabularies.open(FOLDER)


def ids(own: Vocabularies, name: str) -> list[str]:
    return [concept.id for concept in own.concepts(name)]


def test_every_name_is_written_in_the_script_of_its_language(own):
    """Every name of every concept has letters, and only of its language's script (acronyms of titles aside)."""
    for name in own.names:
        for concept in own.concepts(name):
            for language, label in concept.names.items():
                scripts = {unicodedata.name(letter).split()[0] for letter in label if letter.isalpha()}
                assert scripts == {SCRIPT[language]}, f"{name}, {concept.id}: {label}"


def test_names_are_clean(own):
    """No name has an asterisk, an English article in brackets, a straight apostrophe or white space at odd places."""
    for name in own.names:
        for concept in own.concepts(name):
            for label in concept.names.values():
                assert not re.search(r"\*|\(the\)|'|\s\s|^\s|\s$", label), f"{name}, {concept.id}: {label}"
                assert unicodedata.is_normalized("NFC", label)


def test_every_kind_has_a_name_for_one_record(own):
    """One record of a kind has a name in every language; where the label is a plural, another one."""
    for kind in own.concepts("kind"):
        assert set(kind.texts["singular"]) == set(LANGUAGES)
    assert own.concept("kind", "treaty").texts["singular"]["es"] == "Tratado"


@pytest.mark.parametrize("name", ["country", "region", "organization", "crime", "issue", "article", "language"])
def test_labels_tell_concepts_apart(own, name):
    """No two concepts of a vocabulary have the same label in a language."""
    for language in LANGUAGES:
        labels = Counter(concept.labels[language] for concept in own.concepts(name))
        assert [label for label, count in labels.items() if count > 1] == []


def test_synonyms_are_of_one_concept_only(own):
    """No synonym of a crime type, issue or topic is also the label or a synonym of another one."""
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for name in ("crime", "issue", "topic"):
            for concept in own.concepts(name):
                for word in {concept.labels[language], *concept.alternatives.get(language, ())}:
                    assert seen.setdefault(word.casefold(), concept.id) == concept.id


def test_the_numbers_are_those_of_the_texts(own):
    """There are 15 crime types, 22 issues, all articles of the six treaties, 193 Member States and two observers."""
    assert (len(own.concepts("crime")), len(own.concepts("issue"))) == (15, 22)
    articles = Counter(article.split(":")[0] for article in ids(own, "article"))
    protocols = {"tip-protocol": 20, "som-protocol": 25, "firearms-protocol": 21}
    assert articles == {"untoc": 41, "uncac": 71, "drugs-1988": 34, **protocols}
    status = Counter(country.properties["status"] for country in own.concepts("country"))
    assert (status["member"], status["observer"]) == (193, 2)
    assert set(status) == set(ids(own, "country_status"))


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("GB", "en", "United Kingdom of Great Britain and Northern Ireland"),
        ("TR", "en", "Türkiye"),
        ("TR", "ru", "Турция"),
        ("CI", "en", "Côte d’Ivoire"),
        ("PS", "en", "State of Palestine"),
        ("PS", "fr", "État de Palestine"),
        ("NL", "en", "Netherlands (Kingdom of the)"),
        ("MK", "en", "North Macedonia"),
        ("SZ", "en", "Eswatini"),
        ("CZ", "en", "Czechia"),
        ("KR", "en", "Republic of Korea"),
        ("VN", "fr", "Viet Nam"),
        ("RU", "zh", "俄罗斯联邦"),
        ("EG", "ar", "مصر"),
        ("VA", "es", "Santa Sede"),
        ("BO", "es", "Bolivia (Estado Plurinacional de)"),
        ("FK", "en", "Falkland Islands (Malvinas)"),
    ],
)
def test_countries_carry_the_names_of_the_united_nations(own, code, language, name):
    """Countries are called as the United Nations call them, not as other lists do."""
    assert own.label("country", code, language) == name


@pytest.mark.parametrize("name", ["country", "organization"])
def test_every_status_has_a_label(own, name):
    """What a country or organization is to the United Nations is a term of the vocabulary of such statuses."""
    known = set(ids(own, f"{name}_status"))
    assert {concept.properties["status"] for concept in own.concepts(name)} == known


@pytest.mark.parametrize(
    ("id", "language", "label", "found_by"),
    [
        ("ecowas", "fr", "Communauté économique des États de l’Afrique de l’Ouest", "CEDEAO"),
        ("igad", "ru", "Межправительственная организация по развитию", "ИГАД"),
        ("arab_league", "ar", "جامعة الدول العربية", "الجامعة العربية"),
        ("european_union", "zh", "欧洲联盟", "欧盟"),
        ("african_union", "en", "African Union", "Organization of African Unity"),
        ("oas", "es", "Organización de los Estados Americanos", "OEA"),
    ],
)
def test_organizations_carry_their_official_names(own, id, language, label, found_by):
    """Organizations are called by their official names; acronyms and former names find them."""
    concept = own.concept("organization", id)
    assert concept.labels[language] == label
    assert found_by in (*concept.alternatives.get(language, ()), *concept.hidden.get(language, ()))


def test_countries_lie_in_regions(own):
    """Every country but Antarctica lies in one of the five regions of M49; the way there begins outermost."""
    assert own.regions_of("EG") == ("002", "015")
    assert own.regions_of("NG") == ("002", "202", "011")
    outermost = {own.regions_of(country)[:1] for country in ids(own, "country") if country != "AQ"}
    assert outermost == {("002",), ("009",), ("019",), ("142",), ("150",)}


def test_lists_of_countries_are_sorted_for_their_readers(own):
    """Accents, hamzas and the Arabic article do not change a country's place in a list."""

    def first(language: str, *codes: str) -> list[str]:
        countries = (own.concept("country", code) for code in codes)
        return [country.id for country in sorted(countries, key=lambda country: country.sort_label(language))]

    assert first("fr", "EG", "ES", "EE", "FR") == ["EG", "ES", "EE", "FR"]
    assert first("ar", "JO", "AR", "RU", "ES", "EG") == ["RU", "AR", "JO", "ES", "EG"]
    assert first("en", "AX", "AL", "AT") == ["AX", "AL", "AT"]


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        ("kind", "case_law", "Case law"),
        ("status", "official", "Official text"),
        ("country", "NO", "Norway"),
        ("participant", "EG", "Egypt"),
        ("participant", "european_union", "European Union"),
        ("region", "002", "Africa"),
        ("in_force", "no", "Not in force"),
        ("year", "2010", "2010"),
        (
            "article",
            "untoc:5",
            "Organized Crime Convention, article 5: Criminalization of participation in an organized criminal group",
        ),
    ],
)
def test_every_facet_has_labels(own, facet, value, label):
    """The value of every facet has a label; years are their own."""
    assert own.facet_label(facet, value, "en") == label


def test_code_and_vocabularies_know_the_same_words(own):
    """The small vocabularies have exactly the terms that the code knows."""
    assert ids(own, "kind") == list(KINDS)
    assert set(ids(own, "file_status")) == set(FILE_STATUSES)
    assert set(ids(own, "level")) == set(get_args(ProvisionLevel))
    assert set(LANGUAGES) <= set(ids(own, "language"))
