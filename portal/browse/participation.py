"""Who takes part in which treaty, as the records of the treaties say it, with the date of each list."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.corpus import PartialDate, Participant, Treaty
from indexer.errors import RecordFaults, RecordWithdrawn, UnknownRecord
from portal.i18n import page_language
from portal.labels import label
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class Participation:
    """A treaty whose record lists participants, the date of that list, and what it says of a party; None if nothing."""

    treaty: Treaty
    status_as_of: PartialDate
    participant: Participant | None

    @property
    def title(self) -> tuple[str, str]:
        """The short name of the treaty, or else the title of its record, and the language that is in."""
        if current_library().vocabularies.has("treaty", self.treaty.id):
            return label("treaty", self.treaty.id), page_language()
        return self.treaty.title_in(page_language())


def participation_of(party: str) -> tuple[Participation, ...]:
    """What the lists of all treaties say of a State or an organization, by the titles of the treaties."""
    catalogue = current_library().catalogue
    entries = catalogue.entries(kind="treaty", order="title", language=page_language())
    records = (treaty_record(entry.id) for entry in entries if "participant" in entry.terms)
    return tuple(
        Participation(record, record.participants.status_as_of, participants_by_party(record).get(party))
        for record in records
        if record and record.participants
    )


def participants_by_party(record: Treaty) -> dict[str, Participant]:
    """What the list of a treaty says of each party; nothing if it has none."""
    listed = record.participants.listed if record.participants else ()
    return {participant.party: participant for participant in listed}


def treaty_record(treaty: str) -> Treaty | None:
    """The record of a treaty, which has the id of its term; None if the collections have none to be shown."""
    try:
        record = current_library().corpus.record(treaty)
    except (UnknownRecord, RecordWithdrawn, RecordFaults):
        return None
    return record if isinstance(record, Treaty) else None
