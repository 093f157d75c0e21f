"""Topics that a question names: narrower terms of law, searched in six languages and tagged on no record."""

import pytest

from indexer.search import parse_parameters
from indexer.search.concepts import ConceptNames
from tests.indexer.search.conftest import law

PROVISIONS = {
    "ar-rashwa": ("ar", "يعاقب كل موظف طلب رشوة لنفسه أو لغيره."),
    "ar-adwiya": ("ar", "يحظر استيراد أدوية مغشوشة أو بيعها."),
    "ar-amin": ("ar", "على الموظف أن يكون أمينا."),
    "zh-huilu": ("zh", "为谋取不正当利益，给予国家工作人员以财物的，是行贿。"),
    "en-ivory": ("en", "The court sits in Côte d’Ivoire."),
    "en-poaching": ("en", "Poaching in a national park is an offence."),
    "es-peculado": ("es", "El peculado se castiga con prisión."),
    "fr-precurseurs": ("fr", "Les précurseurs sont placés sous contrôle."),
    "ru-rog": ("ru", "Незаконная охота наказывается штрафом."),
}


@pytest.fixture(scope="module")
def topic_laws(search_in):
    """A search in laws of one provision each, and one that an editor tagged with a crime type."""
    entries = [law(record, language, "Act", text) for record, (language, text) in PROVISIONS.items()]
    tagged = law("en-tagged", "en", "Act", "The register is public.", crime=("corruption",))
    return search_in([*entries, tagged])


@pytest.fixture(scope="module")
def concept_names(vocabularies) -> ConceptNames:
    """The names of all concepts, gathered once."""
    return ConceptNames(vocabularies)


def found(search, q: str) -> set[str]:
    return {hit.id for hit in search.search(parse_parameters([("q", q)])).hits}


@pytest.mark.parametrize(
    ("q", "records"),
    [
        ("взяточничество", {"ar-rashwa"}),
        ("soborno", {"ar-rashwa"}),
        ("رشوة", {"ar-rashwa"}),
        ("active bribery", {"zh-huilu"}),
        ("الرشوة الإيجابية", {"zh-huilu"}),
        ("braconnage", {"en-poaching", "ru-rog"}),
        ("偷猎", {"en-poaching", "ru-rog"}),
        ("embezzlement", {"es-peculado"}),
        ("贪污", {"es-peculado"}),
        ("прекурсоры", {"fr-precurseurs"}),
        ("counterfeit medicines", {"ar-adwiya"}),
    ],
)
def test_a_topic_is_found_in_other_languages(topic_laws, q, records):
    """A question that names a topic in one language finds the provisions that name it in another."""
    assert found(topic_laws, q) == records


def test_a_topic_does_not_bring_the_tag_of_its_crime_type(topic_laws):
    """A record that is tagged with a crime type is found by the crime type, not by each term below it."""
    assert "en-tagged" in found(topic_laws, "corruption")
    assert "en-tagged" not in found(topic_laws, "bribery")


def test_a_record_is_not_tagged_with_topics(topic_laws, concept_names):
    """A topic is told to the reader as what was searched too; records have no tag of it."""
    named = topic_laws.search(parse_parameters([("q", "bribery")])).query.concepts
    assert [(concept.vocabulary, concept.id) for concept in named] == [("topic", "bribery")]
    assert [concept.tag for concept in concept_names.find("bribery, corruption")] == [
        "",
        "crime:corruption",
    ]


@pytest.mark.parametrize("q", ["Côte d’Ivoire", "Ivory Coast", "办公海报", "graft", "restitution", "منع"])
def test_ordinary_words_name_no_topic(concept_names, q):
    """Words that mean much else, and characters that only meet at the seam of two words, are no names."""
    assert concept_names.find(q) == []


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("共同犯罪", ["complicity"]),
        ("trafic d’êtres humains", ["trafficking_in_persons"]),
        ("cocaine and cannabis cultivation", ["cocaine", "cannabis_cultivation"]),
        ("受贿罪", ["passive_bribery"]),
        ("儿童工作", ["children"]),
        ("《欧洲人权公约》", ["human_rights"]),
        ("组织、领导、参加黑社会性质组织罪", ["mafia_type_organization"]),
        ("organized crime", ["organized_crime"]),
        ("Participation in an organized criminal group", ["participation_in_an_organized_criminal_group"]),
        ("الأدوية المزيفة", ["falsified_medicines"]),
        ("أدوية مزيفة", ["falsified_medicines"]),
    ],
)
def test_each_word_names_what_it_means(concept_names, q, ids):
    """Terms that are easily confused name each its own concept; the longest name counts."""
    assert [concept.id for concept in concept_names.find(q)] == ids


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("о торговле людьми", ["trafficking_in_persons"]),
        ("помощь жертвам торговли людьми", ["victims_of_trafficking"]),
        ("за незаконным оборотом огнестрельного оружия", ["trafficking_in_firearms"]),
        ("trafics d’armes", ["arms_trafficking"]),
        ("delitos graves", ["serious_crime"]),
        ("money was laundered", []),
        ("bribed", []),
        ("атакующая", []),
        ("il dispose", []),
    ],
)
def test_several_words_name_a_concept_in_any_form(concept_names, q, ids):
    """A name of several words may be inflected, its words together; of one word, it stands as in the vocabulary."""
    assert [concept.id for concept in concept_names.find(q)] == ids


def test_every_name_finds_its_own_concept(vocabularies, concept_names):
    """No label, synonym or hidden word of a crime type, issue or topic is taken away by another concept."""
    for vocabulary in ("crime", "issue", "topic"):
        for concept in vocabularies.concepts(vocabulary):
            for language, label in concept.labels.items():
                more = (*concept.alternatives.get(language, ()), *concept.hidden.get(language, ()))
                for name in (label, *more):
                    assert [named.id for named in concept_names.find(name)] == [concept.id], f"{language}: {name}"
