"""What a record has to do with others: the participants of a treaty, the relations to other records."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.corpus import Participant, Record, Treaty
from indexer.corpus.parts import Participants
from portal.i18n import page_language
from portal.labels import label, party
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class Related:
    """Another record: how this one stands to it, its id and title; the title is empty if it is not to be seen here."""

    relation: str
    id: str
    title: str
    language: str
    withdrawn: bool


def relations_of(record: Record) -> tuple[Related, ...]:
    """The records that a record names or that name it, with their titles."""
    return tuple(
        Related(
            label("relation", related.type),
            related.id,
            *related.title_in(page_language()),
            related.state == "withdrawn",
        )
        for related in current_library().catalogue.relations(record.id)
    )


def participants_of(record: Record) -> Participants | None:
    """The list of the participants of a treaty by their names; None for other records and where there is none."""
    if not isinstance(record, Treaty) or record.participants is None:
        return None
    by_name = sorted(record.participants.listed, key=_sort_name)
    return record.participants.model_copy(update={"listed": tuple(by_name)})


def _sort_name(participant: Participant) -> str:
    vocabularies = current_library().vocabularies
    for name in ("country", "organization"):
        if vocabularies.has(name, participant.party):
            return vocabularies.concept(name, participant.party).sort_label(page_language())
    return party(participant.party)
