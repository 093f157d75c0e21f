import pytest

from indexer.errors import ParameterError
from indexer.search import parse_parameters


@pytest.mark.parametrize(
    ("name", "value", "perhaps"),
    [
        ("crime", "traficking_in_persons", "trafficking_in_persons"),
        ("issue", "extraditions", "extradition"),
        ("country", "XX", ""),
        ("region", "999", ""),
        ("article", "untoc:99", ""),
        ("organization", "nobody", ""),
        ("participant", "XX", ""),
        ("verdict", "nonsense", ""),
    ],
)
def test_values_of_no_vocabulary_are_refused(laws, name, value, perhaps):
    """A filter by something that is not there is an error that names the nearest term, not an empty answer."""
    with pytest.raises(ParameterError) as raised:
        laws.search(parse_parameters([(name, value)]))
    assert (raised.value.name, raised.value.value) == (name, value)
    assert raised.value.expected == "a term of the vocabulary" + (f"; perhaps {perhaps}" if perhaps else "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("crime", "corruption"), ("country", "EG"), ("region", "015"), ("article", "untoc:5"), ("participant", "EG"),
        ("status", "official"), ("kind", "treaty"), ("language", "fr"), ("in_force", "yes"),
    ],
)  # fmt: skip
def test_terms_of_the_vocabularies_are_accepted(laws, name, value):
    """Every facet is checked against its own vocabulary: a record need not have the value."""
    assert laws.search(parse_parameters([(name, value)])).total >= 0
