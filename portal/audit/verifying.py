"""The trail looked through, and held against what was known of it: a chain that was cut off at its end is whole.

What is known is an anchor, the number of an entry and its hash. The last one that was seen is kept beside the database;
one that was written down elsewhere is worth more, since whoever can change the database can change the file beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer.errors import PalermoError
from indexer.storing import write_whole
from portal.audit.models import AuditEntry
from portal.audit.trail import FIRST, broken_at

FILE = "trail.anchor"

_ANCHOR = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """The number of an entry and its hash, written ``12:5f3a...``; number 0 stands before the first entry."""

    number: int = 0
    hash: str = FIRST

    def __str__(self) -> str:
        """As people write it down and :func:`parse` reads it."""
        return f"{self.number}:{self.hash}"


def parse(text: str) -> Anchor:
    """An anchor from its text; ValueError if it is none."""
    found = _ANCHOR.fullmatch(text.strip())
    if not found:
        raise ValueError("an anchor is a number, a colon and 64 hexadecimal digits, as `portal audit verify` prints it")
    return Anchor(int(found[1]), found[2])


def verify(session: Session, expected: Iterable[Anchor] = ()) -> Anchor:
    """Look through the whole trail and give its last entry.

    Raises PalermoError that names the first entry that was changed or is missing, or the anchor that it does not meet.
    """
    broken = broken_at(session)
    if broken is not None:
        raise PalermoError(f"the trail is broken at entry {broken}: it was changed, or one before it is missing")
    for anchor in expected:
        if anchor.number and _hash(session, anchor.number) != anchor.hash:
            raise PalermoError(
                f"the trail does not meet {anchor}: entries were taken off its end or it was written anew, or this is "
                "an older copy of the database"
            )
    return last(session)


def last(session: Session) -> Anchor:
    """The last entry of the trail as an anchor."""
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).first()
    return Anchor(entry.number, entry.hash) if entry else Anchor()


def known(state: Path) -> Anchor:
    """The anchor kept in the folder of the state; none yet is the one before the first entry."""
    file = state / FILE
    try:
        return parse(file.read_text(encoding="ascii")) if file.exists() else Anchor()
    except ValueError as error:
        raise PalermoError(f"{file}: {error}") from error


def keep(state: Path, anchor: Anchor) -> None:
    """Keep an anchor, unless a later one is kept already."""
    if anchor > known(state):
        write_whole(state / FILE, f"{anchor}\n".encode())


def _hash(session: Session, number: int) -> str | None:
    return session.scalar(select(AuditEntry.hash).where(AuditEntry.number == number))
