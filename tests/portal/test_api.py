"""The API: the shape of its answers, the same answers as the pages, one shape of errors."""

import pytest

from portal import create_app


def test_search_answers_in_the_promised_shape(reader):
    """The answer has the total, what was made of the question, hits with passages, and facets, all as documented."""
    answer = reader.get("/api/v1/search?q=trafficking+victim&kind=legislation&display_language=fr&limit=3")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    found = answer.json
    assert found.keys() == {"total", "incomplete", "query", "hits", "facets"}
    assert found["query"].keys() == {"notes", "concepts", "countries", "relaxed"}
    assert 0 < len(found["hits"]) <= 3
    hit = found["hits"][0]
    assert {"id", "kind", "title", "country", "organization", "languages", "date", "score", "passages"} <= hit.keys()
    passages = [passage for hit in found["hits"] for passage in hit["passages"]]
    assert passages[0].keys() == {
        "file", "language", "provision", "label", "heading", "heading_highlights", "page", "text", "highlights",
    }  # fmt: skip
    summaries = [hit["summary"] for hit in found["hits"] if hit["summary"]]
    assert summaries
    for marked in (*passages, *summaries):
        assert all(marked["text"][start:end].strip() for start, end in marked["highlights"])
    chosen = [value for value in found["facets"]["kind"] if value["selected"]]
    assert [(value["value"], value["label"]) for value in chosen] == [("legislation", "Législation")]
    assert chosen[0]["count"] == found["total"]


def test_pages_and_api_find_the_same(reader, take_apart):
    """The same question finds the same records in the same order on the page and in the API."""
    question = "q=corruption&sort=newest&limit=5"
    page = take_apart(reader.get(f"/en/search?{question}").text)
    hits = reader.get(f"/api/v1/search?{question}").json["hits"]
    assert [hit["title"] for hit in hits] == page.all_texts("h2")


def test_a_record_has_its_facts_and_what_its_files_say(reader):
    """A record comes with the fields of record.yaml, its mark as a demonstration, and the provisions of each file."""
    record = reader.get("/api/v1/records/tn-2016-61").json
    assert record["kind"] == "legislation"
    assert record["adopted"] == record["date"] == "2016-08-03"
    assert record["demonstration"] is True
    assert record["address"] == "/id/tn-2016-61"
    french = next(file for file in record["files"] if file["id"] == "fr")
    assert french["status"] == "demonstration"
    assert french["reading"]["pages"] >= 1
    fifth = next(provision for provision in french["reading"]["provisions"] if provision["id"] == "art_5")
    assert fifth["label"] == "Article 5"
    assert fifth["text"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/search?year=abc", 400, "bad_request"),
        ("/api/v1/search?utm_source=x", 400, "bad_request"),
        ("/api/v1/search?crime=traficking_in_persons", 400, "bad_request"),
        ("/api/v1/search?display_language=de", 400, "bad_request"),
        ("/api/v1/records/nothing-here", 404, "unknown_record"),
        ("/api/v1/nothing-here", 404, "not_found"),
        ("/api/", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(reader, address, status, code):
    """Every error of the API is JSON with its status, a code and a message, and carries the protecting headers."""
    answer = reader.get(address)
    assert answer.status_code == status
    error = answer.json["error"]
    assert error["status"] == status
    assert error["code"] == code
    assert error["message"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_a_wrong_parameter_is_named_with_what_was_expected(reader):
    """The error names the parameter, its value and what was expected in its place."""
    error = reader.get("/api/v1/search?country=egypt").json["error"]
    assert error["parameter"] == "country"
    assert error["value"] == "egypt"
    assert "ISO 3166" in error["expected"]


def test_nothing_can_be_sent(reader, take_apart):
    """Other methods than reading are refused with 405, naming those that are allowed."""
    answer = reader.post("/api/v1/search")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.json["error"]["status"] == 405
    page = reader.post("/fr/search")
    assert page.status_code == 405
    assert take_apart(page.text).all("html")[0]["lang"] == "fr"


def test_health_says_what_is_served(reader, portal_library):
    """Monitoring learns the number of records and which generation of the index answers."""
    health = reader.get("/health")
    assert health.status_code == 200
    assert health.json["status"] == "ok"
    assert health.json["records"] == health.json["index"]["records"] == len(portal_library.corpus)


def test_an_unforeseen_error_is_told_without_its_cause(portal_settings, portal_library, take_apart, caplog):
    """A fault of our own is a 500 in the reader's language or as JSON; the cause is in the log, not on the page."""
    app = create_app(portal_settings, portal_library)

    def fail():
        raise RuntimeError("a secret of the server")

    app.add_url_rule("/zh/fault", view_func=fail, endpoint="fault")
    app.add_url_rule("/api/v1/fault", view_func=fail, endpoint="api_fault")
    page = app.test_client().get("/zh/fault")
    assert page.status_code == 500
    assert take_apart(page.text).all("html")[0]["lang"] == "zh"
    assert take_apart(page.text).text("h1") == "我方系统发生错误"
    told = app.test_client().get("/api/v1/fault")
    assert told.json["error"]["status"] == 500
    assert "secret" not in page.text + told.text
    assert "a secret of the server" in caplog.text
