"""The places of a record that a hit shows."""

import random
from operator import itemgetter

import pytest

from indexer.search import PassageText, RecordFacts, entry_of, parse_parameters
from indexer.search.highlighting import Marks
from indexer.search.hits import HEADING_ONLY, hit_passages_of
from indexer.search.output import results_as_json, results_as_lines
from indexer.search.types import PassageHit

TREATY = {
    "zh": ("洗钱行为的刑事定罪", "洗钱是犯罪。"),
    "en": ("Criminalization of money laundering", "Money laundering is an offence wherever the proceeds come from."),
    "fr": ("Incrimination du blanchiment d’argent", "Le blanchiment d’argent est une infraction."),
}


def article(language, number, heading, text):
    """An article of the version of a treaty in a language."""
    return PassageText(language, language, f"art_{number}", f"Article {number}", heading, number, text)


@pytest.fixture(scope="module")
def treaty(search_in):
    """A search in a treaty of three languages: an article with a text, and one that is a heading only."""
    facts = RecordFacts(
        id="treaty",
        kind="treaty",
        titles={"en": "Convention"},
        original_language="en",
        languages=tuple(TREATY),
        facets={"kind": ("treaty",), "language": tuple(TREATY)},
    )
    texts = [article(language, 6, heading, text) for language, (heading, text) in TREATY.items()]
    texts += [article(language, 7, heading, "") for language, (heading, _) in TREATY.items()]
    return search_in([entry_of(facts, texts)])


def places(search, q, display="en"):
    """The places of the first hit."""
    return search.search(parse_parameters([("q", q)], display)).hits[0].passages


@pytest.mark.parametrize(
    ("q", "display", "language"),
    [
        ("money laundering", "zh", "en"),
        ("blanchiment d’argent", "en", "fr"),
        ("洗钱", "en", "zh"),
        ("lavado de dinero", "fr", "zh"),
    ],
)
def test_a_provision_is_shown_in_the_language_of_the_question(treaty, q, display, language):
    """Of a provision in several languages one is shown: in the language of the question, if the record has it."""
    shown = places(treaty, q, display)
    assert [place.provision for place in shown] == ["art_6", "art_7"]
    if q != "lavado de dinero":
        assert {place.language for place in shown} == {language}


def test_headings_are_marked_and_come_behind_texts(treaty):
    """What was found in a heading is marked there; a provision without a text comes behind one with a text."""
    sixth, seventh = places(treaty, "money laundering")
    for place in (sixth, seventh):
        assert [place.heading[start:end] for start, end in place.heading_highlights] == ["money laundering"]
    assert sixth.highlights
    assert (seventh.text, seventh.highlights) == ("", ())


def test_marks_of_headings_are_in_all_answers(treaty):
    """The JSON has the marks of headings as offsets, the terminal shows them in brackets."""
    results = treaty.search(parse_parameters([("q", "money laundering")]))
    passage = results_as_json(results)["hits"][0]["passages"][1]
    assert passage["heading_highlights"] == [[19, 35]]
    assert any("Article 7 Criminalization of [money laundering]" in line for line in results_as_lines(results))


def test_two_files_in_one_language_are_two_texts(search_in):
    """The same article of two files in one language is shown twice: it is not a translation."""
    facts = RecordFacts(id="a", kind="legislation", titles={"en": "Act"}, original_language="en")
    texts = [PassageText(file, "en", "art_1", "1", "", 1, "Piracy is punished.") for file in ("of-2001", "as-amended")]
    shown = places(search_in([entry_of(facts, texts)]), "piracy")
    assert sorted(place.file for place in shown) == ["as-amended", "of-2001"]


def test_notes_are_told_on_the_terminal(treaty):
    """What had to be left out of a question is said before the counts of words that were looked for."""
    results = treaty.search(parse_parameters([("q", "money " + " ".join(f"w{number}" for number in range(200)))]))
    assert results.query.notes == ("words_cut",)
    assert results.query.relaxed is not None
    assert results.query.relaxed.words == 64
    _, note, count, *_ = results_as_lines(results)
    assert "only the first 64" in note
    assert "64 words" in count


def random_passages(chance):
    """Passages of a few words, best first; ``page`` is the place in the list. Some have equal scores."""
    scores = sorted((chance.choice([chance.random(), 1, 2]) for _ in range(chance.randint(1, 20))), reverse=True)
    words = ["alpha", "beta", "gamma", "other", "others"]
    return [
        PassageHit(
            id=str(number),
            record="a",
            file=chance.choice(["", "first", "second"]),
            language=chance.choice(["en", "fr"]),
            provision=f"art_{chance.randint(1, 9)}",
            label=chance.choice(["", "alpha"]),
            heading=" ".join(chance.choices(words, k=chance.randint(0, 2))),
            page=number,
            text=" ".join(chance.choices(words, k=chance.randint(0, 3))),
            score=score,
        )
        for number, score in enumerate(scores)
    ]


def all_sorted(passages, marks, language):
    """The pages of all places that can be shown, every passage marked before anything is sorted."""
    places = {}
    for passage in passages:
        if any(marks.find(part, passage.language) for part in (passage.text, passage.heading, passage.label)):
            places.setdefault((not passage.file, passage.provision), []).append(passage)
    found = []
    for versions in places.values():
        spoken = [one for one in versions if one.language == language]
        for one in spoken or [one for one in versions if one.language == versions[0].language]:
            best = versions[0] if one is (spoken or versions)[0] else one
            whole = marks.is_whole(marks.find(one.text, one.language) + marks.find(one.heading, one.language))
            found.append(((not one.file, not whole, -best.score * (1 if one.text else HEADING_ONLY)), one.page))
    return [page for _, page in sorted(found, key=itemgetter(0))]


def test_the_places_are_the_best_of_all():
    """Marking no more places than are needed shows the same ones, in the same order, as marking all of them."""
    for seed in range(300):
        chance = random.Random(seed)
        passages = random_passages(chance)
        marks = Marks(frozenset(["alpha"]), rows=chance.choice([(), (("beta", "gamma"),)]))
        best = all_sorted(passages, marks, "fr")
        shown = hit_passages_of(passages, {"en": marks, "fr": marks}, "fr", 3)
        assert not best or [place.page for place in shown] == best[:3], f"seed {seed}"


def test_few_places_are_marked():
    """Of twenty places that may be shown only those are marked that are."""
    passages = [PassageHit(str(at), "a", "f", "en", f"art_{at}", "", "", 1, "alpha", 20.0 - at) for at in range(20)]
    marked = []

    class Watched(Marks):
        def find(self, text, language):
            marked.append(text)
            return super().find(text, language)

    shown = hit_passages_of(passages, {"en": Watched(frozenset(["alpha"]))}, "en", 3)
    assert len(shown) == 3
    assert len(marked) <= 4
