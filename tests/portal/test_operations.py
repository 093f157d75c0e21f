"""What those who run the portal need: compression, ids, logs, figures, limits."""

import gzip
import io
import json
import logging
import re
from dataclasses import replace

import brotli
import pytest
from backports import zstd

from portal import create_app
from portal.operations import logs, rates
from tests.redis_server import redis_url

__all__ = ["redis_url"]

TEXTS = ("/en/search?q=crime", "/api/v1/search?q=crime", "/en/records/feed.atom", "/en/records/list.csv")
UNPACKED = {"br": brotli.decompress, "zstd": zstd.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("address", "way"),
    [
        *((address, way) for address in TEXTS for way in UNPACKED),
        ("/static/portal.css", "br"),
        ("/static/portal.css", "gzip"),
    ],
)
def test_texts_are_compressed(reader, way, address):
    """Pages, JSON and files come compressed in the way that the browser takes, and are the same text."""
    plain = reader.get(address, headers={"Accept-Encoding": "identity"})
    packed = reader.get(address, headers={"Accept-Encoding": way})
    assert packed.headers["Content-Encoding"] == way
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert UNPACKED[way](packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    plain.close()
    packed.close()


def test_the_smallest_way_comes_first(reader):
    """A browser that takes them all gets Brotli; an image is left as it is."""
    browsers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    assert reader.get("/en/", headers=browsers).headers["Content-Encoding"] == "br"
    image = reader.get("/records/tn-2016-61/fr/pages/1-480.webp", headers=browsers)
    assert "Content-Encoding" not in image.headers


@pytest.mark.parametrize("name", ["", "nothing.css", "../app.py", "vendor", "%2e%2e/app.py"])
def test_only_static_files_are_served(reader, name):
    """What is not a file below the folder is answered with 404."""
    assert reader.get(f"/static/{name}").status_code == 404


def test_a_static_file_is_kept_for_good_under_its_mark(reader, take_apart):
    """The address that pages use may be kept for good, since another content has another one; any other for an hour."""
    sheet = take_apart(reader.get("/en/").text).all("link", rel="stylesheet")[0]["href"]
    assert reader.get(sheet).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reader.get("/static/portal.css?v=1").headers["Cache-Control"] == "public, max-age=3600"


def test_a_static_file_is_not_sent_twice(reader):
    """A browser that has a compressed file and asks with its ETag gets 304; each way has an ETag of its own."""
    tags = set()
    for way in ("br", "gzip", "identity"):
        with reader.get("/static/portal.css", headers={"Accept-Encoding": way}) as first:
            tags.add(first.headers["ETag"])
            again = {"Accept-Encoding": way, "If-None-Match": first.headers["ETag"]}
        with reader.get("/static/portal.css", headers=again) as second:
            assert second.status_code == 304
            assert not second.data
    assert len(tags) == 3


@pytest.mark.parametrize("given", ["proxy-7f3a.21", "a" * 64])
def test_the_id_of_a_request_is_that_of_the_proxy(reader, given):
    """A plain id that comes with the request goes back with the answer, so that logs can be laid side by side."""
    assert reader.get("/en/", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", [None, "", "a b", "a" * 65, '{"x": 1}', "ü"])
def test_an_id_that_is_not_plain_is_replaced(reader, given):
    """Anything else is replaced by a new id: it would stand in the log as somebody wrote it."""
    headers = {} if given is None else {"X-Request-ID": given.encode().decode("latin-1")}
    ids = {reader.get("/en/", headers=headers).headers["X-Request-ID"] for _ in range(2)}
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)
    assert len(ids) == 2


@pytest.fixture
def logged(monkeypatch):
    """What the process writes to its log, as the server sets it up; put back afterwards."""
    root = logging.getLogger()
    kept = (root.handlers[:], root.level)
    levels = {name: logging.getLogger(name).level for name in ("portal", "indexer")}
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    logs.configure()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:], root.level = kept
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_a_request_is_one_line_without_the_question(reader, logged):
    """A request is one JSON object that says what was asked for and how it went, and nothing of who asked what."""
    reader.get(
        "/fr/search?q=traite+secret",
        headers={"X-Request-ID": "r1", "User-Agent": "Browser/1", "Referer": "https://palermo.example/en/"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
    )
    (line,) = logged()
    assert line.pop("milliseconds") > 0
    assert line.pop("bytes") > 1000
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT[0-9:.]+Z", line.pop("time"))
    assert line.pop("route").endswith(":language>/search")
    assert line == {
        "event": "request", "level": "info", "logger": "portal.requests", "request_id": "r1",
        "method": "GET", "endpoint": "search.results", "status": 200,
    }  # fmt: skip


def test_a_fault_can_be_found_in_the_log(portal_settings, portal_library, take_apart, logged):
    """The page that tells of a fault of ours names the id under which the log has the traceback."""
    app = create_app(portal_settings, portal_library)

    def fail():
        raise RuntimeError("broken here")

    app.add_url_rule("/en/fault", view_func=fail)
    page = take_apart(app.test_client().get("/en/fault").text)
    lines = logged()
    assert {line["request_id"] for line in lines} == {page.text("code")}
    assert "broken here" in next(line["exception"] for line in lines if line["level"] == "error")


def test_metrics_count_requests_and_tell_of_the_index(portal_settings, portal_library):
    """Prometheus reads requests by endpoint and status, times, the engine's time, and what the index holds."""
    reader = create_app(portal_settings, portal_library).test_client()
    reader.get("/en/search?q=crime")
    reader.get("/en/search?year=x")
    reader.get("/en/nothing-here")
    answer = reader.get("/metrics")
    assert answer.mimetype == "text/plain"
    figures = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert figures['palermo_requests_total{endpoint="search.results",status="200"}'] == "1.0"
    assert figures['palermo_requests_total{endpoint="search.results",status="400"}'] == "1.0"
    assert figures['palermo_requests_total{endpoint="none",status="404"}'] == "1.0"
    assert figures['palermo_request_seconds_count{endpoint="search.results"}'] == "2.0"
    assert float(figures["palermo_search_seconds_count"]) >= 1
    assert float(figures["palermo_search_seconds_sum"]) > 0
    assert float(figures["palermo_index_records"]) == len(portal_library.corpus)
    generation = portal_library.index_status().generation
    assert any(name.startswith("palermo_index_generation{") and generation in name for name in figures)


def test_metrics_are_there_while_the_engine_is_away(portal_settings):
    """Without the engine the figures say so and are given all the same."""
    away = replace(portal_settings, engine="elasticsearch", elasticsearch_url="http://127.0.0.1:1")
    answer = create_app(away).test_client().get("/metrics")
    assert answer.status_code == 200
    assert "palermo_index_up 0.0" in answer.text


@pytest.fixture
def limited(portal_settings, portal_library):
    """Readers of portals that let an address ask three times an hour, each portal a new one."""

    def portal(**settings):
        chosen = replace(portal_settings, rate_limit="3 per hour", **settings)
        return create_app(chosen, portal_library).test_client()

    return portal


def test_an_address_may_ask_only_so_much(limited, take_apart):
    """Beyond the limit a reader gets a page in their language, a program JSON, both with when to come again."""
    reader = limited()
    first = reader.get("/ar/search")
    assert (first.headers["X-RateLimit-Limit"], first.headers["X-RateLimit-Remaining"]) == ("3", "2")
    assert "Retry-After" not in first.headers
    assert [reader.get("/api/v1/search").status_code for _ in range(2)] == [200, 200]
    page = reader.get("/ar/search")
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 3600
    assert take_apart(page.text).all("html") == [{"lang": "ar", "dir": "rtl"}]
    told = reader.get("/api/v1/search")
    assert told.status_code == 429
    assert told.json["error"]["code"] == "too_many_requests"
    assert int(told.headers["Retry-After"]) > 0


def test_files_and_monitoring_are_not_counted(limited):
    """The style sheet, health and metrics are answered whatever was asked before; another address has its own count."""
    reader = limited()
    for _ in range(4):
        reader.get("/en/")
    with reader.get("/static/portal.css") as sheet:
        assert sheet.status_code == 200
    assert reader.get("/health").status_code == 200
    assert reader.get("/metrics").status_code == 200
    assert reader.get("/en/", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 200
    assert reader.get("/en/").status_code == 429


def test_a_breach_is_logged_without_the_address(limited, logged):
    """Who asked too much is not in the log."""
    reader = limited()
    for _ in range(5):
        reader.get("/en/", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    lines = logged()
    assert [line["status"] for line in lines] == [200, 200, 200, 429, 429]
    assert "203.0.113" not in json.dumps(lines)


def test_portals_count_together_in_redis(limited, redis_url):
    """Processes that share a Redis share the count of an address."""
    readers = [limited(redis_url=redis_url) for _ in range(4)]
    there = {"environ_overrides": {"REMOTE_ADDR": "198.51.100.1"}}
    assert [reader.get("/en/", **there).status_code for reader in readers] == [200, 200, 200, 429]


def test_without_its_redis_the_portal_answers(limited, caplog):
    """While Redis is away a process counts for itself, says so in the log, and answers."""
    reader = limited(redis_url="redis://127.0.0.1:1/0")
    assert [reader.get("/en/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "falling back to in-memory" in caplog.text


@pytest.mark.parametrize(
    ("address", "counted"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("", "unknown")],
)
def test_what_is_counted_by(portal_app, address, counted):
    """An IPv4 address counts for itself, IPv6 ones by the network of a household."""
    with portal_app.test_request_context("/", environ_overrides={"REMOTE_ADDR": address}):
        assert rates.asker() == counted


def test_a_proxy_is_believed_only_if_it_is_named(limited):
    """X-Forwarded-For counts where the settings say that a proxy stands before the portal, else it is a claim."""
    forwarded = [{"X-Forwarded-For": f"203.0.113.{number}"} for number in range(5)]
    behind, open_ = limited(proxies=1), limited()
    assert {behind.get("/en/", headers=headers).status_code for headers in forwarded} == {200}
    assert [open_.get("/en/", headers=headers).status_code for headers in forwarded][-1] == 429


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_an_address_that_is_too_long_gets_a_page(reader, take_apart, language):
    """A question of more than 32 kB is refused with 414, in the reader's language or as JSON."""
    page = reader.get(f"/{language}/search?q={'a' * 40_000}")
    assert page.status_code == 414
    assert take_apart(page.text).all("html")[0]["lang"] == language
    assert reader.get(f"/api/v1/search?q={'a' * 40_000}").json["error"]["code"] == "address_too_long"


def test_a_slash_too_many_leads_on(reader):
    """An address with a slash at its end leads to the page without it, its question kept; others lead nowhere."""
    answer = reader.get("/en/search/?q=fraud&crime=corruption")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/en/search?q=fraud&crime=corruption")
    for wrong in ("/en/nothing/", "/example.org/", "/en/%2F%2Fexample.org/"):
        assert reader.get(wrong).status_code == 404


def test_browsers_that_guess_an_icon_get_it(reader):
    """``/favicon.ico`` leads to the icon of the pages."""
    answer = reader.get("/favicon.ico", follow_redirects=True)
    assert answer.mimetype == "image/svg+xml"
