"""Does one deed in a collection again and again, each time killed one line later; prints the folders it did it in.

    python killed_writer.py add|revise|replace-file|withdraw|restore FOLDER

A child is forked for each moment; it counts the lines it runs of the modules that write, and kills itself with
SIGKILL before the one whose turn it is. ``FOLDER/old`` and ``FOLDER/new`` hold the record before and after.
"""

import hashlib
import os
import shutil
import signal
import sys
from pathlib import Path

from indexer import storing
from indexer.corpus import PartialDate, collection, locking, places, read_record_text, revisions
from indexer.corpus.folders import RECORD
from indexer.corpus.parts import Revised, Withdrawal
from indexer.vocabularies import Vocabularies

PROJECT = Path(__file__).resolve().parents[3]
WRITING = {module.__file__ for module in (storing, collection, locking, places, revisions)}
REVISED = Revised(on=PartialDate(2026, 11, 21), by="editor")
PDF, BETTER = b"%PDF-1.7 an act", b"%PDF-1.7 a better scan of it"


def act(content, title):
    sha256 = hashlib.sha256(content).hexdigest()
    text = f"""
id: no-2020-1
kind: legislation
title: {{en: {title}}}
original_language: en
country: [NO]
files:
  - {{id: en, name: act-{sha256[:8]}.pdf, languages: [en], status: official, sha256: {sha256}}}
type_of_act: law
adopted: 2020
in_force: {{value: unknown}}
"""
    return read_record_text(text.encode(), RECORD).record


def prepare(writer, deed, folder):
    """What is there before the deed."""
    if deed != "add":
        writer.add(act(PDF, "Old"), {"en": folder / "act.pdf"})
    if deed == "restore":
        writer.revise(act(PDF, "Between"), revised=REVISED)


def do(writer, deed, folder):
    match deed:
        case "add":
            writer.add(act(PDF, "New"), {"en": folder / "act.pdf"})
        case "revise":
            writer.revise(act(PDF, "New"), revised=REVISED)
        case "replace-file":
            writer.revise(act(BETTER, "New"), {"en": folder / "better.pdf"}, revised=REVISED)
        case "withdraw":
            writer.withdraw("no-2020-1", Withdrawal(on=REVISED.on, reason={"en": "Asked for."}))
        case "restore":
            writer.restore("no-2020-1", 1, revised=REVISED)


def kill_before(line):
    """Arrange that this process is killed before the ``line``-th line that it runs of the modules that write."""
    left = line

    def trace(frame, event, _argument):
        nonlocal left
        if frame.f_code.co_filename not in WRITING:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def killed_at(line, writer, deed, folder):
    """Do the deed in a child; whether it was killed."""
    child = os.fork()
    if child == 0:
        kill_before(line)
        do(writer, deed, folder)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status not in (0, signal.SIGKILL):
        sys.exit(f"the child ended with {status} at line {line}")
    return status == signal.SIGKILL


def record_of(folder):
    path = folder / "legislation" / "no-2020-1" / RECORD
    return path.read_bytes() if path.exists() else b""


def main(deed, folder):
    vocabularies = Vocabularies.open(PROJECT / "corpora" / "vocabularies")
    (folder / "act.pdf").write_bytes(PDF)
    (folder / "better.pdf").write_bytes(BETTER)
    start = collection.Collection(folder / "start" / "collection", vocabularies)
    prepare(start, deed, folder)
    start.folder.mkdir(parents=True, exist_ok=True)
    (folder / "old").write_bytes(record_of(start.folder))
    line, killed = 0, True
    while killed:
        line += 1
        place = folder / str(line)
        shutil.copytree(folder / "start", place)
        killed = killed_at(line, collection.Collection(place / "collection", vocabularies), deed, folder)
        print(line)  # noqa: T201 - the test reads which moments there were
    (folder / "new").write_bytes(record_of(place / "collection"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
