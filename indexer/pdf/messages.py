"""Messages between the reader and its children: a JSON object and, where there is one, an image, framed by lengths.

What comes from a child is data of an untrusted process: it is parsed as JSON, checked, and never unpickled.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_FRAME = struct.Struct("!II")
_LONGEST = 256 * 1024 * 1024  # bytes; the largest image of a page has half of it, the longest text a tenth


class Cut(Exception):
    """The other side went away, or sent what is no message."""


@dataclass(frozen=True, slots=True)
class Message:
    """``content`` as it was sent, ``attachment`` empty if there is none."""

    content: dict[str, Any]
    attachment: bytes = b""


def pack(content: Mapping[str, Any], attachment: bytes = b"") -> bytes:
    """The bytes of one message."""
    head = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _FRAME.pack(len(head), len(attachment)) + head + attachment


def send(descriptor: int, content: Mapping[str, Any], attachment: bytes = b"") -> None:
    """Write one message to a pipe; raises OSError if the other side went away."""
    view = memoryview(pack(content, attachment))
    while view:
        view = view[os.write(descriptor, view) :]


class Inbox:
    """Cuts what arrives on a pipe into messages."""

    def __init__(self) -> None:
        """Nothing has arrived yet."""
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Take in what was read from the pipe."""
        self._bytes += data

    def take(self) -> Message | None:
        """The next whole message; None if it has not arrived. Raises Cut if the bytes are no message."""
        if len(self._bytes) < _FRAME.size:
            return None
        head, attachment = _FRAME.unpack_from(self._bytes)
        if head + attachment > _LONGEST:
            raise Cut
        end = _FRAME.size + head + attachment
        if len(self._bytes) < end:
            return None
        try:
            content = json.loads(self._bytes[_FRAME.size : _FRAME.size + head].decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            raise Cut from None
        message = Message(content, bytes(self._bytes[_FRAME.size + head : end]))
        del self._bytes[:end]
        if not isinstance(content, dict):
            raise Cut
        return message
