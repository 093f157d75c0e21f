"""What a record has to do with others: the participants of a treaty, the relations to other records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response
from werkzeug.exceptions import NotFound

from indexer.corpus import Participant, Record, Treaty
from indexer.corpus.parts import Participants
from indexer.errors import ParameterError
from portal.downloads import csv_lines, to_save
from portal.i18n import lazy_gettext as _
from portal.i18n import page_language
from portal.labels import label, party, sort_label
from portal.opening import current_library

COLUMNS = (
    "record", "demonstration", "status_as_of", "party", "name", "signature", "action", "action_name", "date",
)  # fmt: skip
"""The columns of the downloaded list of participants."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another record: its id and title; the title is empty if it is not to be seen here."""

    id: str
    title: str
    language: str
    withdrawn: bool


def relations_of(record: Record) -> Mapping[str, tuple[Related, ...]]:
    """The records that a record names or that name it, by the label of the relation."""
    found: dict[str, tuple[Related, ...]] = {}
    for related in current_library().catalogue.relations(record.id):
        relation = label("relation", related.type)
        other = Related(related.id, *related.title_in(page_language()), related.state == "withdrawn")
        found[relation] = (*found.get(relation, ()), other)
    return found


def _sort_name(participant: Participant) -> str:
    return sort_label("participant", participant.party)


ORDERS: Mapping[str, tuple[str, Callable[[Participant], Any]]] = {
    "name": (_("Participant"), _sort_name),
    "signature": (_("Signature"), lambda one: one.signature.sort_key if one.signature else "9"),
    "action": (_("Act"), lambda one: label("action", one.action) if one.action else "\U0010ffff"),
    "date": (_("Date of the act"), lambda one: one.date.sort_key if one.date else "9"),
}
"""The columns that participants can be put in order by: their headings, and what is compared; the missing last."""


def participants_of(record: Record, order: str = "name") -> Participants | None:
    """The participants of a treaty in an order of ``ORDERS``; None for other records and where there is no list.

    Raises ParameterError for an order that is not known.
    """
    if order not in ORDERS:
        raise ParameterError("participants", order, f"one of {', '.join(ORDERS)}")
    if not isinstance(record, Treaty) or record.participants is None:
        return None
    listed = sorted(record.participants.listed, key=_sort_name)
    if order != "name":
        listed.sort(key=ORDERS[order][1])
    return record.participants.model_copy(update={"listed": tuple(listed)})


def participants_csv(record_id: str) -> Response:
    """The participants of a treaty as CSV, names in the language of the address; see ``docs/downloads.md``."""
    record = current_library().corpus.record(record_id)
    participants = participants_of(record)
    if participants is None:
        raise NotFound
    of_all = {
        "record": record.id,
        "demonstration": record.demonstration,
        "status_as_of": participants.status_as_of,
    }
    rows = ({**of_all, **_row_of(participant)} for participant in participants.listed)
    response = make_response("".join(csv_lines(COLUMNS, rows)))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    return to_save(response, f"{record.id}-participants.csv")


def _row_of(participant: Participant) -> dict[str, Any]:
    return {
        "party": participant.party,
        "name": party(participant.party),
        "signature": participant.signature,
        "action": participant.action,
        "action_name": label("action", participant.action) if participant.action else None,
        "date": participant.date,
    }
