"""The pages of a file on which words of a question stand, found without loading what stands where on each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.corpus import Record, RecordFile
from indexer.model import Structure
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class Around:
    """The nearest pages before and after one on which something is marked; None if there is none."""

    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A text of the file and the pages it stands on."""

    first: int
    last: int
    texts: tuple[str, ...]
    language: str


class Hits:
    """Where the question ``q`` finds something in the text of a file; heads and feet of pages do not count."""

    def __init__(self, record: Record, file: RecordFile, structure: Structure, q: str) -> None:
        """Nothing is looked for yet."""
        self._record = record
        self._file = file
        self._stretches = tuple(_stretches(structure))
        self._q = q

    def around(self, number: int) -> Around:
        """The nearest pages around page ``number``."""
        return Around(self._before(number), self._after(number)) if self._q else Around()

    def _after(self, number: int) -> int | None:
        found: int | None = None
        for stretch in sorted(self._stretches, key=lambda stretch: stretch.first):
            if found is not None and stretch.first >= found:
                break
            pages = range(max(stretch.first, number + 1), stretch.last + 1)
            found = min(filter(None, (found, *self._marked(stretch, pages)[:1])), default=None)
        return found

    def _before(self, number: int) -> int | None:
        found: int | None = None
        for stretch in sorted(self._stretches, key=lambda stretch: -stretch.last):
            if found is not None and stretch.last <= found:
                break
            pages = range(stretch.first, min(stretch.last, number - 1) + 1)
            found = max(filter(None, (found, *self._marked(stretch, pages)[-1:])), default=None)
        return found

    def _marked(self, stretch: _Stretch, pages: range) -> tuple[int, ...]:
        """Those of the pages of a text on which something is marked; loaded only if the text has several."""
        library = current_library()
        if not pages or not any(library.marks(text, stretch.language, self._q) for text in stretch.texts):
            return ()
        if stretch.first == stretch.last:
            return (stretch.first,)
        reading = library.reading(self._record.id, self._file.id, pages)
        if reading is None:
            return ()
        paragraphs = {number: library.marked_paragraphs(reading, number, self._q) for number in pages}
        return tuple(number for number, found in paragraphs.items() if any(one.marks for one in found))


def _stretches(structure: Structure) -> Iterator[_Stretch]:
    for one in structure.provisions:
        yield _Stretch(one.page_from, one.page_to, (one.label, one.heading, one.text), one.language)
    for text in structure.outside:
        yield _Stretch(text.page, text.page, (text.text,), text.language)
