import json

from indexer.search import PassageText, RecordFacts, entry_of
from indexer.search.types import FACETS, SORT_KEYS


def facts(**given):
    """A law in Arabic and English."""
    return RecordFacts(
        **{
            "id": "eg-2010-64",
            "kind": "legislation",
            "titles": {"ar": "قانون رقم 64", "en": "Law No. 64"},
            "original_language": "ar",
            "languages": ("ar", "en"),
            "date": "2010-05",
            "years": (2010,),
            "summary": {"en": "It punishes trafficking."},
            "keywords": {"en": ["slavery"]},
            "facets": {"crime": ("trafficking_in_persons",), "kind": ("legislation",)},
            "country_sort": {"en": "egypt"},
            **given,
        }
    )


TEXTS = [
    PassageText("ar", "ar", "art_1", "المادة 1", "تعريفات", 2, "النص"),
    PassageText("en", "en", "art_1", "Article 1", "Definitions", 3, "Recruitment of persons"),
    PassageText("en", "en", "art_2", "", "", 3, "—"),
]


def test_a_record_is_found_by_all_of_its_words():
    """Title, keywords, summary, labels, headings and texts are in the body, each with its language."""
    entry = entry_of(facts(), TEXTS)
    body = set(entry.body.split())
    assert {"en:law", "x:64", "en:slaveri", "en:punish", "en:articl", "en:definit", "en:recruit", "ar:نص"} <= body
    assert set(entry.title.split()) < body


def test_tags_of_concepts_are_words_of_the_record():
    """A question that names a concept finds the records that editors gave it, whatever words are in them."""
    assert "crime:trafficking_in_persons" in entry_of(facts(), []).body.split()


def test_no_phrase_crosses_texts():
    """Between any two texts stands a token that no question has."""
    exact = entry_of(facts(), TEXTS).exact
    assert "64 law" not in exact
    assert "definitions recruitment of persons" in exact
    assert "persons ¶ it punishes" in exact


def test_passages_are_texts_with_words():
    """A text without a word is no passage; a summary is one without a file; ids follow the order of the texts."""
    passages = entry_of(facts(), TEXTS).passages
    assert [(passage.file, passage.provision) for passage in passages] == [("ar", "art_1"), ("en", "art_1"), ("", "")]
    assert sorted(passage.id for passage in passages) == [passage.id for passage in passages]
    assert passages[1].tokens.split()[:2] == ["articl", "1"]
    assert passages[1].text == "Recruitment of persons"


def test_no_field_is_empty():
    """A record without any word is still an entry that engines can write."""
    entry = entry_of(facts(titles={}, summary={}, keywords={}, facets={}), [])
    assert entry.title
    assert entry.body
    assert entry.exact


def test_sort_keys_are_in_every_language():
    """A record is sorted by its title in the language of the reader, else by the original one, and by date."""
    sort = entry_of(facts(), []).sort
    assert sort["title_en"] == "law no 64"
    assert sort["title_fr"] == sort["title_ar"] == "قانون رقم 64"
    assert sort["date"] == "20100500"
    assert sort["country_en"] == "egypt"
    assert set(sort) <= set(SORT_KEYS)


def test_what_is_stored_is_json():
    """What engines keep for hits can be written as JSON and is the same after it."""
    entry = entry_of(facts(), TEXTS)
    assert json.loads(json.dumps(entry.stored)) == entry.stored
    assert set(entry.facets) <= set(FACETS)
