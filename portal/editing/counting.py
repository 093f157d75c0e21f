"""How often the machine's proposals were right, by field and language, as people decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import render_template
from sqlalchemy import select

from indexer.application import PROPOSED_FIELDS, PROPOSED_LISTS
from portal.access import Action, needs
from portal.database import db
from portal.editing.deciding import ACCEPTED, CHANGED, OPEN, REJECTED
from portal.editing.fields import OF_FILE, OF_KINDS, fields_of
from portal.submissions.models import Proposal, SubmittedFile


@dataclass(frozen=True, slots=True)
class Share:
    """What was decided of the proposals for a field in the files of one language."""

    field: str
    language: str
    accepted: int
    changed: int
    rejected: int

    @property
    def share(self) -> float:
        """The share that was accepted, from 0 to 1."""
        return self.accepted / (self.accepted + self.changed + self.rejected)


@needs(Action.REVIEW)
def proposals() -> str:
    """The page."""
    labels = {field.name: field.label for kind in OF_KINDS for field in fields_of(kind)}
    labels |= {field.name: field.label for field in OF_FILE if field.name not in labels}
    return render_template("work/editing/proposals.html", shares=list(shares()), labels=labels)


def shares() -> Iterator[Share]:
    """What was decided, by field in the order of proposals and by language.

    Of a field that takes one value only the surest proposal of each file counts: the others are candidates beside it.
    """
    question = select(
        Proposal.file_id,
        Proposal.field,
        Proposal.value,
        Proposal.confidence,
        Proposal.decision,
        SubmittedFile.languages,
    ).join(SubmittedFile, Proposal.file_id == SubmittedFile.id)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in _counting(db.session.execute(question).all()):
        language = next(iter(row.value), "") if isinstance(row.value, dict) else next(iter(row.languages), "")
        counts[row.field, language][row.decision] += 1
    order = {field: place for place, field in enumerate(PROPOSED_FIELDS)}
    for field, language in sorted(counts, key=lambda key: (order.get(key[0], len(order)), key)):
        count = counts[field, language]
        yield Share(field, language, count[ACCEPTED], count[CHANGED], count[REJECTED])


def _counting(rows: Iterable[Any]) -> Iterator[Any]:
    """The decided rows that count."""
    best: dict[tuple[int, str, str], Any] = {}
    for row in rows:
        language = next(iter(row.value), "") if isinstance(row.value, dict) else ""
        key = (row.file_id, row.field, language)
        if row.field in PROPOSED_LISTS:
            if row.decision != OPEN:
                yield row
        elif key not in best or row.confidence > best[key].confidence:
            best[key] = row
    yield from (row for row in best.values() if row.decision != OPEN)
