"""A real Elasticsearch node for tests: the one at ELASTICSEARCH_URL, or one started here and removed afterwards.

Elastic publishes its server without modules as a Maven artifact. It is fetched once into a cache folder outside the
project; a JDK from 21 on has to be on the machine.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import unmet

VERSION = "9.5.0"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
OLDEST_JAVA = 21
START_SECONDS = 300
STOP_SECONDS = 10
SETTINGS = """
cluster.name: palermo-tests
network.host: 127.0.0.1
node.portsfile: true
path.data: {folder}/data
path.logs: {folder}/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


ALONE = """
discovery.type: single-node
http.port: 0
transport.port: 0
"""


class NodeUnavailableError(Exception):
    """No node can be had on this machine; the message says what is missing."""


@contextlib.contextmanager
def running_node() -> Iterator[str]:
    """The address of a node that answers, as long as the context lasts. Raises NodeUnavailableError."""
    if os.environ.get("ELASTICSEARCH_URL"):
        yield os.environ["ELASTICSEARCH_URL"]
        return
    with own_node() as node:
        yield node.url


@contextlib.contextmanager
def own_node() -> Iterator[Node]:
    """A node that nobody else uses, so that it may be killed; answering, empty. Raises NodeUnavailableError."""
    with launched_node(ALONE, "512m") as node:
        node.wait()
        yield node


@contextlib.contextmanager
def launched_node(settings: str, heap: str) -> Iterator[Node]:
    """A node with settings beside the common ones that has begun to start. Raises NodeUnavailableError."""
    java = _java_home()
    distribution = _distribution()
    with tempfile.TemporaryDirectory(prefix="palermo-elasticsearch-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _configure(folder, distribution, settings)
        node = Node(folder, distribution, java, heap)
        try:
            node.launch()
            yield node
        finally:
            node.kill()


def _java_home() -> Path:
    """The folder of a JDK that is new enough."""
    named = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    for home in (*named, *sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)):
        release = home / "release"
        version = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.is_file() else None
        if version and int(version[1]) >= OLDEST_JAVA:
            return home
    raise NodeUnavailableError(
        f"no JDK from {OLDEST_JAVA} on in ES_JAVA_HOME, JAVA_HOME or /usr/lib/jvm, and no ELASTICSEARCH_URL"
    )


def _distribution() -> Path:
    """The folder of the unpacked server; several processes may ask at the same time."""
    # The server never runs as root, and others may not read root's home.
    cache = Path("/var/cache/palermo") if os.geteuid() == 0 else Path.home() / ".cache" / "palermo"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        unpacked = cache / f"elasticsearch-{VERSION}"
        if not unpacked.is_dir():
            archive = cache / f"elasticsearch-{VERSION}.zip"
            if not archive.is_file():
                _fetch(cache)
            with tempfile.TemporaryDirectory(dir=cache) as aside, zipfile.ZipFile(archive) as content:
                content.extractall(aside)
                (Path(aside) / unpacked.name).rename(unpacked)
            for script in (unpacked / "bin").iterdir():
                script.chmod(0o755)
            archive.unlink()
    return unpacked


def _fetch(cache: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NodeUnavailableError("mvn (Debian: maven) is not installed; it fetches Elasticsearch for the tests")
    command = [maven, "--batch-mode", "--quiet", FETCH, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={cache}"]
    fetched = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cache)
    if fetched.returncode:
        raise NodeUnavailableError(f"Maven could not fetch {ARTIFACT}: {fetched.stdout[-500:]}{fetched.stderr[-500:]}")


def _configure(folder: Path, distribution: Path, settings: str) -> None:
    """Write the node's own settings; as root, give the folder to the user that the server will run as."""
    shutil.copytree(distribution / "config", folder / "config")
    (folder / "config" / "elasticsearch.yml").write_text(SETTINGS.format(folder=folder) + settings)
    for name in ("data", "logs", "temporary"):
        (folder / name).mkdir()
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")


class Node:
    """A node in a folder; killed as by kill -9, it can be started again on the same data, at the same address."""

    def __init__(self, folder: Path, distribution: Path, java: Path, heap: str) -> None:
        """Nothing runs yet; ``url`` is where the node listens once it was started."""
        self.url = ""
        self._folder = folder
        self._program = distribution / "bin" / "elasticsearch"
        self._java = java
        self._heap = heap
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it answers when this returns. Raises NodeUnavailableError."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start it and do not wait; it ends with the thread that calls this."""
        command = ["setpriv", "--pdeathsig=TERM"]  # it ends with the tests, even if those are killed
        if os.geteuid() == 0:  # Elasticsearch refuses to run as root
            command += ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        command.append(str(self._program))
        if self.url:
            command.append(f"-Ehttp.port={urllib.parse.urlsplit(self.url).port}")
        environment = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(self._java),
            "ES_JAVA_OPTS": f"-Xms{self._heap} -Xmx{self._heap}",
            "ES_PATH_CONF": str(self._folder / "config"),
            "ES_TMPDIR": str(self._folder / "temporary"),
        }
        self._ports.unlink(missing_ok=True)
        with (self._folder / "output").open("wb") as stream:
            self._process = subprocess.Popen(
                command, cwd=self._folder, env=environment, stdout=stream, stderr=stream, start_new_session=True
            )

    def wait(self) -> None:
        """Wait until it answers. Raises NodeUnavailableError."""
        if self._process is not None:
            self.url = self._address(self._process)

    def kill(self) -> None:
        """End the node and the launcher before it, at once.

        The node is the launcher's child: it is asked after until it is gone too, so that it writes no more files.
        """
        if self._process is None:
            return
        end = time.monotonic() + STOP_SECONDS
        with contextlib.suppress(ProcessLookupError):
            while time.monotonic() < end:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.poll()
                time.sleep(0.1)
        self._process.wait()
        self._process = None

    @property
    def _ports(self) -> Path:
        return self._folder / "logs" / "http.ports"

    def _address(self, process: subprocess.Popen[bytes]) -> str:
        """Where the node listens, once all of its data can be asked."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            if self._ports.is_file() and self._ports.read_text().strip():
                address = f"http://{self._ports.read_text().split()[0]}"
                with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                    health = f"{address}/_cluster/health?wait_for_status=yellow&timeout=5s"
                    urllib.request.urlopen(health, timeout=10).close()
                    return address
            time.sleep(0.2)
        output = (self._folder / "output").read_text(errors="replace")
        raise NodeUnavailableError(f"Elasticsearch did not start: {output[-2000:]}")


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a node; without one tests are skipped with the reason, under CI they fail."""
    try:
        with running_node() as url:
            yield url
    except NodeUnavailableError as reason:
        unmet(str(reason))
