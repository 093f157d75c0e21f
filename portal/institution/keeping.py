"""What readers sent, in a SQLite file that is derived from nothing and has to be backed up.

It is brought to the disk before a reader is thanked. No row says who sent it but in the words of the sender.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from indexer.errors import PalermoError

FILE = "sent.sqlite"
PATIENCE = 20
"""Seconds that a writer waits for another one."""

CLAIM = timedelta(minutes=10)
"""So long a report belongs to the process that mails it; after that the process was killed, and another may."""

_TABLES = """
CREATE TABLE IF NOT EXISTS reports (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  sent TEXT NOT NULL, language TEXT NOT NULL, subject TEXT NOT NULL,
  record TEXT NOT NULL, file TEXT NOT NULL, provision TEXT NOT NULL,
  text TEXT NOT NULL, mail TEXT NOT NULL,
  claimed TEXT NOT NULL DEFAULT '', mailed TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS answers (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  day TEXT NOT NULL, language TEXT NOT NULL,
  role TEXT NOT NULL, found TEXT NOT NULL, ease TEXT NOT NULL, text TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of an error: what it is about, what the reader wrote, where they can be answered (empty if nowhere)."""

    language: str
    subject: str
    record: str
    file: str
    provision: str
    text: str
    mail: str


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report with its number, when it came and when it was mailed (ISO 8601, empty if it was not)."""

    number: int
    sent: str
    mailed: str
    report: Report

    @property
    def reference(self) -> str:
        """What reader and institution call it: ``2026-00012``."""
        return f"{self.sent[:4]}-{self.number:05}"


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """An answer to the survey; ``day`` is all that is known of when."""

    day: str
    language: str
    role: str
    found: str
    ease: str
    text: str


class Kept:
    """Reports and answers below a folder; used by many processes."""

    def __init__(self, folder: Path) -> None:
        """Nothing is made before something is kept."""
        self.file = folder / FILE

    def keep_report(self, report: Report) -> KeptReport:
        """Keep a report; it is on the disk when this returns. Raises PalermoError if it cannot be."""
        sent = _now()
        values = (sent, report.language, report.subject, report.record, report.file, report.provision)
        with self._connected() as connection:
            number = connection.execute(
                "INSERT INTO reports (sent, language, subject, record, file, provision, text, mail)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, report.text, report.mail),
            ).lastrowid
        return KeptReport(number or 0, sent, "", report)

    def keep_answer(self, answer: SurveyAnswer) -> None:
        """Keep an answer to the survey. Raises PalermoError if it cannot be."""
        with self._connected() as connection:
            connection.execute(
                "INSERT INTO answers (day, language, role, found, ease, text) VALUES (?, ?, ?, ?, ?, ?)",
                (answer.day, answer.language, answer.role, answer.found, answer.ease, answer.text),
            )

    def reports(self) -> tuple[KeptReport, ...]:
        """All reports, the oldest first."""
        return tuple(map(_report, self._all("SELECT * FROM reports ORDER BY number")))

    def answers(self) -> tuple[SurveyAnswer, ...]:
        """All answers to the survey, the oldest first."""
        rows = self._all("SELECT day, language, role, found, ease, text FROM answers ORDER BY number")
        return tuple(SurveyAnswer(**row) for row in rows)

    def remove(self, reference: str) -> bool:
        """Remove a report for good, as its sender may ask; whether there was one."""
        number = next((kept.number for kept in self.reports() if kept.reference == reference), None)
        if number is None:
            return False
        with self._connected() as connection:
            connection.execute("DELETE FROM reports WHERE number = ?", (number,))
        return True

    def claim_unmailed(self) -> KeptReport | None:
        """The oldest report that nobody mailed or is mailing; it is the caller's for a while."""
        if not self.file.exists():
            return None
        before = (datetime.now(UTC) - CLAIM).isoformat(timespec="seconds")
        with self._connected() as connection:
            rows = connection.execute(
                "UPDATE reports SET claimed = ? WHERE number ="
                " (SELECT min(number) FROM reports WHERE mailed = '' AND claimed < ?) RETURNING *",
                (_now(), before),
            ).fetchall()
        return _report(dict(rows[0])) if rows else None

    def mailed(self, number: int) -> None:
        """Note that a report was mailed."""
        with self._connected() as connection:
            connection.execute("UPDATE reports SET mailed = ? WHERE number = ?", (_now(), number))

    def release(self, number: int) -> None:
        """Give back a report that could not be mailed."""
        with self._connected() as connection:
            connection.execute("UPDATE reports SET claimed = '' WHERE number = ?", (number,))

    def _all(self, question: str) -> list[Mapping[str, str]]:
        if not self.file.exists():
            return []
        with self._connected() as connection:
            return [dict(row) for row in connection.execute(question)]

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are on the disk at the end. The folder is for its owner alone."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(self.file, timeout=PATIENCE)
            try:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous = EXTRA")  # the folder's entry of the journal too
                connection.executescript(_TABLES)
                with connection:
                    yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise PalermoError(f"{self.file}: what readers send cannot be kept: {error}") from error


def _report(row: Mapping[str, str]) -> KeptReport:
    names = ("language", "subject", "record", "file", "provision", "text", "mail")
    return KeptReport(int(row["number"]), row["sent"], row["mailed"], Report(**{name: row[name] for name in names}))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
