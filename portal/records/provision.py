"""A provision by itself: its text, the headings above it, what stands before and after, the same in other languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indexer.corpus import Record, RecordFile
from indexer.model import Provision
from portal.opening import current_library
from portal.records.text import INSIDE, Block, Marker, tree_of


@dataclass(frozen=True, slots=True)
class Place:
    """A provision of a file of the record, to be linked to."""

    file: str
    id: str
    label: str
    heading: str
    language: str


@dataclass(frozen=True, slots=True)
class ShownProvision:
    """An article with its parts, or a chapter with the list of what is in it.

    ``asked`` is the id that was asked for: that of ``block``, or of a part of it. ``parents`` come outermost first;
    ``pages`` are the numbers of the first and the last page it stands on.
    """

    block: Block
    asked: str
    pages: tuple[int, int]
    parents: tuple[Place, ...]
    parts: tuple[Place, ...]
    previous: Place | None
    next: Place | None
    others: tuple[Place, ...]


def shown_provision(record: Record, file: RecordFile, id: str, marker: Marker) -> ShownProvision | None:
    """A provision as its page shows it; a part of an article comes with its article. None if it is not there."""
    structure = current_library().structure(file)
    known = {one.id: one for one in structure.provisions} if structure else {}
    if structure is None or id not in known:
        return None
    article = _article(known, known[id])
    own = [one for one in structure.provisions if not _is_part(known, one) and one.language == article.language]
    at = own.index(article)
    within = {article.id} | {one.id for one in structure.provisions if _is_inside(known, one, article)}
    return ShownProvision(
        block=tree_of(file.id, (one for one in structure.provisions if one.id in within), marker)[0],
        asked=id,
        pages=(article.page_from, max(known[one].page_to for one in within)),
        parents=tuple(_place(file, one) for one in reversed(list(_parents(known, article)))),
        parts=tuple(_place(file, one) for one in own if one.parent == article.id),
        previous=_place(file, own[at - 1]) if at else None,
        next=_place(file, own[at + 1]) if at + 1 < len(own) else None,
        others=tuple(_in_other_languages(record, file, article)),
    )


def _place(file: RecordFile, provision: Provision) -> Place:
    return Place(file.id, provision.id, provision.label, provision.heading, provision.language)


def _is_part(known: Mapping[str, Provision], provision: Provision) -> bool:
    """Whether a provision is shown with the one above it."""
    return provision.level in INSIDE and provision.parent in known


def _article(known: Mapping[str, Provision], provision: Provision) -> Provision:
    """The provision that one is shown with: itself, or the article it is a part of."""
    while _is_part(known, provision):
        provision = known[provision.parent or ""]
    return provision


def _is_inside(known: Mapping[str, Provision], provision: Provision, article: Provision) -> bool:
    return _is_part(known, provision) and _article(known, provision) is article


def _parents(known: Mapping[str, Provision], provision: Provision) -> Iterator[Provision]:
    while provision.parent in known:
        provision = known[provision.parent or ""]
        yield provision


def _in_other_languages(record: Record, file: RecordFile, article: Provision) -> Iterator[Place]:
    """The provisions with the same number in the texts of the record in other languages."""
    wanted = _number(article)
    for other in record.files:
        structure = current_library().structure(other)
        for provision in structure.provisions if structure else ():
            is_other = provision.language != article.language or other.id != file.id
            if is_other and _number(provision) == wanted:
                yield _place(other, provision)


def _number(provision: Provision) -> str:
    """The id without the language that it has in front in a file of several languages."""
    return provision.id.removeprefix(f"{provision.language}__")
