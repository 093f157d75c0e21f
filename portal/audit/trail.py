"""Entries appended in the transaction of the change they tell of, and the chain looked through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import AuditEntry
from portal.database.engine import now, take_turn

FIRST = "0" * 64
"""What the first entry has for the hash of the one before."""


def append(session: Session, actor: int | None, action: str, subject: str, **details: Any) -> AuditEntry:
    """Note a change in the transaction that makes it; ``actor`` is the number of a person, None the portal itself.

    Details are plain JSON data: ids, states, numbers, names of fields; no text that has to be forgotten on request.
    """
    if session.get_bind().dialect.name == "postgresql":
        take_turn(session)  # those who sign in come here in transactions of their own
    session.flush()
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).first()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=now(),
        actor_id=actor,
        action=action,
        subject=subject,
        details=details,
        previous=last.hash if last else FIRST,
    )
    entry.hash = hash_of(entry)
    session.add(entry)
    session.flush()
    return entry


def hash_of(entry: AuditEntry) -> str:
    """The SHA-256 of what an entry says, as canonical JSON, in hexadecimal digits."""
    said: Mapping[str, Any] = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": entry.actor_id,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
        "previous": entry.previous,
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def broken_at(session: Session) -> int | None:
    """The number of the first entry that is not as it was written, or missing; None if the chain is whole."""
    previous = FIRST
    question = select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=1000)
    with closing(session.scalars(question)) as entries:
        for number, entry in enumerate(entries, 1):
            if entry.number != number or entry.previous != previous or entry.hash != hash_of(entry):
                return number
            previous = entry.hash
    return None
