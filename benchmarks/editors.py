"""Editors at work while readers read: what goes wrong, what is lost, how long both wait.

    python benchmarks/editors.py [--minutes 5] [--editors 20] [--readers 200] [--workers 2] [--passages N]

``portal serve`` with its worker, over a generated collection and an empty database in which editors and submissions
were made. Editors sign in with password and authenticator; then they open the queue and submissions, write into a field
and save it (where somebody was quicker they open it again and write again), comment, attach files, and rest some
seconds between. Readers do as in ``readers.py``. At the end everything that the portal acknowledged is looked for in
the database and in the trail. The exit code is 1 if there was an error or something was lost.
"""

from __future__ import annotations

import argparse
import http.client
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from collection import Collection
from desk import Account, Acknowledged, Save, accounts, losses, submissions
from pages import index
from readers import PAUSE, QUESTIONS, UNLIMITED, Seen, in_threads, page, told
from search import Times
from serving import Served, served
from signed_in import TOKEN, Browser, Form

from indexer.application import Library
from indexer.settings import Settings, read_settings
from indexer.vocabularies import Vocabularies
from portal import create_app
from portal.database import bring_up_to_date, db

SUBMISSIONS_AN_EDITOR = 2
"""Few, so that editors meet in one."""
WRITTEN = ("number", "gazette", "title.en", "summary.en")
"""The inputs that editors write into."""
TRIES = 5
"""How often somebody writes the same again when others were quicker."""
DEEDS = {"queue": 6, "submission": 5, "save": 6, "comment": 2, "attach": 1}
"""What an editor does next, by its weight."""


@dataclass
class Editor:
    """One editor: a browser, what is at hand, and what the portal acknowledged."""

    browser: Browser
    account: Account
    numbers: Sequence[int]
    chance: random.Random
    acknowledged: Acknowledged

    def act(self) -> None:
        """Do something that editors do."""
        number = self.chance.choice(self.numbers)
        (deed,) = self.chance.choices(tuple(DEEDS), tuple(DEEDS.values()))
        if deed == "queue":
            self.browser.open(deed, "/en/desk/queue")
        elif deed == "submission":
            self.browser.open(deed, f"/en/desk/submissions/{number}")
        else:
            {"save": self.save, "comment": self.comment, "attach": self.attach}[deed](number)

    def save(self, number: int) -> None:
        """Write into a field of a submission, again if somebody was quicker."""
        path, name, token = f"/en/desk/submissions/{number}/edit", self.chance.choice(WRITTEN), secrets.token_hex(8)
        for _ in range(TRIES):
            opened = self.browser.open("form", path)
            if not opened:
                return
            form = Form(opened, "edit")
            time.sleep(self.chance.expovariate(4 / PAUSE))
            pairs = [*form.with_value(name, token), ("do", "save")]
            status, _ = self.browser.send("save", path, pairs, also=(http.client.CONFLICT,))
            if status != http.client.CONFLICT:
                break
            self.browser.seen["conflict"].milliseconds.append(0)
        if status in (302, 303):
            version = int(dict(form.pairs)["version"])
            self.acknowledged.saves.append(Save(self.account.number, number, version, name, token))

    def comment(self, number: int) -> None:
        """Write a comment."""
        path, text = f"/en/desk/submissions/{number}", secrets.token_hex(8)
        pairs = [self._token(path), ("text", text)]
        if self.browser.send("comment", f"{path}/comments", pairs)[0] in (302, 303):
            self.acknowledged.comments.append(text)

    def attach(self, number: int) -> None:
        """Attach a small text."""
        path, name = f"/en/desk/submissions/{number}", f"{secrets.token_hex(8)}.txt"
        pairs = [self._token(path), ("purpose", "text")]
        content = f"Article 1. What {name} says is so.\n".encode()
        if self.browser.attach("attach", f"{path}/files", pairs, name, content)[0] in (302, 303):
            self.acknowledged.files.append(name)

    def _token(self, path: str) -> tuple[str, str]:
        found = TOKEN.search(self.browser.open("submission", path))
        return "csrf_token", found[1] if found else ""


def main() -> None:
    """Prepare, serve, let all work, look at what became of it."""
    parser = argparse.ArgumentParser(description="Editors at work while readers read.")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--passages", type=int, default=20_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        settings = replace(
            read_settings(),
            data=Path(folder, "var"),
            state=Path(folder, "state"),
            corpora=(Path(folder, "laws"),),
            engine="embedded",
            secret_key=secrets.token_hex(32),
        )
        settings.corpora[0].mkdir()
        sys.exit(1 if measure(settings, arguments) else 0)


def measure(settings: Settings, arguments: argparse.Namespace) -> int:
    """All of it over these settings; gives how much went wrong."""
    collection = Collection(arguments.passages, Vocabularies.open(settings.vocabularies))
    library = Library(settings)
    index(library, collection)
    bring_up_to_date(settings)
    settings.published.mkdir(parents=True)
    app = create_app(settings, library)
    people = accounts(app, arguments.editors)
    numbers = submissions(app, people[0], SUBMISSIONS_AN_EDITOR * arguments.editors)
    library.close()
    with app.app_context():
        db.engine.dispose()
    paths = [f"/en/search?q={quote(question.text)}" for question in collection.questions(QUESTIONS)]
    acknowledged, seen = Acknowledged(), defaultdict[str, Seen](Seen)
    secret = {"PALERMO_STATE": str(settings.state), "PALERMO_SECRET_KEY": settings.secret_key}
    with served(settings, arguments.workers, **UNLIMITED, **secret) as portal:
        until = time.monotonic() + 60 * arguments.minutes
        editing = [
            Editor(Browser(portal.port, one, seen), account, numbers, random.Random(one), acknowledged)
            for one, account in enumerate(people)
        ]
        at_once(paths, seen["readers"], editing, arguments.readers, until)
        table(seen, portal)
    lost = losses(app, acknowledged)
    print(
        f"{len(acknowledged.saves)} saves, {len(acknowledged.comments)} comments and {len(acknowledged.files)} files "
        f"acknowledged, {len(seen['conflict'].milliseconds)} conflicts; lost: {len(lost)}"
    )
    for sentence in lost[:5]:
        print(f"    {sentence}")
    return len(lost) + sum(told(each) for each in seen.values())


def at_once(paths: Sequence[str], seen: Seen, editing: Sequence[Editor], readers: int, until: float) -> None:
    """Editors and readers beside each other until then."""
    port = editing[0].browser.port

    def read(number: int) -> None:
        chance = random.Random(-number)
        time.sleep(chance.uniform(0, min(PAUSE, max(until - time.monotonic(), 0))))
        while time.monotonic() < until:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            seen.get(connection, page(paths, chance))
            connection.close()
            time.sleep(chance.expovariate(1 / PAUSE))

    def edit(number: int) -> None:
        editor = editing[number]
        editor.browser.sign_in(editor.account)
        while time.monotonic() < until:
            editor.act()
            time.sleep(editor.chance.expovariate(1 / PAUSE))

    reading = threading.Thread(target=in_threads, args=(readers, read))
    reading.start()
    in_threads(len(editing), edit)
    reading.join()


def table(seen: dict[str, Seen], portal: Served) -> None:
    """Print what each deed took, and the memory of the processes."""
    print(f"{'':<12}{'answers':>8}{'errors':>8}{'p50 ms':>8}{'p95 ms':>8}")
    for what in ("readers", "sign in", "queue", "submission", "form", "save", "comment", "attach"):
        times, errors = Times(seen[what].milliseconds), len(seen[what].errors)
        if times.milliseconds:
            print(f"{what:<12}{len(times.milliseconds):>8}{errors:>8}{times.at(0.5):>8.0f}{times.at(0.95):>8.0f}")
    print("private MB of each process: " + ", ".join(f"{size:.0f}" for size in portal.private_memory()), flush=True)


if __name__ == "__main__":
    main()
