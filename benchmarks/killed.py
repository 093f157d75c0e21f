"""Whether a build that was killed, and is run again, gives what an undisturbed one gives.

    python benchmarks/killed.py [--moments 50] [--engine embedded|elasticsearch] [--seed N] [--records N]

A collection of generated records with stored readings and of bundled ones, a scan among them, whose files are still to
be read. Two cases take turns: *first*, where there is no index, and *changes*, where records were added, revised,
withdrawn and deleted since it was built. In each the builder, ``indexer build`` as a process group of its own, is
killed with SIGKILL at a step and a share of its seconds that are drawn from the seed: half of the times the group, else
its leader alone, whose children have to end by themselves. With ``--engine elasticsearch`` a node is started; half of
the times it is killed too and started again on its data. Then ``indexer build`` runs to its end, and a row tells how
long that took and whether all entries, counts of facets and 100 answers are those of an undisturbed build, ``indexer
verify`` finds nothing, and nothing was left behind. Exit status 1 if anything differs.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from build import change, generate
from collection import Collection
from elasticsearch import Elasticsearch

from indexer import application
from indexer.pipeline.progress import QuietProgress
from indexer.settings import BUNDLED, PROJECT
from indexer.vocabularies import Vocabularies

sys.path.append(str(PROJECT))  # the tests are no package that is installed
from tests.elasticsearch_node import Node, own_node
from tests.indexer.pipeline.killing import STEPS, Contents, Site, contents_of, copy_site, differences, kill

READ_BEFORE = ("legislation/tn-2016-61", "legislation/eg-1983-117")
READ_AFTER = ("legislation/ke-2013-wildlife", "legislation/sn-2005-06")
"""Bundled records; the files of the second are read while the builder is killed, and the first of them is a scan."""

QUESTIONS = 100
PASSAGES = 2
"""Passages that are taken of each generated record."""
PATIENCE_SECONDS = 90
"""How long Elasticsearch may take to forget what was deleted: it does so every half minute."""


@dataclass(frozen=True)
class Case:
    """Where a build begins (the folder ``before``, then the records of ``changed``), and what it has to make.

    ``seconds`` are those of the steps of an undisturbed build.
    """

    name: str
    site: Site
    before: Path
    changed: Path | None
    seconds: Mapping[str, float]
    expected: Contents

    def begin(self) -> None:
        """Make it so. An index in Elasticsearch is written anew, from readings that are kept."""
        begin(self.site, self.before, self.changed)


@dataclass(frozen=True)
class Moment:
    """When, and what, is killed."""

    step: str
    share: float
    group: bool
    node: bool


def main() -> None:
    """Prepare, kill at each of the moments, print a row for each and how many are the same."""
    parser = argparse.ArgumentParser(description="Builds that are killed at random moments, and finished.")
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=1050)
    arguments = parser.parse_args()
    at_server = own_node() if arguments.engine == "elasticsearch" else nullcontext()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder, at_server as node:
        cases = prepared(Path(folder), node.url if node else "", arguments.records, arguments.seed)
        same = told(cases, node, arguments.moments, random.Random(arguments.seed))
    print(f"\n{same} of {arguments.moments} the same")
    sys.exit(0 if same == arguments.moments else 1)


def told(cases: list[Case], node: Node | None, moments: int, chance: random.Random) -> int:
    """Kill at so many moments, a row for each; gives how many led to the same."""
    print(f"{'':>3}  {'case':<8} {'killed while':<12} {'after':>7}  {'what':<13} {'finished in':>11}")
    same = 0
    for number in range(moments):
        case = cases[number % len(cases)]
        moment = Moment(
            chance.choice(list(STEPS)), chance.random(), number // 2 % 2 == 0, bool(node and number // 4 % 2)
        )
        after, seconds, faults = tried(case, moment, node)
        what = ("group" if moment.group else "parent") + (" and node" if moment.node else "")
        row = f"{number + 1:>3}  {case.name:<8} {moment.step:<12} {after:>6.2f}s  {what:<13} {seconds:>10.1f}s  "
        print(row + (f"DIFFERENT: {'; '.join(faults)}" if faults else "same"), flush=True)
        same += not faults
    return same


def tried(case: Case, moment: Moment, node: Node | None) -> tuple[float, float, list[str]]:
    """Kill a build and finish it: seconds after the beginning of the step, seconds of the second build, faults."""
    case.begin()
    after = moment.share * case.seconds[moment.step]
    builder = case.site.start("build", "--progress", "lines")
    case.site.wait_for(builder, moment.step)
    with suppress(subprocess.TimeoutExpired):
        builder.wait(after)
    kill(builder, group=moment.group)
    faults = [] if case.site.are_processes_gone() else [f"processes still run: {case.site.processes()}"]
    if moment.node and node:
        node.kill()
        node.start()
    started = time.perf_counter()
    if case.site.run():
        faults.append(f"the second build failed: {_shortly(case.site.said)}")
    seconds = time.perf_counter() - started
    return after, seconds, faults + faults_of(case)


def faults_of(case: Case) -> list[str]:
    """What is otherwise than after an undisturbed build."""
    faults = [f"left behind: {name}" for name in case.site.leftovers()]
    found = application.verify_corpora(case.site.settings, QuietProgress(), whole=True, mending=False)
    faults += [f"verify: {difference}" for difference in found.differences[:3]]
    settle(case.site)
    return faults + differences(contents_of(case.site.settings, list(case.expected.answers)), case.expected)


def _shortly(said: str) -> str:
    return " / ".join(said.splitlines()[-5:])[-600:]


def prepared(folder: Path, url: str, records: int, seed: int) -> list[Case]:
    """Both cases, each built once undisturbed."""
    site = Site(folder / "site", url)
    vocabularies = Vocabularies.open(site.settings.vocabularies)
    some = ((facts, texts[:PASSAGES]) for facts, texts in Collection(records * 10, vocabularies))
    generate(site.settings, some)
    for record in READ_BEFORE:
        shutil.copytree(BUNDLED / record, folder / "site" / "laws" / record)
    shutil.copytree(site.folder / "laws", folder / "first" / "laws")
    shutil.copytree(site.folder / "var", folder / "first" / "var")
    application.build(site.settings, QuietProgress())
    shutil.copytree(site.folder, folder / "indexed")
    revise(site, records)
    shutil.copytree(site.folder / "laws", folder / "changed")
    for record in READ_AFTER:
        shutil.copytree(BUNDLED / record, folder / "first" / "laws" / record)
    cases = [("first", folder / "first", None), ("changes", folder / "indexed", folder / "changed")]
    return [undisturbed(name, site, before, changed, seed) for name, before, changed in cases]


def revise(site: Site, records: int) -> None:
    """Change the collection: records are added, revised, withdrawn, changed by hand and deleted."""
    for record in READ_AFTER:
        shutil.copytree(BUNDLED / record, site.folder / "laws" / record)
    law = site.folder / "laws" / READ_BEFORE[0]
    revised = site.folder / "record.yaml"
    text = (law / "record.yaml").read_text(encoding="utf-8")
    revised.write_text(text.replace("en: Organic Law", "en: Revised Organic Law"), encoding="utf-8")
    application.revise_record(site.settings, revised, law, application.revised_today())
    for number in range(1, records, 50):
        application.withdraw_record(site.settings, f"r{number:07}", {"en": "Tried."}, "2026-01-01", None)
    for number in range(2, records, 50):
        shutil.rmtree(site.folder / "laws" / "legislation" / f"r{number:07}")
    change(site.folder / "laws", records)


def begin(site: Site, before: Path, changed: Path | None) -> None:
    """Make the site what it is before a build."""
    copy_site(before, site)
    if site.url:
        forget(site)
    if changed:
        if site.url:
            application.build(site.settings, QuietProgress())
        shutil.rmtree(site.folder / "laws")
        shutil.copytree(changed, site.folder / "laws")


def undisturbed(name: str, site: Site, before: Path, changed: Path | None, seed: int) -> Case:
    """A case, built once."""
    begin(site, before, changed)
    builder = site.start("build", "--progress", "lines")
    times = [time.perf_counter() for step in STEPS if site.wait_for(builder, step)]
    if builder.wait() or len(times) < len(STEPS):
        sys.exit(f"an undisturbed build failed: {site.said}")
    times.append(time.perf_counter())
    seconds = {step: times[at + 1] - times[at] for at, step in enumerate(STEPS)}
    settle(site)
    questions = contents_of(site.settings).questions(QUESTIONS, seed)
    expected = contents_of(site.settings, questions)
    told = ", ".join(f"{step} {of:.1f} s" for step, of in seconds.items())
    print(f"{name}: {expected.counts[0]:,} records, {expected.counts[1]:,} passages; {told}", flush=True)
    return Case(name, site, before, changed, seconds, expected)


def settle(site: Site) -> None:
    """Let Elasticsearch forget what was deleted: it counts in the scores until then."""
    if not site.url:
        return
    end = time.monotonic() + PATIENCE_SECONDS
    with connected(site) as client:
        while time.monotonic() < end:
            client.indices.flush(index=f"{site.prefix}-*")
            client.indices.forcemerge(index=f"{site.prefix}-*", max_num_segments=1)
            client.indices.refresh(index=f"{site.prefix}-0*")
            if not client.indices.stats(index=f"{site.prefix}-0*", metric="docs")["_all"]["total"]["docs"]["deleted"]:
                return
            time.sleep(2)


def forget(site: Site) -> None:
    """Remove the indexes of the site."""
    with connected(site) as client:
        found = client.indices.get_alias(index=f"{site.prefix}-*")
        client.indices.delete(index=list(found) or ["none"], ignore_unavailable=True)


@contextmanager
def connected(site: Site) -> Iterator[Elasticsearch]:
    """A client."""
    with Elasticsearch(site.url, request_timeout=120) as client:
        yield client


if __name__ == "__main__":
    main()
