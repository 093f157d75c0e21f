"""How long a record takes from the last click of those who publish it until a reader finds it.

    python benchmarks/publishing.py [--records 10000] [--published 10] [--engine embedded|elasticsearch]

``portal serve`` with its worker, over a generated collection that was built. In its database are accepted submissions
with a text that was read. A publisher signs in and publishes one after another through the pages; from the moment the
button is pressed the search of the running portal is asked for a word that only this record has, until it is found.
The exit code is 1 if one is not found.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from bare import BareElastic
from build import built, generate, structure_of
from collection import PASSAGES_A_RECORD, Collection
from desk import Account, accounts
from readers import UNLIMITED, Seen, told
from search import Times
from serving import Served, served
from signed_in import Browser

from indexer.application import open_library
from indexer.model import Page, Pages
from indexer.pdf import READER
from indexer.readings import Readings
from indexer.search import PassageText
from indexer.settings import Settings, read_settings
from indexer.vocabularies import Vocabularies
from portal import create_app
from portal.access import Role
from portal.accounts.models import User
from portal.accounts.people import rows_of
from portal.database import bring_up_to_date, db, now, transaction
from portal.submissions.keeping import keep_file
from portal.submissions.models import Submission, SubmittedFile
from portal.submissions.states import State

PATIENCE = 60.0
"""Seconds after which a record that is not found is given up."""
PAUSE = 0.05
FORM = re.compile(r'<input type="hidden" name="(version|id|csrf_token)" value="([^"]*)"')


def main() -> None:
    """Generate, build, serve, publish, print the line."""
    parser = argparse.ArgumentParser(description="From the last click to the search.")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--published", type=int, default=10)
    parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        state = Path(folder, "state")
        settings = replace(
            read_settings(),
            data=Path(folder, "var"),
            state=state,
            corpora=(Path(folder, "collection"), state / "records"),
            engine=arguments.engine,
            elasticsearch_prefix="palermo-benchmark",
            secret_key=secrets.token_hex(32),
        )
        settings.published.mkdir(parents=True)
        sys.exit(measure(settings, arguments.records, arguments.published))


def measure(settings: Settings, records: int, published: int) -> int:
    """All of it over these settings; gives how much went wrong."""
    vocabularies = Vocabularies.open(settings.vocabularies)
    generate(settings, Collection(records * PASSAGES_A_RECORD, vocabularies))
    report, _ = built(settings, vocabularies)
    bring_up_to_date(settings)
    words = [f"zq{secrets.token_hex(6)}" for _ in range(published)]
    publisher, numbers = prepared(settings, words)
    seen = defaultdict[str, Seen](Seen)
    variables = {
        **UNLIMITED,
        "PALERMO_STATE": str(settings.state),
        "PALERMO_SECRET_KEY": settings.secret_key,
        "PALERMO_ELASTICSEARCH_PREFIX": settings.elasticsearch_prefix,
    }
    with served(settings, **variables) as portal:
        browser = Browser(portal.port, 0, seen)
        browser.sign_in(publisher)
        taken = [seconds(portal, browser, number, word) for number, word in zip(numbers, words, strict=True)]
    if settings.chosen_engine == "elasticsearch":
        BareElastic(settings).remove()
    times = Times([each for each in taken if each < PATIENCE])
    print(f"{settings.chosen_engine}: {report.records:,} records; {len(times.milliseconds)} of {published} found")
    print(f"from the click to the search: p50 {times.at(0.5):.2f}, longest {max(taken):.2f}, first {taken[0]:.2f} s")
    return sum(told(each) for each in seen.values()) + published - len(times.milliseconds)


def prepared(settings: Settings, words: Sequence[str]) -> tuple[Account, list[int]]:
    """A publisher, and an accepted submission of somebody else for each word; gives their numbers."""
    library = open_library(settings)
    app = create_app(settings, library)
    author, publisher = accounts(app, 2)
    with app.app_context():
        with transaction() as session:
            session.get_one(User, publisher.number).roles = list(rows_of(session, [Role.PUBLISHER]))
            rows = [accepted(settings, author, word) for word in words]
            session.add_all(rows)
        numbers = [row.id for row in rows]
        db.engine.dispose()
    library.close()
    return publisher, numbers


def accepted(settings: Settings, author: Account, word: str) -> Submission:
    """A law with one text that was read, and that has a word of its own."""
    source = settings.state / "arriving.pdf"
    source.write_bytes(f"%PDF-1.7 the file of {word}".encode())
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    kept, readings = keep_file(settings, source), Readings(settings.state / "readings")
    pages = Pages(sha256, READER, (Page(1, 595.0, 842.0, "text"),))
    text = PassageText("en", "en", "art_1", "Article 1", "", 1, f"What {word} says is so, and shall be punished.")
    structure = structure_of(sha256, "en", [text])
    readings.keep_pages(pages)
    readings.keep_structure(structure, READER)
    readings.keep_outcome(pages, structure)
    record = {
        "kind": "legislation",
        "title": {"en": f"An act on {word}"},
        "original_language": "en",
        "country": ["EG"],
        "type_of_act": "law",
        "in_force": {"value": "unknown"},
        "number": word,
        "adopted": "2020-02-03",
    }
    moment = now()
    file = SubmittedFile(
        name="act.pdf",
        media_type="application/pdf",
        bytes=kept.bytes,
        sha256=sha256,
        file_id="en",
        languages=["en"],
        status="official",
        state="read",
        created_at=moment,
    )
    return Submission(
        author_id=author.number,
        state=State.ACCEPTED,
        record=record,
        files=[file],
        created_at=moment,
        changed_at=moment,
        submitted_at=moment,
    )


def seconds(portal: Served, browser: Browser, number: int, word: str) -> float:
    """Publish a submission, and ask for its word until it is found; PATIENCE if it is not."""
    path = f"/en/desk/submissions/{number}/publish"
    pairs = FORM.findall(browser.open("page", path))
    started = time.perf_counter()
    browser.send("publish", path, [*pairs, ("change", "")])
    while (taken := time.perf_counter() - started) < PATIENCE:
        if is_found(portal, word):
            return taken
        time.sleep(PAUSE)
    return PATIENCE


def is_found(portal: Served, word: str) -> bool:
    """Whether the search of the interface for programs gives a record with this word."""
    try:
        with urlopen(f"{portal.address}/api/v1/search?q={word}", timeout=PATIENCE) as answer:
            return f"An act on {word}" in answer.read().decode()
    except HTTPError:
        return False


if __name__ == "__main__":
    main()
