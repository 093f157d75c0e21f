"""Concepts that a question names: what is found, shown and marked for them."""

import pytest

from indexer.search import parse_parameters
from indexer.search.asking import language_of_question
from indexer.search.concepts import ConceptNames
from indexer.search.planning import Planner
from tests.indexer.search.conftest import law

STRAY = {
    "es": ("El tratado obliga a cada persona.", "La obra trata de la evolución de las costumbres de las personas."),
    "fr": ("Le traité s’applique à toute personne.", "Une personne est traitée à l’hôpital."),
    "ru": ("Торговля хлебом кормит многих людей.",),
    "zh": ("运输和人口统计。",),
    "ar": ("الاتجار بالقمح محظور على الأشخاص.",),
}
"""Sentences with the words of the label, which here say something else."""


@pytest.fixture(scope="module")
def stray_laws(search_in):
    """A search in laws that have the words of a label by themselves, and one that is tagged with the concept."""
    entries = [law(f"{language}-stray", language, "Acta", *texts) for language, texts in STRAY.items()]
    tagged = law("es-tagged", "es", "Acta", STRAY["es"][0], crime=("trafficking_in_persons",))
    return search_in([*entries, tagged])


@pytest.mark.parametrize("q", ["trafficking in persons", "human trafficking", "trata de seres humanos"])
def test_the_words_of_a_name_by_themselves_are_not_the_concept(stray_laws, q):
    """In the place of what was typed stand whole names and the tag of an editor, never single words of a name."""
    results = stray_laws.search(parse_parameters([("q", q)]))
    assert [hit.id for hit in results.hits] == ["es-tagged"]
    assert not any(passage.highlights for hit in results.hits for passage in hit.passages)


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("es", "El tratado define la trata de personas.", ["trata de personas"]),
        ("fr", "Les victimes de la traite d’êtres humains, selon le traité", ["traite d’êtres humains"]),
        ("ru", "О торговле людьми и торговле хлебом", ["торговле людьми"]),
        ("ar", "جريمة والاتجار بالأشخاص", ["والاتجار بالأشخاص"]),
        ("zh", "组织贩运人口的，人口", ["贩运人口"]),
        ("en", "trafficked persons and other persons", ["trafficked persons"]),
        ("en", "trafficking in goods by several hundred unknown persons", []),
    ],
)
def test_names_are_marked_where_their_words_stand_together(laws, language, text, marked):
    """A name is marked as one, in any form of its words and with a prefix; its words elsewhere are not."""
    places = laws.mark(text, language, "trafficking in persons")
    assert [text[start:end] for start, end in places] == marked


def test_typed_words_are_marked_where_no_whole_name_stands(search_in):
    """A record that was found by the words themselves shows where they stand."""
    search = search_in([law("a", "en", "Act", "The trade in ivory. Trafficking is punished.", "Persons have rights.")])
    hit = search.search(parse_parameters([("q", "trafficking in persons")])).hits[0]
    marked = [place.text[start:end] for place in hit.passages for start, end in place.highlights]
    assert sorted(marked) == ["Persons", "Trafficking"]


@pytest.mark.parametrize(
    ("q", "concept"),
    [
        ("blanchiment", "money_laundering"),
        ("lavado de activos", "money_laundering"),
        ("легализация преступных доходов", "money_laundering"),
        ("تبييض الأموال", "money_laundering"),
        ("contrabando de migrantes", "smuggling_of_migrants"),
        ("confiscation", "confiscation_and_asset_recovery"),
        ("decomiso", "confiscation_and_asset_recovery"),
        ("没收", "confiscation_and_asset_recovery"),
        ("مصادرة", "confiscation_and_asset_recovery"),
    ],
)
def test_everyday_words_name_a_concept(laws, q, concept):
    """The words that lawyers use for a concept name it, beside its label."""
    found = laws.search(parse_parameters([("q", q)])).query.concepts
    assert [named.id for named in found] == [concept]


@pytest.mark.parametrize(
    ("q", "display", "expected"),
    [
        ("money laundering confiscation", "zh", "en"),
        ("traite des personnes", "en", "fr"),
        ("la trata y el delito", "en", "es"),
        ("торговля людьми UNODC", "en", "ru"),
        ("المصادرة", "en", "ar"),
        ("没收", "en", "zh"),
        ("confiscation", "fr", "fr"),
        ("confiscation", "es", "en"),
        ("2016", "ru", "ru"),
        ('"des personnes"', "en", "fr"),
    ],
)
def test_a_question_has_a_language(vocabularies, q, display, expected):
    """It is told by script, function words and names of concepts; in doubt the display language counts."""
    plan = Planner(ConceptNames(vocabularies)).plan(q)
    assert language_of_question(plan.parts, plan.typed, display) == expected


@pytest.mark.parametrize(
    ("q", "countries"),
    [
        ("corruption in Colombia and Kenya", ["CO", "KE"]),
        ("blanchiment Côte d’Ivoire", ["CI"]),
        ("торговля людьми в Колумбии", ["CO"]),
        ("哥伦比亚洗钱", ["CO"]),
        ("غسل الأموال في مصر", ["EG"]),
        ("guinea-bissau", ["GW"]),
        ("corruption NOT Kenya", []),
        ("corruption", []),
    ],
)
def test_countries_of_a_question_are_told(laws, q, countries):
    """A country is known by its name in any of the six languages, in another form too; what is ruled out is not."""
    found = laws.search(parse_parameters([("q", q)])).query
    assert [country.id for country in found.countries] == countries
