"""Messages from a mailbox on a server (IMAP, RFC 3501).

A message that was taken is marked, with a keyword of our own where the server lets clients make keywords (RFC 3501,
PERMANENTFLAGS), else as flagged; nothing is deleted or moved. Looking at a message does not mark it as seen.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, unquote, urlsplit

from indexer.errors import PalermoError
from portal.incoming.letters import LONGEST_HEAD, end_of_head
from portal.incoming.taking import Arrived

PATIENCE = 60
"""Seconds that the server has for each answer."""

KEYWORD = "$PalermoTaken"


class Mailbox:
    """A folder of a mailbox that is open."""

    def __init__(self, connection: imaplib.IMAP4, mark: str) -> None:
        """``mark`` is the flag or keyword of what was taken."""
        self._connection = connection
        self._mark = mark

    def waiting(self) -> tuple[str, ...]:
        """The unique identifiers of the messages that were not taken, the oldest first."""
        untaken = f"UNKEYWORD {self._mark}" if self._mark == KEYWORD else "UNFLAGGED"
        (found,) = self._ask("SEARCH", f"UNDELETED {untaken}")
        return tuple(found.decode("ascii").split()) if isinstance(found, bytes) else ()

    def message(self, uid: str, most: int) -> Arrived | None:
        """A message, or of one above ``most`` bytes its head; None if it is gone."""
        said = b" ".join(part for part in self._ask("FETCH", uid, "(RFC822.SIZE)") if isinstance(part, bytes))
        size = re.search(rb"RFC822\.SIZE ([0-9]+)", said)
        if not size:
            return None
        if int(size[1]) > most:
            head = self._content(uid, f"BODY.PEEK[]<0.{LONGEST_HEAD}>")
            return Arrived(head[: end_of_head(head)], int(size[1])) if head else None
        content = self._content(uid, "BODY.PEEK[]")
        return Arrived(content, len(content)) if content else None

    def mark(self, uid: str) -> None:
        """Mark a message as taken."""
        self._ask("STORE", uid, "+FLAGS.SILENT", f"({self._mark})")

    def _content(self, uid: str, part: str) -> bytes:
        answer = self._ask("FETCH", uid, f"({part})")
        return next((piece[1] for piece in answer if isinstance(piece, tuple)), b"")

    def _ask(self, command: str, *arguments: str) -> list[bytes | tuple[bytes, bytes] | None]:
        kind, answer = self._connection.uid(command, *arguments)
        if kind != "OK":
            raise imaplib.IMAP4.error(f"{command} was answered with {kind}")
        return answer


@contextmanager
def opened(address: str) -> Iterator[Mailbox]:
    """The mailbox at an address of the settings, while the block lasts.

    Raises PalermoError if the server cannot be reached, does not answer in time or refuses; the password is not in it.
    """
    server = urlsplit(address)
    try:
        connection = _connected(server)
        with _ending(connection):
            if server.scheme == "imap+starttls":
                connection.starttls(ssl.create_default_context())
            connection.login(unquote(server.username or ""), unquote(server.password or ""))
            _select(connection, unquote(server.path.removeprefix("/")))
            yield Mailbox(connection, KEYWORD if _takes_keywords(connection) else "\\Flagged")
    except (imaplib.IMAP4.error, OSError) as error:
        told = _words(error.args) or type(error).__name__
        raise PalermoError(
            f"the mailbox at {server.hostname} cannot be read: {told}; what was taken is kept"
        ) from error


def _connected(server: SplitResult) -> imaplib.IMAP4:
    host = server.hostname or ""
    if server.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, server.port or 993, ssl_context=ssl.create_default_context(), timeout=PATIENCE)
    return imaplib.IMAP4(host, server.port or 143, timeout=PATIENCE)


def _select(connection: imaplib.IMAP4, folder: str) -> None:
    quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
    kind, answer = connection.select(f'"{quoted}"')
    if kind != "OK":
        raise imaplib.IMAP4.error(f"{folder}: {_words(answer)}")


@contextmanager
def _ending(connection: imaplib.IMAP4) -> Iterator[None]:
    """Say goodbye at the end, if the server still listens, and let go of the connection in any case."""
    try:
        yield
    finally:
        for end in (connection.logout, connection.shutdown):
            with suppress(imaplib.IMAP4.error, OSError):
                end()


def _takes_keywords(connection: imaplib.IMAP4) -> bool:
    _, flags = connection.response("PERMANENTFLAGS")
    return any(isinstance(part, bytes) and rb"\*" in part for part in flags or [])


def _words(said: object) -> str:
    """What a server or the system said, as one line."""
    parts = said if isinstance(said, list | tuple) else [said]
    texts = (part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in parts)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in " ".join(texts)).split())
