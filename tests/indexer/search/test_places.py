"""The places of a record that a hit shows."""

import pytest

from indexer.search import PassageText, RecordFacts, entry_of, parse_parameters
from indexer.search.output import results_as_json, results_as_lines

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
