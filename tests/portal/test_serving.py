"""The command ``portal serve``."""

import json
import os
import subprocess
import sys
from urllib.request import urlopen

from indexer.settings import PROJECT


def test_serve_prints_its_address_and_answers(served_portal):
    """The server prints where it listens once it does, and its workers answer pages and monitoring."""
    with urlopen(f"{served_portal}/health", timeout=30) as answer:
        assert json.load(answer)["status"] == "ok"
    with urlopen(f"{served_portal}/ar/search?q=%D8%B1%D8%B6%D8%A7", timeout=30) as answer:
        assert 'dir="rtl"' in answer.read().decode()


def test_serve_without_an_index_says_what_to_run(tmp_path, compiled_translations):
    """Without an index the command ends with one clear message and exit status 1."""
    environment = {
        **os.environ,
        "PALERMO_DATA": str(tmp_path),
        "PALERMO_TRANSLATIONS": str(compiled_translations),
        "PALERMO_ENGINE": "embedded",
    }
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", "1"]
    ended = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "run `indexer build` first" in ended.stderr
    assert "Traceback" not in ended.stderr
