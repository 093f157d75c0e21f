"""What is left of a damaged file: its pages, under a new page tree with new cross-references.

A download that broke off has lost its end, and with it the table of its objects and often the page tree; pdfium then
opens nothing. The objects before the cut are whole all the same. They are found by their first words, ``12 0 obj``,
and those packed in object streams (ISO 32000-1, 7.5.7) are unpacked; then every page among them is put under a tree of
our own. What was lost of the text stays lost, so that whoever reads such a file must say that it is damaged.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s{1,3}(\d{1,5})\s{1,3}obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_COUNTS = (re.compile(rb"/N\s+(\d{1,6})\b"), re.compile(rb"/First\s+(\d{1,8})\b"))
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,7})\s+\d{1,5}\s+R(?![A-Za-z])")
_ASIDE = re.compile(rb"/(?:Parent|Annots|B|StructTreeRoot|StructParent|Thumb|Metadata)\s*(?:\[[^\]]*\]|\d+\s+\d+\s+R)")
_MOST_OBJECTS = 200_000
_MOST_PARTS = 20_000
_MOST_BYTES = 50_000_000
"""No more is unpacked of all object streams together."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """A file that can be opened; the pages (from 1) in ``lost`` are among its pages but parts of them are missing."""

    data: bytes
    lost: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Found:
    """An object and where it begins and ends; ``whole`` says that its end was found too."""

    number: int
    generation: int
    start: int
    body: int
    end: int
    whole: bool


def rescued(data: bytes) -> Rescued | None:
    """The pages that are left of a damaged file, in the order in which it has them; None if no page is whole.

    A page is lost if anything it is made of is missing: without its fonts a text is another text. An encrypted file
    cannot be rescued: the key to its text was in what is missing.
    """
    if b"/Encrypt" in data:
        return None
    found = [one for one in itertools.islice(_objects(data), _MOST_OBJECTS) if one.whole]
    known = {one.number: _dictionary(data, one) for one in found}
    places = {one.number: (one.start, one.generation) for one in found}
    parts, size = [data, b"\n"], len(data) + 1
    for number, content in _unpacked(data, found):
        if number not in places:
            known[number], places[number] = content, (size, 0)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
            size += len(parts[-1])
    pages = [number for number, content in known.items() if _PAGE.search(content)]
    lost = frozenset(place for place, number in enumerate(pages, 1) if not _is_complete(number, known))
    if len(lost) == len(pages):
        return None
    kids = b" ".join(b"%d %d R" % (number, places[number][1]) for number in pages)
    return Rescued(b"".join(parts) + _skeleton(size, places, kids, len(pages)), lost)


def _is_complete(page: int, known: Mapping[int, bytes]) -> bool:
    """Whether all objects are known that a page is made of: contents, fonts, images, and what these need."""
    waiting, seen = [page], {page}
    while waiting:
        content = known.get(waiting.pop())
        if content is None or len(seen) > _MOST_PARTS:
            return False
        needed = {int(number) for number in _REFERENCE.findall(_ASIDE.sub(b"", content))} - seen
        seen |= needed
        waiting += needed
    return True


def _objects(data: bytes) -> Iterator[_Found]:
    """The objects of a file from its beginning; what looks like one inside of another's stream is passed over."""
    begin = _OBJECT.search(data)
    while begin:
        end = data.find(b"endobj", begin.end())
        whole, stop = end >= 0, end if end >= 0 else len(data)
        yield _Found(int(begin[1]), int(begin[2]), begin.start(), begin.end(), stop, whole)
        begin = _OBJECT.search(data, stop) if whole else None


def _dictionary(data: bytes, one: _Found) -> bytes:
    """What stands in an object before its stream, if it has one."""
    stream = _STREAM.search(data, one.body, one.end)
    return data[one.body : stream.start() if stream else one.end]


def _unpacked(data: bytes, found: Sequence[_Found]) -> Iterator[tuple[int, bytes]]:
    """The objects, by number, that lie in the object streams of a file."""
    left = _MOST_BYTES
    for one in found:
        head = _dictionary(data, one)
        stream = _STREAM.search(data, one.body, one.end)
        if stream is None or b"/ObjStm" not in head or b"/FlateDecode" not in head:
            continue
        try:
            content = zlib.decompressobj().decompress(data[stream.end() : one.end], max(1, left))
        except zlib.error:
            continue
        left -= len(content)
        yield from _packed(head, content)


def _packed(head: bytes, content: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of one unpacked object stream: pairs of number and place come first, the objects from First on."""
    count, first = (int(match[1]) if match else 0 for match in (look.search(head) for look in _COUNTS))
    words = content[:first].split()[: 2 * count]
    if not all(word.isdigit() and len(word) < 9 for word in words):
        return
    numbers, places = [int(word) for word in words[::2]], [first + int(word) for word in words[1::2]]
    for number, start, end in zip(numbers, places, [*places[1:], len(content)], strict=False):
        if start < end <= len(content) and number < 10_000_000:
            yield number, content[start:end]


def _skeleton(size: int, places: Mapping[int, tuple[int, int]], pages: bytes, count: int) -> bytes:
    """Page tree, catalogue, cross-references and trailer to stand from the place ``size`` on."""
    tree = max(places) + 1
    root = b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (tree + 1, tree)
    kids = b"%d 0 obj\n<</Type/Pages/Kids[%b]/Count %d>>\nendobj\n" % (tree, pages, count)
    places = {**places, tree: (size, 0), tree + 1: (size + len(kids), 0)}
    rows = b"".join(b"%d 1\n%010d %05d n \n" % (number, *place) for number, place in sorted(places.items()))
    start = size + len(kids) + len(root)
    end = b"xref\n%btrailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (rows, tree + 2, tree + 1, start)
    return kids + root + end
