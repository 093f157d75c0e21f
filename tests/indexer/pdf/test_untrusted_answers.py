"""What a child says is believed only where it makes sense: a child may have been taken over by what it read."""

import json
import struct

import pytest

from indexer.pdf.children import _fault_of
from indexer.pdf.messages import Cut, Inbox, pack
from indexer.pdf.transfer import unpack_lines, unpack_size

LINE = ["Article 1", [0, 0, 9, 9], 12, "Helvetica", False, [[0, 7, 0, 0, 5, 9]]]


def received(data: bytes) -> object:
    """What an inbox makes of bytes."""
    inbox = Inbox()
    inbox.feed(data)
    return inbox.take()


@pytest.mark.parametrize(
    "text",
    [b"[" * 100_000, b"{", b"\xff\xfe", b"[1]", b'"page"', b"1" * 5000, b"null"],
    ids=["nested", "unended", "no text", "list", "string", "digits", "null"],
)
def test_what_is_no_message_is_refused(text: bytes) -> None:
    """Bytes that are no JSON object, however deep or long, are Cut and nothing else."""
    with pytest.raises(Cut):
        received(struct.pack("!II", len(text), 0) + text)


def test_a_message_larger_than_any_page_is_refused_before_it_arrives() -> None:
    """A message that announces gigabytes is Cut by its first eight bytes."""
    with pytest.raises(Cut):
        received(struct.pack("!II", 2**31, 2**31))


def test_a_message_arrives_whole() -> None:
    """A message is taken once all of it has arrived, with its attachment."""
    data = pack({"page": 1}, b"pixels")
    assert received(data[:-1]) is None
    inbox = Inbox()
    inbox.feed(data + data[:3])
    message = inbox.take()
    assert message is not None
    assert (message.content, message.attachment) == ({"page": 1}, b"pixels")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, None),
        (1, [0, 0, 9]),
        (1, [0, 0, 9, float("inf")]),
        (1, ["a", 0, 9, 9]),
        (2, float("nan")),
        (2, 10**400),
        (3, 7),
        (5, [[0, float("inf"), 0, 0, 5, 9]]),
        (5, [[0, 10, 0, 0, 5, 9]]),
        (5, [[7, 0, 0, 0, 5, 9]]),
        (5, 7),
    ],
)
def test_a_line_that_is_none_is_refused(place: int, value: object) -> None:
    """A line with a part that no line can have is Cut."""
    line = [*LINE]
    assert len(unpack_lines([line])) == 1
    line[place] = value
    with pytest.raises(Cut):
        unpack_lines(json.loads(json.dumps([line])))


@pytest.mark.parametrize("size", [None, [1], [0, 9], [-1, 9], ["a", 9], [float("inf"), 9], [10**400, 9]])
def test_a_size_that_is_none_is_refused(size: object) -> None:
    """A page size that no page can have is Cut."""
    with pytest.raises(Cut):
        unpack_size(size)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0, ""),
        (None, "interrupted"),
        (3, "memory"),
        (7, "status 7"),
        (-24, "processor time"),
        (-9, "killed by the system"),
        (-6, "SIGABRT"),
        (-50, "signal 50"),
    ],
)
def test_every_ending_has_words(status: int | None, words: str) -> None:
    """Every way in which a process can end has its own words, signals without a name too."""
    assert words in _fault_of(status)
