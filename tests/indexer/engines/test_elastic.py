"""What is particular to the engine on Elasticsearch: the server is away, refuses, or is used by others too."""

import http.server
import os
import socket
import threading
import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from indexer.engines.elastic import ElasticEngine
from indexer.errors import EngineError, EngineUnavailable, IndexBusy
from indexer.search.types import RecordEntry, RecordRequest


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
    with Elasticsearch(elasticsearch_url) as opened:
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


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_is_away_is_named_without_its_password():
    """Every question and a writer say which address does not answer; user and password stay out of the message."""
    port = free_port()
    engine = ElasticEngine(f"http://reader:secret@127.0.0.1:{port}", "test", "1")
    for ask in (lambda: listed(engine), engine.status, lambda: engine.begin(fresh=True)):
        with pytest.raises(EngineUnavailable, match=f"http://127.0.0.1:{port} does not answer") as raised:
            ask()
        assert "secret" not in str(raised.value)
    engine.close()


def test_an_address_that_is_none_is_refused():
    """What the setting should look like is in the message."""
    with pytest.raises(EngineUnavailable, match="http://localhost:9200"):
        listed(ElasticEngine("localhost", "test", "1"))


class Stranger(http.server.BaseHTTPRequestHandler):
    """A web server that is not Elasticsearch."""

    def do_POST(self) -> None:
        """Answer with something."""
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Be quiet."""


def test_a_server_of_another_kind_is_recognized():
    """An answer that is not Elasticsearch's is not taken for one."""
    with http.server.HTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        engine = ElasticEngine(f"http://127.0.0.1:{server.server_port}", "test", "1")
        with pytest.raises(EngineUnavailable, match="not Elasticsearch"):
            listed(engine)
        engine.close()
        server.shutdown()
        thread.join()


def test_an_entry_that_the_server_does_not_take_is_an_error(engine: ElasticEngine):
    """What the index has no field for is refused with the server's reason, not dropped."""
    writer = engine.begin(fresh=True)
    with pytest.raises(EngineError, match="weather"):
        writer.write([RecordEntry("a", "x:0", "x:0", "0", {"weather": ("rain",)}, (), {}, {})])
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
