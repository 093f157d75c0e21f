"""The walls around a program: what it may not do, and that what it starts may not either."""

import ctypes
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import FileRefused
from indexer.pdf import Reader
from indexer.settings import Settings
from tests.indexer.pdf.converting.documents import LAWS, rtf
from tests.indexer.pdf.written import one_page_of
from tests.needs import unmet

CODE = """
import os, socket, subprocess, sys
from pathlib import Path
from indexer.pdf.converting.walls import confine_program
from indexer.pdf.sandbox import load_filter
ATTEMPTS = '''
import os, socket, sys
folder, outside = sys.argv[1:]
def tell(name, action):
    try:
        action()
    except (OSError, MemoryError):
        print(name, "refused")
    else:
        print(name, "allowed")
tell("network", lambda: socket.socket())
tell("network-6", lambda: socket.socket(socket.AF_INET6))
tell("local-socket", lambda: socket.socketpair())
tell("own-folder", lambda: open(folder + "/written", "w").close())
tell("large-file", lambda: open(folder + "/large", "wb").write(bytes(2_000_000)))
tell("elsewhere", lambda: open(outside + "/written", "w").close())
tell("foreign-file", lambda: open(outside + "/secret").read())
tell("foreign-folder", lambda: os.listdir(outside))
tell("machine", lambda: open("/etc/hostname").read())
tell("memory", lambda: bytearray(2_000_000_000))
tell("unshare", lambda: os.unshare(0x10000000) if hasattr(os, "unshare") else os.chroot("/"))
'''
load_filter()
home = [Path(sys.prefix), Path(sys.base_prefix), Path("/usr"), Path("/lib"), Path("/lib64"), Path("/etc/ld.so.cache")]
confine_program(1_000_000_000, 20, 1_000_000, home, Path(sys.argv[1]))
os.execv(sys.executable, [sys.executable, "-c", ATTEMPTS, *sys.argv[1:]])
"""


@pytest.fixture
def needs_walls() -> None:
    """The test needs Linux with Landlock and libseccomp."""
    version = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) if sys.platform == "linux" else -1
    if version < 1:
        unmet("the kernel has no Landlock")
    if subprocess.run([sys.executable, "-c", "import pyseccomp"], capture_output=True, check=False).returncode:
        unmet("libseccomp is not installed")


@pytest.mark.usefixtures("needs_walls")
def test_a_program_sees_and_writes_its_folder_alone(tmp_path: Path) -> None:
    """Over the start of another program the walls stay: no network, no foreign file, no write but into the folder."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("secret", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", CODE, str(inside), str(outside)], capture_output=True, text=True, check=True
    )
    answers = dict(line.split() for line in ran.stdout.splitlines())
    assert len(answers) == 11
    assert {name for name, answer in answers.items() if answer == "allowed"} == {"local-socket", "own-folder"}
    assert [path.name for path in outside.iterdir()] == ["secret"]


@pytest.mark.usefixtures("needs_walls")
def test_a_program_cannot_give_a_file_of_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Callable[[str, bytes], Path]
) -> None:
    """A PDF that lies elsewhere cannot be given in the place of the one that was to be made."""
    secret = given("secret.pdf", one_page_of(b"BT /F 12 Tf 72 700 Td (Planted) Tj ET"))
    program = tmp_path / "office" / "bin" / "soffice"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\nmkdir made; cp {secret} made/document.pdf; exit 0\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    with Reader(Settings(workers=1, conversion_seconds=20)) as reader, pytest.raises(FileRefused, match="no PDF of it"):
        reader.read(given("law.rtf", rtf(LAWS["fr"])))
