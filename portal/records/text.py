"""The text of a file as pages show it: provisions as a tree, the text outside them by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from indexer.corpus import RecordFile
from indexer.model import PageText, Provision, Structure
from portal.markup import marked

Marker = Callable[[str, str], Sequence[Sequence[int]]]
"""Gives the places in a text (of a language) that are to be marked."""

INSIDE = frozenset({"paragraph", "point"})
"""Levels below an article: shown as part of it, without a heading, and not in the table of contents."""

MOST_WHOLE = 40
"""A text of more provisions, or of more pages outside provisions, is shown by its headings only."""


@dataclass(frozen=True, slots=True)
class Block:
    """A provision, or (``level`` empty) the text of one page outside provisions, with its words marked.

    ``id`` is that of the provision; ``anchor`` is where links in the page lead: ``ar/art_5``, ``ar/page_2`` (empty for
    further texts of the same page); ``found`` whether a word of the question is in it.
    """

    id: str
    anchor: str
    level: str
    label: str
    heading: Markup
    text: Markup
    language: str
    page: int
    found: bool
    children: list[Block] = field(default_factory=list)

    @property
    def found_within(self) -> bool:
        """Whether a word of the question is in it or in one of its parts."""
        return self.found or any(child.found_within for child in self.children)

    @property
    def inside(self) -> bool:
        """Whether it is a part of an article."""
        return self.level in INSIDE


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file in one language: what stands before the provisions, these, and what stands after them.

    ``whole`` says whether it is short enough to be shown whole on the page of the record.
    """

    file: RecordFile
    language: str
    before: tuple[Block, ...]
    provisions: tuple[Block, ...]
    after: tuple[Block, ...]
    whole: bool


def text_of(file: RecordFile, structure: Structure, language: str, marker: Marker) -> Text:
    """The text of a file in one of its languages, ready to be shown; all of it if nothing in that was recognized."""
    texts = [text for text in structure.outside if text.language == language] or structure.outside
    provisions = [one for one in structure.provisions if one.language == language] or structure.provisions
    firsts = {text.page: text for text in reversed(texts)}
    outside = [_outside(file.id, text, marker, first=firsts[text.page] is text) for text in texts]
    first = min((provision.page_from for provision in provisions), default=0)
    listed = sum(provision.level not in INSIDE for provision in provisions)
    return Text(
        file=file,
        language=language,
        before=tuple(block for block in outside if not first or block.page <= first),
        provisions=tuple(tree_of(file.id, provisions, marker)),
        after=tuple(block for block in outside if first and block.page > first),
        whole=max(listed, len(outside)) <= MOST_WHOLE,
    )


def tree_of(file: str, provisions: Iterable[Provision], marker: Marker) -> list[Block]:
    """The provisions below their parents; one whose parent is not there stands at the top."""
    given = list(provisions)
    blocks = {provision.id: _provision(file, provision, marker) for provision in given}
    top: list[Block] = []
    for provision in given:
        parent = blocks.get(provision.parent or "")
        (parent.children if parent else top).append(blocks[provision.id])
    return top


def _provision(file: str, provision: Provision, marker: Marker) -> Block:
    in_heading = marker(provision.heading, provision.language)
    in_text = marker(provision.text, provision.language)
    return Block(
        id=provision.id,
        anchor=f"{file}/{provision.id}",
        level=provision.level,
        label=provision.label,
        heading=marked(provision.heading, in_heading),
        text=marked(provision.text, in_text),
        language=provision.language,
        page=provision.page_from,
        found=bool(in_heading or in_text),
    )


def _outside(file: str, text: PageText, marker: Marker, *, first: bool) -> Block:
    places = marker(text.text, text.language)
    return Block(
        id="",
        anchor=f"{file}/page_{text.page}" if first else "",
        level="",
        label="",
        heading=Markup(),
        text=marked(text.text, places),
        language=text.language,
        page=text.page,
        found=bool(places),
    )
