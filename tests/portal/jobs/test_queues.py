"""Jobs wait in SQLite or in Redis, and are done in the context of the app."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, current_app

from indexer.settings import Settings
from portal import jobs
from portal.jobs import registry
from portal.jobs.queues import LONG, SHORT, queues_of
from tests.redis_server import redis_url

__all__ = ["redis_url"]

DONE: list[str] = []


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, jobs.Job[[str]]]:
    """Two jobs that note what they were asked for, and one that fails; a sweep beside."""
    DONE.clear()
    monkeypatch.setattr(registry, "JOBS", {})
    monkeypatch.setattr("portal.jobs.queues.JOBS", registry.JOBS)
    monkeypatch.setattr("portal.jobs.queues.SWEEPS", [lambda: DONE.append("swept")])

    def short(what: str) -> None:
        DONE.append(f"{current_app.name} {what}")

    def long(what: str) -> None:
        DONE.append(f"{current_app.name} {what}")

    def failing(what: str) -> None:
        raise RuntimeError(what)

    return {"short": jobs.job(short), "long": jobs.long_job(long), "failing": jobs.job(failing)}


@pytest.fixture(params=["sqlite", "redis"])
def working_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app whose queues are in SQLite, then one with queues in Redis."""
    address = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    app = Flask("worker")
    jobs.init_app(app, Settings(state=tmp_path, redis_url=address))
    with app.app_context():
        yield app
    for name in (SHORT, LONG):
        queues_of(app).line(name).huey.storage.flush_all()


def test_jobs_are_done_later(working_app, known):
    """What was asked for is done when a worker comes to it, in the app's context, behind the sweeps."""
    known["short"].later("a short one")
    known["long"].later("a long one")
    assert DONE == []
    jobs.do_waiting(working_app)
    assert DONE == ["swept", "worker a short one", "worker a long one"]
    jobs.do_waiting(working_app)
    assert DONE[3:] == ["swept"]


def test_failure_is_logged_and_others_go_on(working_app, known, caplog):
    """A job that fails is in the log with its name, and the next one is done."""
    known["failing"].later("no such law")
    known["short"].later("next")
    jobs.do_waiting(working_app)
    assert DONE == ["swept", "worker next"]
    assert "failing failed" in caplog.text
    assert "no such law" in caplog.text


def test_job_of_another_version_is_left_out(working_app, known, caplog):
    """A job that this version does not know is logged and left out."""
    known["short"].later("one")
    registry.JOBS.clear()
    jobs.do_waiting(working_app)
    assert DONE == ["swept"]
    assert "no such job" in caplog.text


def test_queue_holds_data_only(working_app, known):
    """What lies in a queue is JSON: who can write there cannot have anything run by its being read."""
    known["short"].later("one")
    (waiting,) = queues_of(working_app).line(SHORT).huey.storage.enqueued_items()
    assert waiting.startswith(b"{")
    assert b"pickle" not in waiting


def test_queue_that_is_away_loses_nothing(tmp_path, known, caplog):
    """Where Redis does not answer a request goes on; the log says that the work waits for a sweep."""
    app = Flask("worker")
    jobs.init_app(app, replace(Settings(state=tmp_path), redis_url="redis://127.0.0.1:9/0"))
    with app.app_context():
        known["short"].later("one")
    assert "waits for the next sweep" in caplog.text
