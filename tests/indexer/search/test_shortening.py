import pytest

from indexer.search.answers import SearchParameters


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("captain ship giraffe", [("giraffe", "captain ship", 1)]),
        ("giraffe captain zebra", []),
        ("captain", []),
        ("captain OR giraffe", []),
        ('"law of the sea" giraffe', [("giraffe", '"law of the sea"', 1)]),
        ('"law of the giraffe" recruits', [('"law of the giraffe"', "recruits", 1)]),
        ("law NOT law", [("law", "NOT law", 5), ("NOT law", "law", 2)]),
        ("traite des personnes girafe", [("girafe", "traite des personnes", 5)]),
        ("recrui* giraffe (captain OR ship)", []),
        ("captain (giraffe OR zebra)", [("giraffe OR zebra", "captain", 1)]),
        ("贩运人口 长颈鹿", [("长颈鹿", "贩运人口", 5)]),
        ("", []),
    ],
)
def test_a_question_is_tried_without_each_of_its_words(laws, q, expected):
    """Each word, quotation, bracket and name is left out in turn; told is what records have all the rest of."""
    shorter = laws.shorter(SearchParameters(q=q))
    if expected and expected[0][2] == 5:  # a concept is found by its tag and in six languages
        assert [(one.left_out, one.q) for one in shorter] == [one[:2] for one in expected]
        assert all(one.total for one in shorter)
    else:
        assert [(one.left_out, one.q, one.total) for one in shorter] == expected


def test_filters_count(laws):
    """What is left has to be found within the filters of the question."""
    asked = SearchParameters(q="captain giraffe", filters={"country": ("GB",)})
    assert [one.q for one in laws.shorter(asked)] == ["captain"]
    elsewhere = SearchParameters(q="captain giraffe", filters={"country": ("FR",)})
    assert laws.shorter(elsewhere) == ()


def test_a_question_of_many_words_is_tried_with_some(laws):
    """A question of a thousand words is tried without its first ones only."""
    assert laws.shorter(SearchParameters(q="captain " + " ".join(f"word{n}" for n in range(1000)))) == ()
    many = laws.shorter(SearchParameters(q=" AND ".join(["captain ship law board keeps every sea his"] * 3)))
    assert len(many) <= 8
