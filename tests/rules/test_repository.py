"""What must not be in the repository."""

import re
import subprocess

import pytest

from indexer.settings import PROJECT

MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:root|work|home/\w+)/\w")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|repo1?\.maven|deb\.debian\.org", re.IGNORECASE)


def tracked_texts() -> list[str]:
    """The names of all text files that git tracks, but for this one."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [name for name in names if name and not name.endswith((".pdf", ".png", ".webp", "test_repository.py"))]


def test_no_machine_and_no_registry_is_named() -> None:
    """No tracked file carries the path of somebody's machine or the host of a package registry."""
    for name in tracked_texts():
        path = PROJECT / name
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = MACHINE_PATH.search(line) or REGISTRY.search(line)
            assert not found, f"{name}:{number}: {line.strip()[:100]}"


def test_lock_names_no_index() -> None:
    """The lock pins every package with hashes and names no package index."""
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    pins = re.findall(r"^([a-z0-9-]+)==\S+(.*(?:\n    .*)*)", lock, flags=re.MULTILINE)
    assert len(pins) > 30
    assert all("--hash=sha256:" in rest for _, rest in pins), [name for name, rest in pins if "--hash" not in rest]
