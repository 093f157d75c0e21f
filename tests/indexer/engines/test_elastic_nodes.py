"""Nodes of Elasticsearch that are killed as by ``kill -9``, full disks, blocks: on real nodes of the tests' own."""

import json
import logging
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from indexer.engines.elastic import ElasticEngine, generations, sending
from indexer.errors import EngineError, IndexMissing
from indexer.search.nodes import Term
from indexer.search.types import (
    IndexWriter,
    PageRequest,
    PassageEntry,
    PassageRequest,
    RecordEntry,
    RecordRequest,
)
from tests.elasticsearch_node import Node, NodeUnavailableError, launched_node, own_node
from tests.needs import unmet

RECORDS = 400
LAW = Term("body", "en:law")


def law(number: int) -> RecordEntry:
    """A record with a few passages, each of its own words."""
    record = f"r{number:04}"
    passages = tuple(
        PassageEntry(
            f"{record}-{n}", record, "", "en", "", "", "", 1, f"law w{number} w{n}", f"Law {number} {n}. " * 200
        )
        for n in range(3)
    )
    return RecordEntry(record, "en:law", f"en:law en:w{number}", "law", {}, (), {}, {"number": number}, passages)


def write(engine: ElasticEngine, numbers: range) -> None:
    """Publish these records as a new generation."""
    writer = engine.begin(fresh=True)
    for start in range(numbers.start, numbers.stop, 20):
        writer.write([law(number) for number in range(start, min(start + 20, numbers.stop))])
    writer.publish()


def write_rest(writer: IndexWriter) -> None:
    """The second half of the records, published."""
    for number in range(RECORDS // 2, RECORDS):
        writer.write([law(number)])
    writer.publish()


def answers(engine: ElasticEngine) -> list[object]:
    """All entries, counts and some answers."""
    records = tuple(engine.ids())
    status = engine.status()
    asked = PassageRequest({"en": Term("tokens", "law")}, records[:50])
    return [
        records,
        engine.get_records(records),
        (status.records, status.passages),
        engine.find_records(RecordRequest(LAW, limit=20)),
        engine.rank_records(asked),
        engine.get_page(PageRequest(RecordRequest(LAW, facets=("kind",)), asked)),
    ]


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [int(probe.getsockname()[1]) for probe in probes]


def ask(url: str, path: str, settings: dict[str, object] | None = None) -> dict[str, Any]:
    """The node's answer to a plain request; with settings they are put."""
    body = None if settings is None else json.dumps(settings).encode()
    request = urllib.request.Request(
        f"{url}/{path}", body, {"Content-Type": "application/json"}, method="PUT" if body else "GET"
    )
    with urllib.request.urlopen(request, timeout=150) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def name_of(node: Node) -> str:
    """The name that a node has in its cluster."""
    (known,) = ask(node.url, "_nodes/_local")["nodes"].values()
    return str(known["name"])


@pytest.fixture(scope="module")
def mortal() -> Iterator[Node]:
    """A node that tests may kill and start again at the same address."""
    try:
        with own_node() as made:
            yield made
    except NodeUnavailableError as reason:
        unmet(str(reason))


@pytest.fixture(scope="module")
def cluster() -> Iterator[list[Node]]:
    """Three nodes of one cluster."""
    transports, https = free_ports(3), free_ports(3)
    seeds = json.dumps([f"127.0.0.1:{port}" for port in transports])
    names = json.dumps([f"n{port}" for port in transports])
    with ExitStack() as stack:
        try:
            made = [
                stack.enter_context(
                    launched_node(
                        f"node.name: n{transport}\nhttp.port: {http}\ntransport.port: {transport}\n"
                        f"discovery.seed_hosts: {seeds}\ncluster.initial_master_nodes: {names}\n",
                        "256m",
                    )
                )
                for transport, http in zip(transports, https, strict=True)
            ]
            for one in made:
                one.wait()
        except NodeUnavailableError as reason:
            unmet(str(reason))
        yield made


def test_a_build_outlives_its_node(mortal: Node, monkeypatch, caplog):
    """A node killed while a build sends, and started again: the build waits, says so, ends as an undisturbed one."""
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.2)
    monkeypatch.setattr(sending, "BULK_BYTES", 50_000)
    caplog.set_level(logging.WARNING)
    undisturbed = ElasticEngine(mortal.url, "undisturbed", "1")
    write(undisturbed, range(RECORDS))
    engine = ElasticEngine(mortal.url, "disturbed", "1")
    writer = engine.begin(fresh=True)
    writer.write([law(number) for number in range(RECORDS // 2)])
    with ThreadPoolExecutor(1) as aside:
        mortal.kill()
        rest = aside.submit(write_rest, writer)
        mortal.start()
        rest.result()
    assert any("does not answer" in message and "trying again" in message for message in caplog.messages)
    assert answers(engine) == answers(undisturbed)
    engine.close()
    undisturbed.close()


def test_a_full_disk_is_named(mortal: Node):
    """A node whose disk is beyond its watermark lets nobody write: the build ends with what to do, reading goes on."""
    engine = ElasticEngine(mortal.url, "full", "1")
    write(engine, range(3))
    before = answers(engine)
    marks = {f"cluster.routing.allocation.disk.watermark.{mark}": "100000gb" for mark in ("low", "high", "flood_stage")}
    on = {"cluster.routing.allocation.disk.threshold_enabled": True, "cluster.info.update.interval": "10s", **marks}
    writer = engine.begin(fresh=False)
    ask(mortal.url, "_cluster/settings", {"persistent": on})
    until = time.monotonic() + 120
    while "read_only_allow_delete" not in json.dumps(ask(mortal.url, "full-*/_settings")):
        assert time.monotonic() < until, "the node did not notice its disk"
        time.sleep(0.5)
    writer.write([law(5)])
    with pytest.raises(EngineError, match=r"lets nobody write .*make room.*start again"):
        writer.publish()
    writer.abandon()
    assert answers(engine) == before
    ask(mortal.url, "_cluster/settings", {"persistent": dict.fromkeys(on)})
    engine.close()


def test_a_read_only_cluster_is_named(mortal: Node):
    """A cluster that was made read-only refuses a build with what to do, and answers questions."""
    engine = ElasticEngine(mortal.url, "blocked", "1")
    write(engine, range(3))
    before = answers(engine)
    ask(mortal.url, "_cluster/settings", {"persistent": {"cluster.blocks.read_only": True}})
    with pytest.raises(EngineError, match=r"lets nobody write .*cluster\.blocks.*start again"):
        engine.begin(fresh=True)
    assert answers(engine) == before
    ask(mortal.url, "_cluster/settings", {"persistent": {"cluster.blocks.read_only": None}})
    engine.close()


def test_an_index_that_is_away_is_waited_for(cluster: list[Node], monkeypatch, caplog):
    """A generation of which one index, though empty, is on no node is not published before that one is back."""
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.2)
    monkeypatch.setattr(generations, "READY_SECONDS", 1)
    engine = ElasticEngine(cluster[0].url, "incomplete", "1", replicas=0)
    writer = engine.begin(fresh=True)
    kept, lost = (name_of(node) for node in (cluster[0], cluster[2]))
    only_on = "index.routing.allocation.require._name"
    ask(cluster[0].url, "incomplete-0*/_settings", {only_on: kept})
    ask(cluster[0].url, "incomplete-000001-passages-zh/_settings", {only_on: lost})
    ask(cluster[0].url, "_cluster/health?wait_for_no_relocating_shards=true&timeout=60s")
    cluster[2].kill()
    writer.write([law(number) for number in range(3)])
    with ThreadPoolExecutor(1) as aside:
        published = aside.submit(writer.publish)
        until = time.monotonic() + 60
        while not any("a node that holds some is away" in message for message in caplog.messages):
            assert not published.done(), "it was published without its index"
            assert time.monotonic() < until, "nothing was said"
            time.sleep(0.1)
        with pytest.raises(IndexMissing):
            engine.status()
        cluster[2].start()
        published.result()
    assert engine.status().records == 3
    engine.close()


def test_a_cluster_loses_a_node(cluster: list[Node], monkeypatch):
    """With copies on three nodes one is killed in the middle of a build: searches and the build go on as before."""
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.2)
    urls = ",".join(one.url for one in cluster)
    engine = ElasticEngine(urls, "copied", "1", replicas=2)
    write(engine, range(50))
    health = ask(cluster[0].url, "_cluster/health/copied-*?wait_for_status=green&timeout=120s")
    assert (health["status"], health["number_of_nodes"], health["active_shards"]) == ("green", 3, 3 * 7 + 2)
    before = answers(engine)
    writer = engine.begin(fresh=True)
    writer.write([law(number) for number in range(25)])
    cluster[0].kill()
    assert answers(engine) == before
    writer.write([law(number) for number in range(25, 50)])
    writer.publish()
    assert answers(engine) == before
    engine.close()
