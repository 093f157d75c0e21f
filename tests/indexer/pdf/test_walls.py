"""The walls around a child, and the processes behind them: what is refused, what is buried, what is started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.errors import FileRefused, ReadingError
from indexer.pdf import Reader
from indexer.settings import Settings
from tests.indexer.pdf.attacks import ATTACKS
from tests.indexer.pdf.written import three_pages_of
from tests.needs import unmet

SHORT = Settings(workers=2, pdf_seconds=3, pdf_memory=600_000_000)

WALLS = """
import ctypes, fcntl, os, resource, socket, sys
from indexer.pdf import sandbox
{before}
sandbox.load_filter()
sandbox.confine(700_000_000, 5)
parent = os.getppid()
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    if libc.syscall(number, *arguments) == -1:
        raise OSError(ctypes.get_errno(), "refused")
def tell(name, action):
    try:
        action()
    except (OSError, MemoryError, ValueError) as error:
        print(name, "refused")
    else:
        print(name, "allowed")
tell("read", lambda: open(sandbox.__file__).read())
tell("own-limit", lambda: sandbox.allow_seconds(1))
tell("memory", lambda: bytearray(900_000_000))
if {filtered}:
    tell("socket", lambda: socket.socket())
    tell("local-socket", lambda: socket.socketpair())
    tell("fork", lambda: os.fork() or os._exit(0))
    tell("exec", lambda: os.execv("/bin/true", ["true"]))
    tell("write", lambda: open({folder!r} + "/written", "w"))
    tell("append", lambda: open(sandbox.__file__, "a"))
    tell("unlink", lambda: os.unlink({folder!r} + "/kept"))
    tell("rename", lambda: os.rename({folder!r} + "/kept", {folder!r} + "/renamed"))
    tell("mode", lambda: os.chmod({folder!r} + "/kept", 0o777))
    tell("kill", lambda: os.kill(parent, 0))
    tell("thread-kill", lambda: call({tgkill}, parent, parent, 0))
    tell("parents-limit", lambda: resource.prlimit(parent, resource.RLIMIT_CORE, (0, 0)))
    tell("more-memory", lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2))
    tell("signals-to-others", lambda: fcntl.fcntl(1, fcntl.F_SETOWN, parent))
    tell("trace", lambda: call({ptrace}, 16, parent, 0, 0))
    tell("privileges", lambda: os.setuid(0))
    tell("namespace", lambda: call({unshare}, 0x10000000))
for line in open("/proc/self/status"):
    if line.startswith(("NoNewPrivs", "Seccomp:")):
        print(line.replace(":", "").strip())
os._exit(0)
"""
NUMBERS = {
    "x86_64": {"tgkill": 234, "ptrace": 101, "unshare": 272},
    "aarch64": {"tgkill": 131, "ptrace": 117, "unshare": 97},
}


def behind_walls(folder: Path, *, filtered: bool = True) -> dict[str, str]:
    """What a confined process is allowed to do, and what the kernel says of it."""
    numbers = NUMBERS.get(os.uname().machine)
    if numbers is None:
        pytest.skip("the numbers of system calls of this machine are not written down here")
    (folder / "kept").touch()
    before = "" if filtered else "sandbox.load_filter = lambda: None"
    code = WALLS.format(before=before, folder=str(folder), filtered=filtered, **numbers)
    said = subprocess.run([sys.executable, "-uc", code], capture_output=True, text=True, check=True).stdout
    return dict(line.split() for line in said.splitlines())


def test_a_child_can_read_and_do_nothing_else(tmp_path: Path) -> None:
    """Network, processes, programs, signals, writing, others' limits and privileges are refused; reading is not."""
    if subprocess.run([sys.executable, "-c", "import pyseccomp"], capture_output=True, check=False).returncode:
        unmet("libseccomp is not installed")
    answers = behind_walls(tmp_path)
    assert (answers.pop("NoNewPrivs"), answers.pop("Seccomp")) == ("1", "2")
    assert {name for name, answer in answers.items() if answer == "allowed"} == {"read", "own-limit"}
    assert len(answers) == 20
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


def test_without_libseccomp_the_limits_stay(tmp_path: Path) -> None:
    """Where system calls cannot be filtered, memory and privileges are still limited and nothing breaks."""
    answers = behind_walls(tmp_path, filtered=False)
    assert (answers["memory"], answers["read"], answers["NoNewPrivs"]) == ("refused", "allowed", "1")


def processes() -> Iterator[tuple[int, int, str, Path]]:
    """Every process: its number, its parent's, its state, and its folder in /proc."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        yield int(status.parent.name), int(parent), state, status.parent


def template_of(process: int) -> int:
    """The number of the template process that a process has started last."""
    found = [
        number
        for number, parent, _, folder in processes()
        if parent == process and b"indexer.pdf.template" in (folder / "cmdline").read_bytes()
    ]
    return max(found)


def children_of(process: int) -> dict[int, str]:
    """The children of a process and their states."""
    return {number: state for number, parent, state, _ in processes() if parent == process}


@pytest.fixture
def attacked_file(tmp_path: Path) -> Callable[[str], Path]:
    """``attacked_file(name)``: a file of three pages whose second is that attack."""

    def write(name: str) -> Path:
        attack = ATTACKS[name]()
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(three_pages_of(attack.content, attack.resources, attack.page, attack.more))
        return file

    return write


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")


@needs_proc
def test_a_killed_template_is_started_again(attacked_file: Callable[[str], Path]) -> None:
    """When the process that children are forked from was killed, the next file is read all the same."""
    with Reader(SHORT) as reader:
        before = reader.read(attacked_file("odd rotation"))
        os.kill(template_of(os.getpid()), signal.SIGKILL)
        assert reader.read(attacked_file("odd rotation")) == before


@needs_proc
def test_a_template_killed_while_it_reads_is_started_again(attacked_file: Callable[[str], Path]) -> None:
    """A reading whose template is killed in its midst begins again and gives what it would have given."""
    file, killed = attacked_file("contents listed ten thousand times"), []

    def kill(done: int, _: int) -> None:
        if done == 1 and not killed:
            killed.append(template_of(os.getpid()))
            os.kill(killed[0], signal.SIGKILL)

    with Reader(SHORT) as reader:
        interrupted = reader.read(file, progress=kill)
        assert killed
        assert template_of(os.getpid()) != killed[0]
        assert interrupted == reader.read(file)


@needs_proc
def test_a_child_that_falls_silent_is_given_up(attacked_file: Callable[[str], Path]) -> None:
    """A child that says nothing for too long is killed, and the reading goes on without it."""
    stopped: list[int] = []

    def stop(done: int, _: int) -> None:
        if done == 1 and not stopped:
            stopped.extend(children_of(template_of(os.getpid())))
            os.kill(stopped[0], signal.SIGSTOP)

    with Reader(replace(SHORT, pdf_seconds=1)) as reader:
        pages = reader.read(attacked_file("contents listed ten thousand times"), progress=stop)
    assert len(stopped) == 1
    assert (pages.pages[0].source, pages.pages[2].source) == ("text", "text")
    assert stopped[0] not in {number for number, _, _, _ in processes()}


@needs_proc
@pytest.mark.parametrize(("number", "words"), [(signal.SIGKILL, "by the system"), (signal.SIGTERM, "from outside")])
def test_a_file_is_not_to_blame_for_what_ends_from_outside(tmp_path: Path, number: int, words: str) -> None:
    """Where every child is killed from outside the file is not refused: another try may do better."""
    attack, file, done = ATTACKS["doubled forms"](), tmp_path / "act.pdf", threading.Event()
    tree = {2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>"}
    file.write_bytes(three_pages_of(attack.content, attack.resources, attack.page, {**attack.more, **tree}))

    def kill() -> None:
        template = template_of(os.getpid())
        while not done.wait(0.05):
            for child in children_of(template):
                os.kill(child, number)

    with Reader(SHORT) as reader:
        with pytest.raises(FileRefused):
            reader.read(file)
        killer = threading.Thread(target=kill)
        killer.start()
        try:
            with pytest.raises(ReadingError, match=words) as error:
                reader.read(file)
        finally:
            done.set()
            killer.join()
    assert not isinstance(error.value, FileRefused)


@needs_proc
def test_children_are_buried(attacked_file: Callable[[str], Path]) -> None:
    """After files that crashed, ran out of time or were read, neither template nor reader has a dead child left."""
    others = children_of(os.getpid())  # a process that another test started may end just now
    with Reader(SHORT) as reader:
        for name in ("odd rotation", "flate bomb", "object is a reference to itself"):
            reader.read(attacked_file(name))
        template = template_of(os.getpid())
        deadline = time.monotonic() + 5
        while children_of(template) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert children_of(template) == {}
        started = children_of(os.getpid()).keys() - others.keys()
        assert started == {template}


@needs_proc
def test_no_process_outlives_its_reader(attacked_file: Callable[[str], Path]) -> None:
    """A reader that is closed in the midst of a reading leaves neither its template nor a child behind."""
    reader = Reader(SHORT)
    reader.read(attacked_file("odd rotation"))
    template = template_of(os.getpid())
    busy = threading.Thread(target=_read_quietly, args=(reader, attacked_file("doubled forms")))
    busy.start()
    deadline = time.monotonic() + 5
    while not children_of(template) and time.monotonic() < deadline:
        time.sleep(0.01)
    child = next(iter(children_of(template)))
    reader.close()
    busy.join()
    assert {template, child}.isdisjoint(number for number, _, state, _ in processes() if state != "Z")


def _read_quietly(reader: Reader, file: Path) -> None:
    with pytest.raises(ReadingError):
        reader.read(file)


def test_no_temporary_file_is_left(
    attacked_file: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading and drawing write no file, neither beside the PDF nor in the folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    files = [attacked_file(name) for name in ("odd rotation", "image masks itself", "flate bomb")]
    with Reader(SHORT) as reader:
        for file in files:
            reader.read(file)
            reader.draw(file, 1, 200)
    assert list(folder.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == sorted([*files, folder])


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    """A pipe, a device, a folder, a socket, a lost link and a name with NUL are refused without waiting for them."""
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "zero.pdf").symlink_to("/dev/zero")
    (tmp_path / "lost.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle.pdf").symlink_to(tmp_path / "circle.pdf")
    with socket.socket(socket.AF_UNIX) as listening, Reader(SHORT) as reader:
        listening.bind(str(tmp_path / "socket.pdf"))
        for name in ("pipe", "folder", "zero", "lost", "circle", "socket", "nul\0"):
            with pytest.raises(ReadingError, match=r"cannot be opened|is not a file but") as refusal:
                reader.read(tmp_path / f"{name}.pdf")
            assert "\n" not in str(refusal.value)


def test_a_link_to_a_pdf_is_read(attacked_file: Callable[[str], Path], tmp_path: Path) -> None:
    """A symbolic link to a PDF is read as the PDF it leads to: whether links may be is the collection's rule."""
    link = tmp_path / "link.pdf"
    link.symlink_to(attacked_file("odd rotation"))
    with Reader(SHORT) as reader:
        assert reader.read(link) == reader.read(link.resolve())
