"""Elasticsearch goes away and comes back, has too much to do, or lets nobody write."""

import http.server
import json
import logging
import threading
import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from indexer.engines.elastic import ElasticEngine, sending
from indexer.engines.elastic.connection import Connection
from indexer.engines.elastic.sending import Sender, delete_action, index_action
from indexer.errors import EngineError, EngineUnavailable
from indexer.search.nodes import Term
from indexer.search.types import (
    PageRequest,
    PassageEntry,
    PassageRequest,
    RecordEntry,
    RecordRequest,
    SearchEngine,
)
from tests.indexer.engines.proxy import Proxy, proxy_to


def law(id: str) -> RecordEntry:
    """A record with a passage."""
    passage = PassageEntry(f"{id}-1", id, "", "en", "", "", "", 1, "law", "law")
    return RecordEntry(id, "en:law", "en:law", "law", {}, (), {}, {}, (passage,))


def listed(engine: SearchEngine) -> list[str]:
    """The ids of all records."""
    return [hit.id for hit in engine.find_records(RecordRequest(limit=100)).hits]


@pytest.fixture
def away_prefix(elasticsearch_url: str) -> Iterator[str]:
    """A prefix of a test's own; its indexes are removed."""
    name = f"test-{uuid.uuid4().hex}"
    yield name
    with Elasticsearch(elasticsearch_url, request_timeout=120) as client:
        found = list(client.indices.get_alias(index=f"{name}*"))
        if found:
            client.indices.put_settings(index=found, settings={"index.blocks.write": None})
            client.indices.put_settings(index=found, settings={"index.blocks.read_only_allow_delete": None})
            client.indices.delete(index=found)


@pytest.fixture
def proxy(elasticsearch_url: str) -> Iterator[Proxy]:
    """A way to the node that can be cut."""
    with proxy_to(elasticsearch_url) as made:
        yield made


@pytest.fixture
def served(proxy: Proxy, away_prefix: str) -> Iterator[ElasticEngine]:
    """An engine with a record that asks by that way."""
    engine = ElasticEngine(proxy.url, away_prefix, "1")
    writer = engine.begin(fresh=True)
    writer.write([law("a")])
    writer.publish()
    yield engine
    engine.close()


def test_a_server_that_comes_back_is_asked_again(served: ElasticEngine, proxy: Proxy):
    """While it is away every question says so; afterwards the same engine answers, without a restart."""
    passages = PassageRequest({"en": Term("tokens", "law")}, ("a",))
    asks = (
        lambda: served.find_records(RecordRequest()),
        lambda: served.find_first([RecordRequest()], 1),
        lambda: served.rank_records(passages),
        lambda: served.get_page(PageRequest(RecordRequest(), passages)),
        lambda: served.get_records(["a"]),
        served.status,
        served.ids,
    )
    before = [ask() for ask in asks]
    for _ in range(2):
        proxy.down()
        for ask in asks:
            with pytest.raises(EngineUnavailable, match=f"{proxy.url} does not answer"):
                ask()
        proxy.up()
        assert [ask() for ask in asks] == before


@pytest.mark.parametrize("fresh", [True, False])
def test_a_writer_waits_for_the_server(served: ElasticEngine, proxy: Proxy, monkeypatch, caplog, fresh):
    """A build goes on when the node is back, nothing is lost, and the log says what it waits for."""
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.05)
    caplog.set_level(logging.WARNING)
    writer = served.begin(fresh=fresh)
    writer.write([law("b")])
    proxy.down()
    mending = threading.Timer(0.4, proxy.up)
    mending.start()
    writer.write([law("c")])
    writer.publish()
    mending.join()
    assert listed(served) == (["b", "c"] if fresh else ["a", "b", "c"])
    assert served.status().passages == served.status().records
    assert any("does not answer" in message and "trying again" in message for message in caplog.messages)


def test_patience_ends(served: ElasticEngine, proxy: Proxy, monkeypatch):
    """A server that stays away ends the build with its address; what was published before is there afterwards."""
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.3)
    writer = served.begin(fresh=True)
    proxy.down()

    def write() -> None:
        writer.write([law("b")])
        writer.publish()

    with pytest.raises(EngineUnavailable, match=f"{proxy.url} does not answer"):
        write()
    writer.abandon()
    proxy.up()
    assert listed(served) == ["a"]


@pytest.mark.parametrize("block", ["write", "read_only_allow_delete"])
@pytest.mark.parametrize("fresh", [True, False])
def test_an_index_that_nobody_may_write_to_is_named(
    served: ElasticEngine, elasticsearch_url: str, away_prefix: str, block, fresh
):
    """A full disk or a block ends the writing at once with what to do; reading goes on, and writing afterwards."""
    writer = served.begin(fresh=fresh)
    writer.write([law("b")])
    with Elasticsearch(elasticsearch_url, request_timeout=120) as client:
        if fresh:
            writer.write([law("b")])  # the first has arrived
        index = f"{away_prefix}-00000{2 if fresh else 1}-*"
        client.indices.put_settings(index=index, settings={f"index.blocks.{block}": True})

        def write() -> None:
            writer.write([law("c")])
            writer.publish()

        with pytest.raises(EngineError, match=r"lets nobody write .*make room.*start again"):
            write()
        writer.abandon()
        assert listed(served) == ["a"]
        if not fresh:
            client.indices.put_settings(index=index, settings={f"index.blocks.{block}": None})
    writer = served.begin(fresh=fresh)
    writer.write([law("d")])
    writer.publish()
    assert "d" in listed(served)


class Node(http.server.BaseHTTPRequestHandler):
    """Answers like a node: with what ``answers`` holds for the next requests; keeps what it was sent."""

    answers: list[tuple[int, object]] = []  # noqa: RUF012  # each test sets its own
    received: list[list[object]] = []  # noqa: RUF012  # each test sets its own

    def do_POST(self) -> None:
        """Give the next answer."""
        lines = self.rfile.read(int(self.headers["Content-Length"])).decode().splitlines()
        self.received.append([json.loads(line) for line in lines])
        status, data = self.answers.pop(0)
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=9")
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST  # noqa: N815  # the name that http.server calls

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def node(monkeypatch) -> Iterator[str]:
    """The address of such a node."""
    monkeypatch.setattr(Node, "received", [])
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.01)
    with http.server.HTTPServer(("127.0.0.1", 0), Node) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def item(status: int, action: str = "index", **error: str) -> dict[str, object]:
    """What is answered to one action."""
    return {action: {"status": status, **({"error": error} if error else {})}}


def test_what_the_server_had_no_time_for_is_sent_again(node: str, monkeypatch):
    """Only those entries, and until they are taken, also if their node is away; what is gone already is no error."""
    busy = item(429, type="es_rejected_execution_exception", reason="queue")
    homeless = item(503, type="unavailable_shards_exception", reason="primary shard is not active")
    monkeypatch.setattr(
        Node,
        "answers",
        [
            (200, {"errors": True, "items": [item(201), busy, item(404, "delete"), homeless]}),
            (200, {"errors": True, "items": [busy, item(200)]}),
            (200, {"errors": False, "items": [item(201)]}),
        ],
    )
    sender = Sender(Connection(node))
    actions = [index_action("x", name, {"id": name}) for name in ("a", "b", "d")]
    sender.send([actions[0], actions[1], delete_action("x", "c"), actions[2]])
    sender.finish()
    sender.close()
    documents = [[line["id"] for line in lines if "id" in line] for lines in Node.received]
    assert documents == [["a", "b", "d"], ["b", "d"], ["b"]]


def test_a_node_of_another_version_is_named(node: str, monkeypatch):
    """A node that does not speak the language of version 9 is no riddle."""
    reason = "Invalid media-type value on headers [Accept, Content-Type]"
    error = {"type": "media_type_header_exception", "reason": reason}
    monkeypatch.setattr(Node, "answers", [(400, {"error": {"root_cause": [error], **error}, "status": 400})])
    engine = ElasticEngine(node, "test", "1")
    with pytest.raises(EngineUnavailable, match=f"{node} is of another version than 9"):
        engine.find_records(RecordRequest())
    engine.close()
