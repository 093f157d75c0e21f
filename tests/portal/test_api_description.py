"""The description of the API: the API answers as it says, whatever is asked."""

from dataclasses import replace

import hypothesis
import pytest
import schemathesis
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from indexer.application import PARAMETERS
from portal import create_app
from portal.api.addresses import BASE, OPERATIONS
from portal.i18n import LANGUAGES

EXAMPLES = 30
"""Questions that are tried for each address, sensible ones and others."""


@pytest.fixture(scope="session")
def described(portal_app):
    """The API as its own description tells of it."""
    return schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", portal_app)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    unsupported_method,
]


@pytest.mark.parametrize(
    ("path", "mode"),
    [*((operation.path, GenerationMode.POSITIVE) for operation in OPERATIONS), ("/search", GenerationMode.NEGATIVE)],
)
def test_whatever_is_asked_is_answered_as_described(described, path, mode):
    """No question, sensible or not, makes the API fail; each answer has a described status and form."""
    questions = described[path]["GET"].as_strategy(generation_mode=mode)

    @hypothesis.given(case=questions)
    @hypothesis.settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
    def ask(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()


@pytest.fixture(scope="session")
def validator(portal_app):
    """Validates an answer by the name of its schema."""
    components = portal_app.test_client().get(f"{BASE}/openapi.json").json["components"]

    def validate(name, answer):
        schema = {"$ref": f"#/components/schemas/{name}", "components": components}
        Draft202012Validator(schema).validate(answer)

    return validate


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_examples_are_answered_as_described(reader, validator, operation):
    """The example of each address is answered, in the described form."""
    answer = reader.get(BASE + operation.example)
    assert answer.status_code == 200
    validator(operation.schema, answer.json)


def test_every_record_and_vocabulary_is_as_described(reader, validator, portal_library):
    """All records with their readings, and all vocabularies, have the described form and nothing else."""
    for name in portal_library.corpus.ids():
        validator("Record", reader.get(f"{BASE}/records/{name}").json)
    for name in portal_library.vocabularies.names:
        validator("VocabularyAnswer", reader.get(f"{BASE}/vocabularies/{name}").json)


def test_the_description_has_the_parameters_of_the_search(reader):
    """The parameters are those of the one table, with its limits; an answer of the search has the facets it names."""
    search = reader.get(f"{BASE}/openapi.json").json["paths"]["/search"]["get"]
    described = {parameter["name"]: parameter for parameter in search["parameters"]}
    assert described.keys() == {*PARAMETERS, "display_language"}
    assert described["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100}
    assert described["crime"]["schema"]["type"] == "array"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "legislation"), ("kind", "law"), ("country", "EG"), ("country", "eg"), ("region", "015"),
        ("article", "untoc:5"), ("article", "5"), ("year", "2000..2010"), ("year", "2000.."), ("year", "20"),
        ("year", ".."), ("participant", "EG"), ("participant", "eu"), ("participant", "E"), ("sort", "newest"),
        ("sort", "x"), ("year_from", "1999"), ("year_from", "99"),
    ],
)  # fmt: skip
def test_the_schema_of_a_parameter_is_what_the_search_takes(name, value):
    """A value fits the schema of its parameter if and only if the search takes it."""
    parameter = PARAMETERS[name]
    assert Draft202012Validator(parameter.accepts.schema).is_valid(value) is parameter.accepts(value)


def test_a_provision_comes_with_those_around_it(reader):
    """A provision has its text, the ids of those around it, what its file is, and its mark as a demonstration."""
    answer = reader.get(f"{BASE}/records/tn-2016-61/fr/art_5").json
    assert answer["provision"]["label"] == "Article 5"
    assert (answer["demonstration"], answer["status"]) == (True, "demonstration")
    assert answer["address"] == "/id/tn-2016-61/fr/art_5"
    for near in ("previous", "next"):
        other = reader.get(f"{BASE}/records/tn-2016-61/fr/{answer[near]['id']}").json
        back = {"previous": "next", "next": "previous"}[near]
        assert other[back]["id"] == "art_5"
    for above in answer["above"]:
        inside = reader.get(f"{BASE}/records/tn-2016-61/fr/{above['id']}").json["inside"]
        assert inside


@pytest.mark.parametrize(
    "address",
    ["/records/tn-2016-61/fr/art_999", "/records/tn-2016-61/xx/art_5", "/records/no/fr/art_5", "/vocabularies/no"],
)
def test_what_is_not_there_is_told_so(reader, validator, address):
    """A provision, file, record or vocabulary that is not there is a 404 in the one form of errors."""
    answer = reader.get(BASE + address)
    assert answer.status_code == 404
    validator("Error", answer.json)


def test_while_the_engine_is_away_only_search_is(portal_settings, validator):
    """Without the engine the search says so, as described, and when to come again; all else is answered."""
    away = replace(portal_settings, engine="elasticsearch", elasticsearch_url="http://127.0.0.1:1")
    reader = create_app(away).test_client()
    answer = reader.get(f"{BASE}/search?q=crime")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    validator("Error", answer.json)
    for operation in OPERATIONS:
        if operation.name != "search":
            assert reader.get(BASE + operation.example).status_code == 200
    assert reader.get("/sitemap.xml").status_code == 200


def test_scripts_of_other_sites_may_read_the_api_only(reader):
    """Answers of the API, errors among them, may be read by other sites; pages may not."""
    for address in (f"{BASE}/vocabularies", f"{BASE}/nothing-here"):
        answer = reader.get(address, headers={"Origin": "https://example.org"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    asked_before = reader.options(f"{BASE}/search", headers={"Access-Control-Request-Method": "GET"})
    assert asked_before.status_code == 200
    assert "GET" in asked_before.headers["Access-Control-Allow-Methods"]
    page = reader.get("/en/search", headers={"Origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in page.headers
    assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_can_read_the_description(reader, take_apart, language):
    """The page shows every address with an example that works, and every parameter of the search."""
    page = take_apart(reader.get(f"/{language}/api").text)
    assert page.all("html")[0]["lang"] == language
    assert {BASE + operation.example for operation in OPERATIONS} <= {link["href"] for link in page.all("a")}
    codes = page.all_texts("code")
    assert {f"GET {BASE}{operation.path}" for operation in OPERATIONS} <= set(codes)
    assert set(PARAMETERS) <= set(codes)
