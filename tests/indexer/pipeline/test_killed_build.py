"""A builder is killed, and what the next build makes is what an undisturbed one makes; on both engines."""

import shutil
import signal
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from indexer import application
from indexer.pipeline.progress import QuietProgress
from indexer.settings import PROJECT
from tests.indexer.pipeline.killing import Contents, Site, contents_of, copy_site, differences, kill

SPECIMEN = PROJECT / "corpora" / "specimen"
KEPT = ("legislation/tn-2016-61", "legislation/eg-1983-117")
SEED = 5


@dataclass(frozen=True)
class Prepared:
    """A collection of three records of which one has not been read, a site for it, and what a build of it makes."""

    before: Path
    site: Site
    expected: Contents

    def begin(self) -> None:
        """As it was before the build: nothing is indexed."""
        copy_site(self.before, self.site)
        if self.site.url:
            forget(self.site)

    def differences(self) -> list[str]:
        """How what is there now differs from what an undisturbed build makes."""
        return differences(contents_of(self.site.settings, list(self.expected.answers)), self.expected)


def forget(site: Site) -> None:
    """Remove the indexes of the site from its server."""
    with Elasticsearch(site.url) as client:
        if found := list(client.indices.get_alias(index=f"{site.prefix}-*")):
            client.indices.delete(index=found)


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """Two records whose files were read, and a third; built once, undisturbed."""
    url = request.getfixturevalue("elasticsearch_url") if request.param == "elasticsearch" else ""
    folder = tmp_path_factory.mktemp("killed")
    site = Site(folder / "site", url, f"test-{uuid.uuid4().hex}")
    for record in KEPT:
        shutil.copytree(SPECIMEN / record, folder / "site" / "laws" / record)
    application.build(site.settings, QuietProgress())
    shutil.copytree(SPECIMEN / "legislation" / "sn-2005-06", folder / "site" / "laws" / "legislation" / "sn-2005-06")
    shutil.rmtree(site.folder / "var" / "index", ignore_errors=True)
    shutil.copytree(site.folder, folder / "before")
    made = Prepared(folder / "before", site, Contents((0, 0), {}, {}, {}, {}))
    made.begin()
    assert site.run() == 0, site.said
    questions = contents_of(site.settings).questions(20, SEED)
    yield Prepared(folder / "before", site, contents_of(site.settings, questions))
    if url:
        forget(site)


def stop(site: Site, step: str, number: int, *, group: bool) -> int:
    """Start a build, end it by a signal while it is at a step, and give how it ended."""
    builder = site.start("build", "--progress", "lines")
    assert site.wait_for(builder, step), site.said
    while step == "reading" and len(site.processes()) < 2:  # a process that reads is there
        assert builder.poll() is None, site.said
    return kill(builder, group=group, number=number)


def finish(prepared: Prepared) -> None:
    """Run the build again: it makes the same as an undisturbed one, and nothing is left of the one before."""
    site = prepared.site
    assert site.are_processes_gone()
    assert site.run() == 0, site.said
    assert prepared.differences() == []
    assert not site.leftovers()
    found = application.verify_corpora(site.settings, QuietProgress(), whole=True, mending=False)
    assert not found.differences


@pytest.mark.parametrize(("step", "group"), [("reading", False), ("indexing", True), ("publishing", False)])
def test_a_build_that_was_killed_is_finished_by_the_next(prepared: Prepared, step: str, *, group: bool) -> None:
    """Killed at any step, alone or with its group, a build leaves nothing that the next one does not put right.

    Its children end by themselves. More moments are tried by ``benchmarks/killed.py``.
    """
    prepared.begin()
    assert stop(prepared.site, step, signal.SIGKILL, group=group) == -signal.SIGKILL
    finish(prepared)


@pytest.mark.parametrize(("number", "group", "status"), [(signal.SIGINT, True, 130), (signal.SIGTERM, False, 143)])
@pytest.mark.parametrize("step", ["reading", "indexing"])
def test_a_build_that_is_broken_off_says_so(
    prepared: Prepared, step: str, number: int, status: int, *, group: bool
) -> None:
    """At Ctrl+C and SIGTERM it ends with a line of what is kept and its own status; the next build goes on."""
    prepared.begin()
    assert stop(prepared.site, step, number, group=group) == status, prepared.site.said
    assert prepared.site.said.endswith("indexer: broken off; what was read is kept, the next run goes on from there\n")
    assert "Traceback" not in prepared.site.said
    finish(prepared)
