"""In which order changes arrive at Elasticsearch: what was sent cannot be taken back."""

import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from elasticsearch import Elasticsearch

from indexer.engines.elastic import ElasticEngine, sending
from indexer.engines.elastic.sending import Action, Sender
from indexer.errors import EngineError
from indexer.search.types import PassageEntry, RecordEntry

PASSAGE = PassageEntry("a-1", "a", "", "en", "", "", "", 1, "law", "law")
LAW = RecordEntry("a", "en:law", "en:law", "law", {}, (), {}, {"made_of": "1"}, (PASSAGE,))


@pytest.fixture
def client_of_node(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """A client."""
    with Elasticsearch(elasticsearch_url, request_timeout=120) as opened:
        yield opened


@pytest.fixture
def own_prefix(client_of_node: Elasticsearch) -> Iterator[str]:
    """A prefix of a test's own; its indexes are removed."""
    name = f"test-{uuid.uuid4().hex}"
    yield name
    client_of_node.indices.delete(index=list(client_of_node.indices.get_alias(index=f"{name}-*")))


def test_a_record_is_never_there_before_its_passages(
    elasticsearch_url: str,
    client_of_node: Elasticsearch,
    own_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Changes that are broken off while passages are sent leave the record as it was, so that it is written again."""
    engine = ElasticEngine(elasticsearch_url, own_prefix, "1")
    writer = engine.begin(fresh=True)
    writer.write([LAW])
    writer.publish()
    deliver, arrived = Sender._deliver, threading.Event()  # noqa: SLF001  # what becomes of one request

    def broken(sender: Sender, actions: list[Action]) -> None:
        if "passages" in actions[0][0]:
            arrived.wait(2)  # time for what is sent beside it
            raise EngineError("killed")
        deliver(sender, actions)
        arrived.set()

    monkeypatch.setattr(sending, "BULK_BYTES", 1)
    monkeypatch.setattr(Sender, "_deliver", broken)
    writer = engine.begin(fresh=False)
    writer.write([replace(LAW, stored={"made_of": "2"}, passages=(replace(PASSAGE, text="another"),))])
    with pytest.raises(EngineError, match="killed"):
        writer.publish()
    writer.abandon()
    client_of_node.indices.refresh(index=f"{own_prefix}-0*")
    assert engine.get_records(["a"]) == {"a": {"made_of": "1"}}
    engine.close()
