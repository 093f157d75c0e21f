"""What the label that a person gives a provision means: its unit and its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.model import ProvisionLevel
from indexer.structure import labels
from indexer.structure.drafts import Draft
from indexer.structure.folding import fold
from indexer.structure.labels import Label, Unit, label_of

_POINT = Unit("point", "point", 60)
_OF_LEVEL: Mapping[ProvisionLevel, Unit] = {
    "annex": labels.ANNEX,
    "part": labels.PART,
    "chapter": labels.CHAPTER,
    "section": labels.DIVISION,
    "article": labels.ARTICLE,
    "paragraph": labels.PARAGRAPH,
    "point": _POINT,
}
_NUMBER = re.compile(r"\W*(\d{1,4}(?:[.-]\d{1,2})*[a-z]?)(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """The unit of a label, and what the id of its provision is made of: ``art_5bis``."""

    unit: Unit
    stem: str


def named(label: str, like: Draft, drafts: Sequence[Draft], level: ProvisionLevel | None = None) -> Named:
    """What a label means beside the provision ``like`` among others; ``level`` counts where the label says another.

    A word means what it means on the other provisions: ``Section`` and ``الفصل`` are articles in some laws. A label
    without a known word names a provision of the kind of ``like``.
    """
    read = label_of(label)
    unit = _unit_of(read, like, drafts) if read else Unit(like.provision.level, like.name, like.rank)
    if level and unit.level != level:
        unit = next((_unit(one) for one in drafts if one.provision.level == level), _OF_LEVEL[level])
    number = read.number if read else _number_of(label)
    return Named(unit, f"{unit.name}_{number}" if number else unit.name)


_label_of = lru_cache(maxsize=10_000)(label_of)


def _unit_of(read: Label, like: Draft, drafts: Sequence[Draft]) -> Unit:
    """The unit that most provisions of the same text have whose labels begin with the same word."""
    same = Counter[Unit]()
    for one in drafts:
        label = _label_of(one.provision.label) if one.stream == like.stream else None
        if label and label.unit.name == read.unit.name:
            same[_unit(one)] += 1
    return same.most_common(1)[0][0] if same else read.unit


def _unit(draft: Draft) -> Unit:
    return Unit(draft.provision.level, draft.name, draft.rank)


def _number_of(label: str) -> str:
    """The number that a label without a known word begins with, in the form of ids: ``12a``, ``12-1``."""
    found = _NUMBER.match(fold(label).text)
    return re.sub(r"[.-]", "-", found[1]) if found else ""
