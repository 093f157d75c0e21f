import pytest

from indexer.engines.memory import MemoryEngine
from indexer.search import PassageText, RecordFacts, entry_of, parse_parameters
from indexer.search.planning import NOTES
from tests.indexer.search.conftest import LAWS, law


def ask(search, q, **filters):
    return search.search(parse_parameters([("q", q), *filters.items()]))


def ids(results):
    return [hit.id for hit in results.hits]


def marked(results):
    return [
        passage.text[start:end] for hit in results.hits for passage in hit.passages for start, end in passage.highlights
    ]


@pytest.mark.parametrize(
    ("q", "expected", "words"),
    [
        ("recruit", ["en-persons"], ["recruits"]),
        ("etat puni", ["fr-traite"], ["État", "punit"]),
        ("prision", ["es-trata"], ["prisión"]),
        ("торговли наказывать", ["ru-rabstvo"], ["Торговля", "наказывается"]),
        ("السجن", ["ar-qanun"], ["بالسجن"]),
        ("قانون ٦٤", ["ar-qanun"], []),
        ("有期徒刑", ["zh-fa"], ["有期徒刑"]),
        ("interpol", ["ru-rabstvo"], ["Interpol"]),
        ("law captain", ["en-sea"], ["captain", "law"]),
        ("captain AND law", ["en-sea"], ["captain", "law"]),
        ("captain OR prisión", ["en-sea", "es-trata"], ["captain", "prisión"]),
        ("law -captain", ["en-persons"], ["law"]),
        ("recrui*", ["en-persons"], ["recruits"]),
        ("No. 64/2010 §", ["ar-qanun"], []),
    ],
)
def test_words_find_records_in_every_language(laws, q, expected, words):
    """Each word has to be in the record, in any form and language it may be in, and is marked where it stands."""
    results = ask(laws, q)
    assert sorted(ids(results)) == sorted(expected)
    assert results.total == len(expected)
    assert sorted(marked(results)) == sorted(words)
    assert results.query.relaxed is None


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ('"law of the sea"', ["en-persons"]),
        ('"recruits"', ["en-persons"]),
        ('"recruit"', []),
        ('"law sea"', []),
        ("“traite des personnes”", ["fr-traite"]),
        ("「五年以上」", ["zh-fa"]),
    ],
)
def test_quotations_are_exact(laws, q, expected):
    """Quoted words stand one after another as they were typed, function words among them, and are marked as one."""
    results = ask(laws, q)
    assert ids(results) == expected
    assert len(marked(results)) == len(expected)


@pytest.mark.parametrize(
    "q", ["trafficking in persons", "human trafficking", "traite des personnes", "贩运人口", "торговля людьми"]
)
def test_a_named_concept_is_found_in_six_languages(laws, q):
    """Words that are a name of a concept find its names in the other languages, and the report says which."""
    results = ask(laws, q)
    assert {"en-persons", "fr-traite", "es-trata", "ru-rabstvo", "zh-fa"} <= set(ids(results))
    assert [concept.id for concept in results.query.concepts] == ["trafficking_in_persons"]
    assert {"Traite des personnes", "traite des personnes"} & set(marked(results)) or "traite" in marked(results)


def test_a_concept_is_one_group_among_others(laws):
    """Words beside the name of a concept are required too."""
    assert ids(ask(laws, "human trafficking deception")) == ["en-persons"]


def test_too_many_words_are_relaxed_and_told(laws):
    """A question of which no record has all words is answered with those that have most of them."""
    results = ask(laws, "recruits zebra")
    assert ids(results) == ["en-persons"]
    assert results.query.relaxed is not None
    assert (results.query.relaxed.words, results.query.relaxed.required, results.query.relaxed.exact) == (2, 1, 0)


@pytest.mark.parametrize("q", ["recruits AND zebra", 'recruits "zebra"', "recruits zebr*", "recruits zebra -captain"])
def test_operators_are_never_relaxed(laws, q):
    """What is quoted or connected by an operator is required as it was typed."""
    assert ids(ask(laws, q)) == []


def test_quoted_names_in_a_question_are_looked_for_as_words(laws):
    """If nothing has what a question with a question mark quotes, its words are looked for, and a note says so."""
    results = ask(laws, 'who is the "captains of ships"?')
    assert ids(results) == ["en-sea"]
    assert "quotation_ignored" in results.query.notes


@pytest.mark.parametrize(("q", "note"), [("§§", "no_words"), ('"sea', "quote_unbalanced"), ("sea " * 700, "query_cut")])
def test_notes_say_what_was_made_of_the_words(laws, q, note):
    """Notes are codes that are listed with their meaning."""
    results = ask(laws, q)
    assert note in results.query.notes
    assert set(results.query.notes) <= set(NOTES)


def test_language_filter_restricts_the_plan(laws):
    """With a filter only records with a file in that language are found, by its words."""
    assert ids(ask(laws, "trafficking in persons", language="fr")) == ["fr-traite"]


def test_facets_have_labels_and_keep_what_is_selected(laws):
    """Values carry labels in the display language; a value that is filtered by stays with a count of zero."""
    results = laws.search(parse_parameters([("q", "recruit"), ("country", "FR")], "fr"))
    assert results.total == 0
    country = {value.value: value for value in results.facets["country"]}
    assert (country["FR"].label, country["FR"].count, country["FR"].selected) == ("France", 0, True)
    assert (country["GB"].count, country["GB"].selected) == (1, False)


def test_without_words_everything_is_shown(laws):
    """No question at all shows all records with their facets and no places."""
    results = laws.search(parse_parameters([]))
    assert results.total == len(LAWS)
    assert all(not hit.passages for hit in results.hits)
    assert {value.value: value.count for value in results.facets["language"]}["en"] == 2


def test_hits_say_what_a_list_shows(laws):
    """A hit has the title in the display language if there is one, else the original one, and the facts."""
    hit = laws.search(parse_parameters([("q", "السجن")], "en")).hits[0]
    assert (hit.title_language, hit.original_language, hit.date, hit.country, hit.in_force) == (
        "ar", "ar", "2010-05", ("EG",), "yes",
    )  # fmt: skip
    assert hit.passages[0].provision == "art_1"


def test_pages_join_without_gap_or_repetition(search_in):
    """Records on pages of ten are those of one long list, in the re-ordered window and behind it."""
    entries = [
        law(f"r{number:03}", "en", "Act", "law " * (1 + number % 7), "other words here") for number in range(130)
    ]
    search = search_in(entries)
    pages = [
        hit.id
        for offset in range(0, 130, 10)
        for hit in search.search(parse_parameters([("q", "law"), ("offset", str(offset))])).hits
    ]
    assert sorted(pages) == [entry.id for entry in entries]
    first = search.search(parse_parameters([("q", "law"), ("limit", "100")]))
    assert pages[:100] == [hit.id for hit in first.hits]


def test_the_best_passage_decides_among_the_first(search_in):
    """A record with one passage about all words comes before one that has them far apart, whatever its length."""
    near = law("b-near", "en", "Act", "Seizure of vessels used for smuggling.", *["Some other text."] * 6)
    far = law("a-far", "en", "Act", "Seizure of goods by an officer.", *["Smuggling by land is punished."] * 3)
    others = [law(f"c{number}", "en", "Act", "Nothing of interest.") for number in range(5)]
    assert ids(ask(search_in([far, near, *others]), "seizure smuggling")) == ["b-near", "a-far"]


def test_the_place_of_a_phrase_is_shown_first(search_in):
    """The passage that has a whole phrase comes first; passages without a mark are left out."""
    texts = ["The sea and the law.", "Law, sea, law, sea.", "Fish.", "The law of the sea and many other things."]
    hit = ask(search_in([law("a", "en", "Act", *texts)]), '"law of the sea"').hits[0]
    assert [passage.provision for passage in hit.passages] == ["art_4"]


def test_a_summary_is_one_place(search_in):
    """Of a summary in several languages the best one is shown, so that places of the files have room."""
    facts = RecordFacts(
        id="a",
        kind="treaty",
        titles={"en": "Convention"},
        original_language="en",
        summary={"en": "On fraud.", "fr": "Sur la fraude.", "es": "Sobre el fraude."},
    )
    text = PassageText("en", "en", "art_1", "Article 1", "", 1, "Fraud is a crime that this long sentence is about.")
    hit = ask(search_in([entry_of(facts, [text])]), "fraud").hits[0]
    assert sorted(passage.file for passage in hit.passages) == ["", "en"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("title", ["a", "b", "c"]), ("newest", ["b", "a", "c"]), ("oldest", ["c", "a", "b"])],
)
def test_other_orders_are_kept(search_in, sort, expected):
    """Sorted otherwise than by relevance, records are not re-ordered by their passages."""
    entries = []
    for record, date, title in (("a", "2005", "Abc"), ("b", "2010", "Bcd"), ("c", "1999", "Cde")):
        entry = law(record, "en", title, "law " * (3 if record == "c" else 1))
        entries.append(
            type(entry)(
                **{
                    **{name: getattr(entry, name) for name in entry.__slots__},
                    "sort": {**entry.sort, "date": date + "0000"},
                }
            )
        )
    results = search_in(entries).search(parse_parameters([("q", "law"), ("sort", sort)]))
    assert ids(results) == expected


def test_texts_can_be_marked_without_a_search(laws):
    """Any text is marked by the words of a question, names of concepts in its own language among them."""
    text = "L’État punit la traite des personnes."
    assert [text[start:end] for start, end in laws.mark(text, "fr", "etat human trafficking")] == [
        "État",
        "traite des personnes",
    ]
    assert laws.mark(text, "fr", "") == ()


def test_an_engine_is_asked_few_times(search_in):
    """One question costs three rounds to the engine, so that a page is quick over a network too."""

    class Counting(MemoryEngine):
        rounds = ()

        def find_first(self, *asked):
            type(self).rounds += ("find",)
            return super().find_first(*asked)

        def rank_records(self, *asked):
            type(self).rounds += ("rank",)
            return super().rank_records(*asked)

        def get_page(self, *asked):
            type(self).rounds += ("page",)
            return super().get_page(*asked)

    search = search_in(LAWS, Counting())
    ask(search, "law")
    assert Counting.rounds == ("find", "rank", "page")
