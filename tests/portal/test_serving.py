"""The command ``portal serve``."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest

from indexer.application import build
from indexer.pipeline.progress import QuietProgress
from indexer.settings import PROJECT, Settings
from portal.startup import state_trouble, trouble_ahead


def test_serve_prints_its_address_and_answers(served_portal):
    """The server prints where it listens once it does, and its workers answer pages and monitoring."""
    with urlopen(f"{served_portal}/health", timeout=30) as answer:
        assert json.load(answer)["status"] == "ok"
    with urlopen(f"{served_portal}/ar/search?q=%D8%B1%D8%B6%D8%A7", timeout=30) as answer:
        assert 'dir="rtl"' in answer.read().decode()


def test_a_long_question_is_answered_by_the_portal(served_portal):
    """A question of sixty thousand characters gets an answer of the portal: a page in its language, or JSON."""
    connection = HTTPConnection(served_portal.removeprefix("http://"), timeout=30)
    question = "a+" * 30_000
    connection.request("GET", f"/fr/search?q={question}")
    page = connection.getresponse()
    assert page.getheader("X-Content-Type-Options") == "nosniff"
    assert '<html lang="fr"' in page.read().decode()
    connection.request("GET", f"/api/v1/search?q={question}")
    assert isinstance(json.load(connection.getresponse()), dict)
    connection.close()


@pytest.fixture
def serve(tmp_path, compiled_translations):
    """Runs ``portal serve`` to its end in an environment with these settings."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PALERMO_DATA": str(tmp_path),
            "PALERMO_TRANSLATIONS": str(compiled_translations),
            "PALERMO_ENGINE": "embedded",
            **settings,
        }
        command = [sys.executable, "-m", "portal.cli", "serve", *arguments]
        return subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)

    return run


def test_serve_without_an_index_says_what_to_run(serve):
    """Without an index the command ends with one clear message and exit status 1."""
    ended = serve()
    assert ended.returncode == 1
    assert "run `indexer build` first" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_without_its_collections_says_which_is_missing(serve, tmp_path):
    """A collection that is not there ends the command with its name and exit status 1."""
    ended = serve(PALERMO_CORPORA=str(tmp_path / "nowhere"))
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"portal: {tmp_path / 'nowhere'}: expected a collection")
    assert "Traceback" not in ended.stderr


def test_serve_at_a_port_in_use_says_what_to_choose(serve, portal_settings):
    """A port that somebody listens on ends the command at once with one line and exit status 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = serve("--port", str(port), PALERMO_DATA=str(portal_settings.data))
    assert ended.returncode == 1
    assert ended.stderr == f"portal: port {port} is in use: choose another with --port or PALERMO_PORT\n"


def test_serve_at_no_address_says_so(serve, portal_settings):
    """An address that is not one of this machine ends the command with exit status 1, naming it."""
    ended = serve("--host", "192.0.2.1", PALERMO_DATA=str(portal_settings.data))
    assert ended.returncode == 1
    assert ended.stderr.startswith("portal: nothing can listen on 192.0.2.1, port 8080")
    assert ended.stderr.count("\n") == 1


def test_an_index_of_other_collections_is_a_warning(portal_settings, portal_library, tmp_path):
    """Records of the index that are not served, and the reverse, are counted in one line; equal ones say nothing."""
    assert trouble_ahead(portal_settings) is None
    treaties = PROJECT / "corpora" / "specimen" / "treaty"
    shutil.copytree(treaties / "untoc", tmp_path / "treaty" / "untoc")
    record = (treaties / "untoc" / "record.yaml").read_text().replace("id: untoc", "id: another", 1)
    (tmp_path / "treaty" / "another").mkdir()
    (tmp_path / "treaty" / "another" / "record.yaml").write_text(record)
    trouble = trouble_ahead(replace(portal_settings, corpora=(tmp_path,)))
    assert trouble.exit_code == 0
    others = len(portal_library.corpus) - 1
    assert f"records of the index that are not in the collections served: {others};" in trouble.message
    assert "records of the collections that are not in the index: 1" in trouble.message
    assert "run `indexer build`" in trouble.message
    assert "\n" not in trouble.message


def test_a_collection_that_is_left_out_may_not_be_in_the_index(portal_settings, tmp_path):
    """An index that still holds the collection that is left out ends the command with what to run."""
    left_out = replace(portal_settings, corpora=(tmp_path,), demonstration=False)
    trouble = trouble_ahead(left_out)
    assert trouble.exit_code == 1
    assert "demonstration collection that are in the index though it is left out" in trouble.message
    assert "run `indexer build`" in trouble.message


def test_an_empty_portal_starts(compiled_translations, tmp_path):
    """A portal whose only collection is empty needs no index to start."""
    (tmp_path / "laws").mkdir()
    empty = Settings(
        corpora=(tmp_path / "laws",), data=tmp_path / "var", translations=compiled_translations, demonstration=False
    )
    assert trouble_ahead(empty) is None


def test_a_folder_that_cannot_keep_reports_is_a_warning(tmp_path):
    """Before it starts the portal says that reports cannot be kept; a folder that is to be made is no trouble."""
    assert state_trouble(Settings(state=tmp_path / "to" / "be" / "made")) is None
    (tmp_path / "file").touch()
    trouble = state_trouble(Settings(state=tmp_path / "file" / "state"))
    assert trouble.exit_code == 0
    assert "reports of readers cannot be kept there" in trouble.message


def test_an_engine_that_is_away_is_a_warning(portal_settings):
    """The portal starts without its search engine and says so: records can still be opened."""
    trouble = trouble_ahead(replace(portal_settings, engine="elasticsearch", elasticsearch_url="http://127.0.0.1:1"))
    assert trouble.exit_code == 0
    assert trouble.message.startswith("search does not work at the moment: Elasticsearch at http://127.0.0.1:1")


@contextmanager
def two_workers(log: Path, **settings: str):
    """A portal of two workers with these settings: its process and its address; it writes its log into a file."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PALERMO_ENGINE": "embedded", "PALERMO_RATE_LIMIT": "off", **settings}
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port), "--workers", "2"]
    with (
        log.open("wb") as written,
        subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, stderr=written) as server,
    ):
        server.stdout.readline()
        yield server, f"http://127.0.0.1:{port}"
        server.terminate()


def answer_to(address, request):
    """What the server says to bytes that are no request."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(request)
        return connection.recv(1000)


def test_workers_count_together_and_log_lines_of_json(portal_settings, tmp_path):
    """Whichever worker is asked tells the figures of all, every line of the log is JSON, and a stop is orderly."""
    asked, log = 24, tmp_path / "log"
    data, translations = str(portal_settings.data), str(portal_settings.translations)
    with two_workers(log, PALERMO_DATA=data, PALERMO_TRANSLATIONS=translations) as (server, address):
        for _ in range(asked):
            urlopen(f"{address}/en/search?q=secret", timeout=60).close()
        with urlopen(f"{address}/metrics", timeout=60) as answer:
            figures = answer.read().decode()
        assert f'palermo_requests_total{{endpoint="search.results",status="200"}} {asked}.0' in figures
        answer_to(address, b"GET /en/search?q=secret HTTP/9.9\r\n\r\n")
        answer_to(address, b"GET / HTTP/1.1\r\nsecret header\r\n\r\n")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert len([line for line in lines if line.get("endpoint") == "search.results"]) == asked
    assert len([line for line in lines if line["event"].startswith("Invalid request: ")]) == 2
    assert "secret" not in log.read_text()
    assert "127.0.0.1" not in log.read_text()


def test_a_running_portal_takes_up_a_new_index(compiled_translations, tmp_path):
    """Records that a build adds are found by all workers of a portal that was running before, within seconds."""
    treaty = PROJECT / "corpora" / "specimen" / "treaty" / "untoc"
    laws = tmp_path / "laws"
    shutil.copytree(treaty, laws / "treaty" / "first")
    settings = Settings(corpora=(laws,), data=tmp_path / "data", translations=compiled_translations, engine="embedded")
    build(settings, QuietProgress())
    environment = {
        "PALERMO_CORPORA": str(laws),
        "PALERMO_DATA": str(settings.data),
        "PALERMO_TRANSLATIONS": str(compiled_translations),
    }
    with two_workers(tmp_path / "log", **environment) as (_server, address):
        assert {_records(address) for _ in range(6)} == {1}
        shutil.copytree(treaty, laws / "treaty" / "second")
        record = laws / "treaty" / "second" / "record.yaml"
        record.write_text(record.read_text().replace("id: untoc", "id: untoc-2", 1))
        build(settings, QuietProgress())
        end = time.monotonic() + 60
        while {_records(address) for _ in range(6)} != {2}:
            assert time.monotonic() < end
            time.sleep(0.2)


def _records(address: str) -> int:
    """How many records the worker that happens to answer can find."""
    with urlopen(f"{address}/api/v1/search", timeout=60) as answer:
        return json.load(answer)["total"]
