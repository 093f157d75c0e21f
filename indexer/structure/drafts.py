"""Provisions while they are corrected: a tree whose ids are given anew after each change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Provision
from indexer.structure import labels

_LANGUAGE = re.compile(r"[a-z]{2}__")
_RANKS = {
    unit.name: unit.rank
    for unit in (
        *(labels.ANNEX, labels.PART, labels.BOOK, labels.TITLE, labels.CHAPTER, labels.DIVISION, labels.SUBDIVISION),
        *(labels.ARTICLE, labels.ADDITIONAL, labels.TRANSITIONAL, labels.REPEALING, labels.FINAL, labels.PARAGRAPH),
    )
}
_LOWEST = 60


@dataclass(slots=True, eq=False)
class Draft:
    """A provision while it is corrected.

    ``provision`` is as corrected so far, ``ids`` are all that it had, the present one last. ``label`` and ``heading``
    are the words printed as such, which a corrected label or heading may replace but not make undone. ``stream`` is
    what the ids of its text have in front (``fr__``), ``stem`` what the id is made of once the label was corrected;
    empty while the id is the one that was read. That one may have the id of ``owner`` in front.
    """

    provision: Provision
    parent: Draft | None
    rank: int
    label: str
    heading: str
    stream: str
    stem: str = ""
    ids: list[str] = field(default_factory=list)
    owner: Draft | None = None

    @property
    def id(self) -> str:
        """The present id."""
        return self.ids[-1]

    @property
    def printed(self) -> str:
        """The label and the heading as printed."""
        return f"{self.label} {self.heading}".strip()

    @property
    def name(self) -> str:
        """The name of the unit in the id: ``art``."""
        return name_of(self.stem or self.ids[0])


def name_of(id: str) -> str:
    """The name of the unit in an id: ``art`` of ``chp_2__art_5``."""
    return id.rsplit("__", 1)[-1].split("_", maxsplit=1)[0]


def drafts_of(provisions: Sequence[Provision]) -> list[Draft]:
    """The provisions of a structure, ready to be corrected; in their order, parents before children."""
    ranks = {**_RANKS, **_ranks_of_sections(provisions)}
    by_id: dict[str, Draft] = {}
    for one in provisions:
        rank = ranks.get(name_of(one.id), _LOWEST)
        stream = _LANGUAGE.match(one.id)
        draft = Draft(
            provision=one,
            parent=by_id.get(one.parent or ""),
            rank=rank,
            label=one.label,
            heading=one.heading,
            stream=stream[0] if stream else "",
            ids=[one.id],
        )
        draft.owner = next((above for above in _above(draft) if one.id.startswith(f"{above.id}__")), None)
        by_id[one.id] = draft
    return list(by_id.values())


def _ranks_of_sections(provisions: Sequence[Provision]) -> dict[str, int]:
    """The ranks of sections and articles: the ones hold the others, or stand in their place."""
    names = {one.id: name_of(one.id) for one in provisions}
    holds = {(names.get(one.parent or "", ""), names[one.id]) for one in provisions}
    counts = Counter(names.values())
    if ("art", "sec") in holds:
        return {"art": labels.BASIC - 5, "sec": labels.BASIC}
    if ("sec", "art") in holds or counts["art"] >= counts["sec"]:
        return {"sec": labels.DIVISION.rank}
    return {"sec": labels.BASIC}


def _above(draft: Draft) -> Iterator[Draft]:
    above = draft.parent
    while above:
        yield above
        above = above.parent


def before(drafts: Sequence[Draft], place: int) -> Draft | None:
    """The provision before the one at ``place`` in the same text."""
    one = drafts[place - 1] if place else None
    return one if one and one.stream == drafts[place].stream else None


def take_out(drafts: list[Draft], place: int) -> Draft:
    """Take a provision out; what it held goes to what holds it without it."""
    gone, previous = drafts[place], before(drafts, place)
    del drafts[place]
    for one in drafts[place:]:
        if one.parent is gone:
            one.parent = _holder(previous, one.rank)
    return gone


def put_in(drafts: list[Draft], place: int, new: Draft) -> None:
    """Put a provision in: below what is open there, above what follows until another closes it."""
    drafts.insert(place, new)
    new.parent = _holder(before(drafts, place), new.rank)
    later = set[Draft]()
    for one in drafts[place + 1 :]:
        if one.parent not in later:
            if one.rank <= new.rank or one.stream != new.stream:
                break
            one.parent = new
        later.add(one)


def _holder(previous: Draft | None, rank: int) -> Draft | None:
    """What holds a provision of this rank that stands after ``previous``."""
    if previous is None or previous.rank < rank:
        return previous
    return next((above for above in _above(previous) if above.rank < rank), None)


def give_ids(drafts: Sequence[Draft]) -> None:
    """Give each provision its id: the one that was read, unless its label, or the one in front of it, was corrected.

    A number that another has already gets the parent's id in front, else a count, as by the reading.
    """
    taken = {draft.ids[0] for draft in drafts if _keeps_id(draft)}
    for draft in drafts:
        own = draft.ids[0] if _keeps_id(draft) else _free(_wanted(draft), taken)
        taken.add(own)
        if not draft.ids or draft.id != own:
            draft.ids.append(own)


def _keeps_id(draft: Draft) -> bool:
    return not draft.stem and (draft.owner is None or _keeps_id(draft.owner))


def _wanted(draft: Draft) -> list[str]:
    """The ids that a provision whose id cannot stay may have, the best first."""
    if draft.stem:
        plain = draft.stream + draft.stem
        return [plain, *([f"{draft.parent.id}__{draft.stem}"] if draft.parent else [])]
    owner = draft.owner
    return [owner.id + draft.ids[0].removeprefix(owner.ids[0])] if owner else [draft.ids[0]]


def _free(wanted: Sequence[str], taken: set[str]) -> str:
    """The first id that is not taken; else the first one with a count behind it."""
    found = next((one for one in wanted if one not in taken), "")
    count = 2
    while not found:
        counted = f"{wanted[-1]}_{count}"
        found, count = ("" if counted in taken else counted), count + 1
    return found


def provisions_of(drafts: Sequence[Draft]) -> tuple[Provision, ...]:
    """The provisions as they are corrected."""
    return tuple(replace(one.provision, id=one.id, parent=one.parent.id if one.parent else None) for one in drafts)


def moved_of(drafts: Sequence[Draft], merged: Sequence[tuple[Draft, Draft]]) -> dict[str, str]:
    """Where ids lead that no provision has any more: to the provision that had them, or took in the one that had."""
    into = dict(merged)
    present = {one.id for one in drafts}
    moved: dict[str, str] = {}
    for one in (*drafts, *into):
        last = one
        while last in into:
            last = into[last]
        moved.update((former, last.id) for former in one.ids if former not in present)
    return moved
