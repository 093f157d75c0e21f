"""The benchmarks run: figures that nobody can repeat are worth nothing."""

import subprocess
import sys

import pytest

from indexer.settings import BUNDLED, PROJECT

SMALL = {
    "build": ["--passages", "300"],
    "search": ["--passages", "300", "--questions", "5"],
    "pages": ["--passages", "300", "--questions", "5"],
    "editors": ["--minutes", "0.1", "--editors", "2", "--readers", "3", "--passages", "300", "--workers", "1"],
    "corpus": ["--records", "30"],
    "proposals": ["--each", "1", "--language", "es"],
    "reading": ["--rounds", "1", str(BUNDLED / "legislation" / "gb-2015-modern-slavery")],
}
"""Benchmarks with arguments that let them end in seconds."""


@pytest.mark.parametrize("name", SMALL)
def test_benchmark_ends_with_a_table(name, compiled_translations):
    """A benchmark over little data ends without an error and prints figures."""
    command = [sys.executable, f"benchmarks/{name}.py", *SMALL[name]]
    environment = {"PATH": "/usr/bin:/bin", "PALERMO_TRANSLATIONS": str(compiled_translations)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert any(character.isdecimal() for character in done.stdout)
