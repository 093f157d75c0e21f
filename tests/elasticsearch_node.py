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
START_SECONDS = 120
STOP_SECONDS = 10
SETTINGS = """
cluster.name: palermo-tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: 0
transport.port: 0
node.portsfile: true
path.data: {folder}/data
path.logs: {folder}/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


class NodeUnavailableError(Exception):
    """No node can be had on this machine; the message says what is missing."""


@contextlib.contextmanager
def running_node() -> Iterator[str]:
    """The address of a node that answers, as long as the context lasts. Raises NodeUnavailableError."""
    if os.environ.get("ELASTICSEARCH_URL"):
        yield os.environ["ELASTICSEARCH_URL"]
        return
    java = _java_home()
    distribution = _distribution()
    with tempfile.TemporaryDirectory(prefix="palermo-elasticsearch-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _configure(folder, distribution)
        with _started(folder, distribution, java) as address:
            yield address


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


def _configure(folder: Path, distribution: Path) -> None:
    """Write the node's own settings; as root, give the folder to the user that the server will run as."""
    shutil.copytree(distribution / "config", folder / "config")
    (folder / "config" / "elasticsearch.yml").write_text(SETTINGS.format(folder=folder))
    for name in ("data", "logs", "temporary"):
        (folder / name).mkdir()
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "nobody", "nogroup")


@contextlib.contextmanager
def _started(folder: Path, distribution: Path, java: Path) -> Iterator[str]:
    command = ["setpriv", "--pdeathsig=TERM"]  # it ends with the tests, even if those are killed
    if os.geteuid() == 0:  # Elasticsearch refuses to run as root
        command += ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    command.append(str(distribution / "bin" / "elasticsearch"))
    environment = {
        "PATH": os.environ["PATH"],
        "ES_JAVA_HOME": str(java),
        "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "temporary"),
    }
    output = folder / "output"
    with output.open("wb") as stream:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        yield _address(folder, process)
    finally:
        _stop(process)


def _address(folder: Path, process: subprocess.Popen[bytes]) -> str:
    """Where the node listens, once its state is green."""
    ports = folder / "logs" / "http.ports"
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if ports.is_file() and ports.read_text().strip():
            address = f"http://{ports.read_text().split()[0]}"
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                health = f"{address}/_cluster/health?wait_for_status=green&timeout=5s"
                urllib.request.urlopen(health, timeout=10).close()
                return address
        time.sleep(0.2)
    output = (folder / "output").read_text(errors="replace")
    raise NodeUnavailableError(f"Elasticsearch did not start: {output[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the node and the launcher before it; nothing of a test's node needs saving.

    The node is the launcher's child: it is asked after until it is gone too, so that it writes no more files.
    """
    end = time.monotonic() + STOP_SECONDS
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(process.pid, signal.SIGKILL)
            process.poll()
            time.sleep(0.1)
    process.wait()


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a node; without one tests are skipped with the reason, under CI they fail."""
    try:
        with running_node() as url:
            yield url
    except NodeUnavailableError as reason:
        unmet(str(reason))
