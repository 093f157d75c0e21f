import pytest

from indexer.errors import ParameterError
from indexer.search import PARAMETERS, parameter_pairs, parse_parameters
from indexer.search.answers import SearchParameters
from indexer.search.parameters import FILTERS
from indexer.search.types import FACETS


def test_nothing_asked_is_the_default():
    """No pairs, and pairs without a value as a form sends them, ask for everything."""
    assert parse_parameters([]) == SearchParameters()
    assert parse_parameters([(name, " ") for name in PARAMETERS]) == SearchParameters()


def test_filters_may_be_repeated():
    """Values of a repeated filter are kept in order, each once; of other parameters the last one counts."""
    pairs = [("country", "EG"), ("country", "FR"), ("country", "EG"), ("sort", "title"), ("sort", "newest")]
    parameters = parse_parameters(pairs, "fr")
    assert parameters.filters == {"country": ("EG", "FR")}
    assert parameters.sort == "newest"
    assert parameters.display_language == "fr"


@pytest.mark.parametrize(
    ("pairs", "years"),
    [
        ([("year", "2005")], (2005, 2005)),
        ([("year", "2000..2010")], (2000, 2010)),
        ([("year", "2000..")], (2000, None)),
        ([("year", "..2010")], (None, 2010)),
        ([("year_from", "2000"), ("year_to", "2010")], (2000, 2010)),
        ([("year_from", "2000"), ("year_to", "")], (2000, None)),
        ([("year_to", "2010")], (None, 2010)),
        ([("year", "2010..2000")], (2000, 2010)),
        ([("year_from", "2010"), ("year_to", "2000")], (2000, 2010)),
    ],
)
def test_years_are_a_year_or_a_range(pairs, years):
    """``year`` and the two fields of a form mean the same; either end may be open, and either year may come first."""
    assert parse_parameters(pairs).years == years


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("kind", "law"),
        ("country", "Egypt"),
        ("country", "eg"),
        ("region", "15"),
        ("language", "de"),
        ("article", "5"),
        ("article", "untoc:"),
        ("crime", "<script>"),
        ("year", "05"),
        ("year", ".."),
        ("year", "20002010"),
        ("year_from", "x"),
        ("status", "draft"),
        ("in_force", "maybe"),
        ("sort", "random"),
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "ten"),
        ("limit", "1e1"),
        ("offset", "-1"),
        ("offset", "9" * 40),
    ],
)
def test_values_that_do_not_fit_are_refused(name, value):
    """The error carries the parameter, its value and what was expected, and says all three."""
    with pytest.raises(ParameterError) as raised:
        parse_parameters([(name, value)])
    assert raised.value.name == name
    assert raised.value.expected in str(raised.value)


def test_too_many_values_are_refused():
    """A filter has a limit of values, so that a link cannot make a query of thousands."""
    with pytest.raises(ParameterError):
        parse_parameters([("crime", f"crime-{number}") for number in range(101)])


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("q", 'a "b c" -d'), ("kind", "treaty"), ("kind", "case_law"), ("article", "untoc:5"), ("year", "2000..")],
        [("participant", "EG"), ("participant", "eu"), ("year", "2005"), ("sort", "country"), ("limit", "50")],
        [("year", "..2010"), ("offset", "20"), ("region", "015"), ("status", "official"), ("in_force", "partly")],
    ],
)
def test_pairs_can_be_written_and_read_again(pairs):
    """The pairs of a question ask the same question, in the order of the table and without defaults."""
    parameters = parse_parameters(pairs)
    assert parse_parameters(parameter_pairs(parameters)) == parameters
    assert sorted(parameter_pairs(parameters)) == sorted(pairs)


def test_every_filter_is_a_facet():
    """What can be filtered by can be counted, and the other way round."""
    assert {*FILTERS, "year"} == set(FACETS)
