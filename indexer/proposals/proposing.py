"""All proposals for one reading, field by field."""

from __future__ import annotations

from typing import cast

from indexer.model import Kind, Reading
from indexer.proposals.acts import acts_of, numbers_of
from indexer.proposals.courts import courts_of, dockets_of, gazettes_of
from indexer.proposals.data import FIELDS, LISTS, Proposal
from indexer.proposals.dating import dates_of
from indexer.proposals.document import Document
from indexer.proposals.kinds import kinds_of
from indexer.proposals.places import places_of
from indexer.proposals.subjects import subjects_of
from indexer.proposals.titles import languages_of, titles_of
from indexer.proposals.treaties import treaty_articles_of
from indexer.vocabularies import Vocabularies


def propose(reading: Reading, vocabularies: Vocabularies) -> tuple[Proposal, ...]:
    """What the file says of its own record, in the order of FIELDS, of each field the surest first.

    The fields are those of the kind that is the most probable; nothing is proposed that no passage speaks for. A file
    without text, or that is none of the five kinds, gives at most its languages. The same reading and vocabularies give
    the same proposals.
    """
    document = Document(reading)
    acts, numbers = acts_of(document), numbers_of(document)
    found = [*languages_of(document), *titles_of(document)]
    kinds = kinds_of(document, acts, numbers)
    subjects = subjects_of(document, vocabularies)
    found += [*kinds, *places_of(document, vocabularies), *subjects]
    found += treaty_articles_of(document, vocabularies, subjects)
    if kinds:
        kind = cast("Kind", kinds[0].value)
        found += dates_of(document, kind)
        if kind == "legislation":
            found += [*numbers, *acts, *gazettes_of(document)]
        elif kind == "case_law":
            found += [*courts_of(document), *dockets_of(document)]
    return in_order(found)


def in_order(proposals: list[Proposal]) -> tuple[Proposal, ...]:
    """Proposals by field, within it the surest first; of equal ones the first found."""
    return tuple(sorted(proposals, key=lambda one: (FIELDS.index(one.field), -one.confidence)))


def best(proposals: tuple[Proposal, ...]) -> dict[str, tuple[Proposal, ...]]:
    """What a form is filled with: of each field the surest proposal, of lists all, with the titles of each language."""
    chosen: dict[str, tuple[Proposal, ...]] = {}
    for one in proposals:
        taken = chosen.get(one.field, ())
        if one.field in LISTS or not taken:
            chosen[one.field] = (*taken, one)
    return chosen
