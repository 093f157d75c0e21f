"""The terms by which a record is listed, filtered and counted."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.corpus.schema import CaseLaw, Legislation, Record, Treaty

SUBJECTS = (
    "kind", "country", "organization", "crime", "issue", "language", "year", "article",
    "status", "in_force", "court_level", "verdict", "participant",
)  # fmt: skip
"""The names of the lists that a record can stand in; those of the facets of a search."""


def subjects_of(record: Record) -> Mapping[str, tuple[str, ...]]:
    """The terms of a record by the name of the list they belong to; lists without a term are left out.

    A case counts for the States concerned, too.
    """
    concerned = record.states_concerned if isinstance(record, CaseLaw) else ()
    subjects: dict[str, tuple[str, ...]] = {
        "kind": (record.kind,),
        "country": tuple(dict.fromkeys((*record.country, *concerned))),
        "organization": record.organization,
        "crime": record.crime,
        "issue": record.issue,
        "language": record.languages,
        "year": (str(record.year),) if record.year else (),
        "article": record.article_terms,
        "status": tuple(dict.fromkeys(file.status for file in record.files)),
    }
    match record:
        case Legislation():
            subjects["in_force"] = (record.in_force.value,)
        case CaseLaw():
            subjects["court_level"] = (record.court_level,)
            subjects["verdict"] = (record.verdict,) if record.verdict else ()
        case Treaty(participants=participants) if participants:
            subjects["participant"] = tuple(participant.party for participant in participants.listed)
    return {name: terms for name, terms in subjects.items() if terms}
