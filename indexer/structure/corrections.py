"""Provisions corrected by hand: merged, split, renamed, relabelled, as a person said of the file that was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from indexer.errors import CorrectionError
from indexer.model import Correction, Operation, Pages, PageText, Problem, Provision, Reading, Structure
from indexer.structure.anchors import offset_of, place_of
from indexer.structure.drafts import Draft, before, drafts_of, give_ids, moved_of, provisions_of, put_in, take_out
from indexer.structure.headlines import Headline, kinds_with
from indexer.structure.naming import named
from indexer.structure.reprinting import joined, printed_between, reprinted, without


@dataclass(frozen=True, slots=True)
class Unfit:
    """A correction that no longer fits what was read: its place in the list (from 1), and an English clause why."""

    place: int
    correction: Correction
    reason: str

    @property
    def problem(self) -> Problem:
        """The same as a problem of the file."""
        one = self.correction
        return Problem(
            f"correction {self.place} ({one.operation} {one.provision}) no longer fits: {self.reason}", one.page
        )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A structure as corrected, the corrections that do not fit, which are among its problems too, and moved ids.

    ``moved`` leads from each id that no provision has any more to that of the provision that is there in its stead.
    """

    structure: Structure
    unfit: tuple[Unfit, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)


def corrected(structure: Structure, corrections: Sequence[Correction], pages: Pages | None = None) -> Corrected:
    """Apply corrections in their order, each to what those before it have made; one that does not fit is left out.

    No printed word gets lost or doubled: words that are no heading any more are in the text, words that a heading takes
    are not. With ``pages`` the kinds of their lines follow. The text of the file stays as it is.
    """
    if not corrections:
        return Corrected(structure)
    work = _Correcting(structure)
    unfit: list[Unfit] = []
    for place, correction in enumerate(corrections, start=1):
        try:
            work.apply(correction)
        except CorrectionError as error:
            unfit.append(Unfit(place, correction, str(error)))
    result = replace(
        structure,
        provisions=provisions_of(work.drafts),
        outside=tuple(work.outside),
        problems=structure.problems + tuple(one.problem for one in unfit),
        kinds=kinds_with(pages, structure.kinds, work.headlines) if pages else structure.kinds,
    )
    return Corrected(result, tuple(unfit), moved_of(work.drafts, work.merged))


def corrected_reading(reading: Reading, corrections: Sequence[Correction]) -> tuple[Reading, tuple[Unfit, ...]]:
    """A reading as corrected, and the corrections that do not fit it; see ``corrected``."""
    found = corrected(reading.structure, corrections, reading.pages)
    return replace(reading, structure=found.structure), found.unfit


class _Correcting:
    """The provisions of a structure, and the text outside them, while corrections are applied."""

    def __init__(self, structure: Structure) -> None:
        """Begin with what was read."""
        self.drafts = drafts_of(structure.provisions)
        self.outside = list(structure.outside)
        self.merged: list[tuple[Draft, Draft]] = []
        self.headlines: list[Headline] = []
        self._text = structure.text
        self._operations: Mapping[Operation, Callable[[int, Correction], None]] = {
            "merge": self._merge,
            "split": self._split,
            "rename": self._rename,
            "relabel": self._relabel,
        }

    def apply(self, correction: Correction) -> None:
        """Apply one correction. Raises CorrectionError, with nothing changed, if it does not fit."""
        self._operations[correction.operation](place_of(correction, self.drafts), correction)
        give_ids(self.drafts)

    def _merge(self, place: int, _: Correction) -> None:
        """The heading and the text belong to the provision before; before the first one, to no provision."""
        one, previous = self.drafts[place], before(self.drafts, place)
        text = previous.provision.text if previous else ""
        lead, words, space = printed_between(self._text, text, one.printed, one.provision.text)
        own = f"{words}{' ' if one.provision.text[:1].islower() else space}{one.provision.text}".rstrip()
        self.headlines.append(_headline(one, "body"))
        take_out(self.drafts, place)
        if previous:
            page_to = max(previous.provision.page_to, one.provision.page_to)
            previous.provision = replace(previous.provision, text=joined(text, own, lead), page_to=page_to)
            self.merged.append((one, previous))
        else:
            self._put_outside(PageText(one.provision.page_from, one.provision.language, own))

    def _put_outside(self, text: PageText) -> None:
        """Put a text in its place among those outside provisions."""
        earlier = [at for at, one in enumerate(self.outside) if one.page <= text.page and one.language == text.language]
        self.outside.insert(max(earlier, default=-1) + 1, text)

    def _split(self, place: int, correction: Correction) -> None:
        """A new provision begins within the text of one."""
        one = self.drafts[place]
        text = one.provision.text
        offset = offset_of(correction.at, text)
        new = self._begun(one, correction, text[offset:])
        one.provision = replace(one.provision, text=text[:offset].rstrip(), page_to=new.provision.page_from)
        put_in(self.drafts, place + 1, new)
        self.headlines.append(_headline(new, "heading"))

    def _begun(self, one: Draft, correction: Correction, text: str) -> Draft:
        """The new provision whose printed words begin a text that ``one`` had; what is not printed is given to it."""
        name = named(correction.label, one, self.drafts, correction.level)
        after_label = without(correction.label, text)
        rest = text if after_label is None else after_label
        after_heading = without(correction.heading, rest)
        provision = Provision(
            id="",
            parent=None,
            level=name.unit.level,
            label=correction.label,
            heading=correction.heading,
            page_from=min(max(correction.page, one.provision.page_from), one.provision.page_to),
            page_to=one.provision.page_to,
            language=one.provision.language,
            text=rest if after_heading is None else after_heading,
        )
        label = "" if after_label is None else correction.label
        heading = "" if after_heading is None else correction.heading
        return Draft(provision, None, name.unit.rank, label, heading, one.stream, name.stem)

    def _rename(self, place: int, correction: Correction) -> None:
        """The heading is another, or there is none; the boundary between heading and text moves with it."""
        one = self.drafts[place]
        was = _headline(one, "body")
        one.heading, text = reprinted(one.heading, correction.heading, one.provision.text)
        one.provision = replace(one.provision, heading=correction.heading, text=text)
        self._print(one, was)

    def _relabel(self, place: int, correction: Correction) -> None:
        """The label is another, and with it the id; what follows moves in or out if the unit has another rank."""
        one = self.drafts[place]
        name = named(correction.label, one, self.drafts, correction.level)
        was, shown = _headline(one, "body"), one.provision
        heading, text, renamed = one.heading, shown.text, shown.heading != one.heading
        if heading:
            one.label, one.heading = reprinted(one.label, correction.label, heading)
        else:
            one.label, text = reprinted(one.label, correction.label, text)
        heading = shown.heading if renamed else one.heading
        one.provision = replace(shown, label=correction.label, level=name.unit.level, heading=heading, text=text)
        one.stem = name.stem
        if name.unit.rank != one.rank:
            take_out(self.drafts, place)
            one.rank = name.unit.rank
            put_in(self.drafts, place, one)
        self._print(one, was)

    def _print(self, one: Draft, was: Headline) -> None:
        """The lines that were a heading with other words are body, and those with the present words are one."""
        if one.printed != was.words:
            self.headlines += [was, _headline(one, "heading")]


def _headline(one: Draft, kind: Literal["heading", "body"]) -> Headline:
    return Headline(one.provision.page_from, one.printed, one.provision.text, kind)
