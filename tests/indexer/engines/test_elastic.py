"""What is particular to the engine on Elasticsearch: the server is away, refuses, or is used by others too."""

import http.server
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from indexer.engines.elastic import ElasticEngine, claim, merging
from indexer.errors import EngineError, EngineUnavailable, IndexBusy
from indexer.search.nodes import Term
from indexer.search.types import PassageRequest, RecordEntry, RecordRequest
from tests.ports import free_port


def law(id: str) -> RecordEntry:
    """A record without passages."""
    return RecordEntry(id, "en:law", "en:law", "law", {}, (), {}, {})


def write(engine: ElasticEngine, *records: str) -> None:
    """Publish these records as a new generation."""
    writer = engine.begin(fresh=True)
    writer.write([law(record) for record in records])
    writer.publish()


def listed(engine: ElasticEngine) -> list[str]:
    """The ids of all records."""
    return [hit.id for hit in engine.find_records(RecordRequest(limit=100)).hits]


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """A client of the node."""
    with Elasticsearch(elasticsearch_url, request_timeout=120) as opened:
        yield opened


@pytest.fixture
def prefix(client: Elasticsearch) -> Iterator[str]:
    """A prefix of a test's own; its indexes are removed."""
    name = f"test-{uuid.uuid4().hex}"
    yield name
    found = client.indices.get_alias(index=f"{name}*")
    client.indices.delete(index=list(found) or ["none"], ignore_unavailable=True)


@pytest.fixture
def engine(elasticsearch_url: str, prefix: str) -> Iterator[ElasticEngine]:
    """An engine with that prefix."""
    opened = ElasticEngine(elasticsearch_url, prefix, "1")
    yield opened
    opened.close()


def test_a_server_that_is_away_is_named_without_its_password():
    """Every question and a writer say which address does not answer; user and password stay out of the message."""
    port = free_port()
    engine = ElasticEngine(f"http://reader:secret@127.0.0.1:{port}", "test", "1")
    for ask in (lambda: listed(engine), engine.status, lambda: engine.begin(fresh=True)):
        with pytest.raises(EngineUnavailable, match=f"http://127.0.0.1:{port} does not answer") as raised:
            ask()
        assert "secret" not in str(raised.value)
    engine.close()


def test_all_nodes_of_a_cluster_are_named():
    """Several addresses, with commas between, are tried one after another, and named without their passwords."""
    first, second = free_port(), free_port()
    engine = ElasticEngine(f"http://reader:secret@127.0.0.1:{first}, http://127.0.0.1:{second}", "test", "1")
    with pytest.raises(EngineUnavailable, match=f"at http://127.0.0.1:{first}, http://127.0.0.1:{second} does not"):
        listed(engine)
    engine.close()


@pytest.mark.parametrize("url", ["foo", "reader:secret@foo", "http://reader:secret@localhost", "http://localhost:port"])
def test_an_address_that_is_none_is_refused(url):
    """The message names the value, without a password, and what the setting should look like."""
    engine = ElasticEngine(url, "test", "1")
    for ask in (lambda: listed(engine), engine.status, lambda: engine.begin(fresh=True)):
        with pytest.raises(
            EngineUnavailable, match=r"ELASTICSEARCH_URL='.*': expected.* http://localhost:9200"
        ) as raised:
            ask()
        assert url.rpartition("@")[2] in str(raised.value)
        assert "secret" not in str(raised.value)


class Stranger(http.server.BaseHTTPRequestHandler):
    """A web server that is not Elasticsearch."""

    status = 200
    body = b""
    mimetype = "text/html"

    def answer(self) -> None:
        """Answer anything with the same."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Type", self.mimetype)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.body)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815  # the names that http.server calls

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def stranger() -> Iterator[str]:
    """The address of such a server."""
    with http.server.HTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("status", [200, 400, 404, 405, 500, 501])
@pytest.mark.parametrize(
    ("mimetype", "body"),
    [("text/html", b"<p>Hello"), ("application/json", b"{}"), ("application/json", b"<"), ("x", b"")],
)
def test_a_server_of_another_kind_is_recognized(stranger: str, monkeypatch, status, mimetype, body):
    """Whatever another web server answers, every question and a writer say that it is not Elasticsearch."""
    for name, value in {"status": status, "mimetype": mimetype, "body": body}.items():
        monkeypatch.setattr(Stranger, name, value)
    engine = ElasticEngine(stranger, "test", "1")
    passages = PassageRequest({"en": Term("tokens", "law")}, ("a",))
    asks = (
        lambda: listed(engine),
        lambda: engine.get_records(["a"]),
        lambda: engine.rank_records(passages),
        lambda: engine.find_passages(passages),
        engine.status,
        lambda: engine.begin(fresh=True),
        lambda: engine.begin(fresh=False),
    )
    for ask in asks:
        with pytest.raises(EngineUnavailable, match=f"{stranger} is not Elasticsearch 9"):
            ask()
    engine.close()


def test_an_entry_that_the_server_does_not_take_is_an_error(engine: ElasticEngine):
    """What the index has no field for is refused with the server's reason, not dropped."""
    writer = engine.begin(fresh=True)
    writer.write([RecordEntry("a", "x:0", "x:0", "0", {"weather": ("rain",)}, (), {}, {})])
    with pytest.raises(EngineError, match="weather"):  # sent in the background: told at the latest now
        writer.publish()
    writer.abandon()


def test_old_generations_are_removed(engine: ElasticEngine, client: Elasticsearch, prefix: str):
    """After a build the indexes before are gone, and so are those that were never published."""
    write(engine, "a")
    left = engine.begin(fresh=True)
    left._claim.release()  # noqa: SLF001  # as if the process had ended here
    write(engine, "b")
    assert listed(engine) == ["b"]
    generations = {index.split("-")[2] for index in client.indices.get_alias(index=f"{prefix}-0*")}
    assert generations == {engine.status().generation}


def test_what_a_killed_writer_left_goes_without_another_one(engine: ElasticEngine, client: Elasticsearch, prefix: str):
    """Generations that were never published can be removed at any time; what a writer is working on is left alone."""
    write(engine, "a")
    left = engine.begin(fresh=True)
    engine.tidy()
    left.write([law("b")])
    left._claim.release()  # noqa: SLF001  # as if the process had ended here
    engine.tidy()
    generations = {index.split("-")[2] for index in client.indices.get_alias(index=f"{prefix}-0*")}
    assert generations == {engine.status().generation}
    assert listed(engine) == ["a"]


def test_a_merge_waits_until_nothing_is_kept_for_copies(
    engine: ElasticEngine, client: Elasticsearch, prefix, monkeypatch
):
    """A large index is merged when the server has noted that no copy needs the sources of most of its entries."""
    monkeypatch.setattr(merging, "WORTH_WAITING", 0)
    write(engine, *(f"a{number}" for number in range(10)))
    stats = client.indices.stats(index=f"{prefix}-000001-records", level="shards")
    (shard,) = stats["indices"][f"{prefix}-000001-records"]["shards"]["0"]
    assert shard["retention_leases"]["leases"][0]["retaining_seq_no"] >= 5


def test_indexes_of_others_are_left_alone(
    engine: ElasticEngine,
    elasticsearch_url: str,
    prefix: str,
):
    """Another portal on the same server, even with a prefix that begins alike, keeps its index."""
    other = ElasticEngine(elasticsearch_url, f"{prefix}-2", "1")
    write(other, "other")
    write(engine, "a")
    write(engine, "b")
    assert (listed(other), listed(engine)) == (["other"], ["b"])
    other.close()


@pytest.mark.parametrize(
    ("claim", "alive"),
    [
        ({"host": socket.gethostname(), "process": 2**22 + 1, "until": 9e9}, False),  # no process has such a number
        ({"host": socket.gethostname(), "process": os.getppid(), "until": 9e9}, True),
        ({"host": "elsewhere", "process": 1, "until": 9e9}, True),
        ({"host": "elsewhere", "process": 1, "until": 1.0}, False),
    ],
    ids=["dead here", "alive here", "elsewhere", "elsewhere, expired"],
)
def test_the_claim_of_a_dead_writer_is_taken_over(engine: ElasticEngine, client: Elasticsearch, prefix, claim, alive):
    """A writer that ended on this machine, or did not renew its claim, does not block others; any other one does."""
    engine.begin(fresh=True).abandon()
    client.index(index=f"{prefix}-writer", id="writer", document=claim)
    if alive:
        with pytest.raises(IndexBusy, match=f"{claim['process']} on {claim['host']}"):
            engine.begin(fresh=True)
    else:
        write(engine, "a")
        assert listed(engine) == ["a"]


@pytest.mark.parametrize("ours", [True, False])
def test_a_claim_is_kept_when_an_answer_is_lost(
    engine: ElasticEngine, client: Elasticsearch, prefix, monkeypatch, ours
):
    """A claim that its writer wrote again, without seeing the answer, is renewed; one of another writer ends it."""
    monkeypatch.setattr(claim, "LEASE_SECONDS", 0.4)
    index = f"{prefix}-writer"
    writer = engine.begin(fresh=True)
    known = client.get(index=index, id="writer")["_source"]
    client.index(index=index, id="writer", document=known | ({"until": 0.0} if ours else {"until": 0.0, "writer": "x"}))
    if ours:
        while not client.get(index=index, id="writer")["_source"]["until"]:
            time.sleep(0.05)
        writer.publish()
        assert listed(engine) == []
    else:
        writer._claim._renewing.join()  # noqa: SLF001  # it ends when the claim is lost
        with pytest.raises(EngineError, match="the right to write was lost"):
            writer.write([law("a")])
        writer.abandon()
