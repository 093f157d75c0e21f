"""A message taken apart: who it claims to be from, what it says, what is attached; or why it cannot be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageDefect
from email.message import Message
from html.parser import HTMLParser

from indexer.errors import FileRefused
from portal.incoming import heads

MOST_PARTS = 500
"""Parts of a message that are looked at; one with more is not taken apart."""

LONGEST_HEAD = 1_000_000
"""Bytes of a head that are looked at."""

LONGEST_TEXT = 20_000
"""Characters of what somebody wrote that become the note of the draft."""

LONGEST_PAGE = 200_000
"""Characters of a page of HTML whose words are looked for."""

_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_WINMAIL = {"application/ms-tnef", "application/vnd.ms-tnef"}


def refused(reason: str) -> FileRefused:
    """The error of a message that cannot become a draft by itself."""
    return FileRefused("the message", reason)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message: the name that the sender gave it, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says to people: the text that was written, and the files that came with it."""

    text: str
    attachments: tuple[Attachment, ...]


def head_of(content: bytes) -> Message:
    """The head of a message; whatever stands below it is not looked at."""
    return message_from_bytes(content[: end_of_head(content)])


def end_of_head(content: bytes) -> int:
    """Where the head of a message ends: behind the first empty line, and in any case soon."""
    end = re.search(rb"\r?\n\r?\n", content[:LONGEST_HEAD])
    return end.end() if end else min(len(content), LONGEST_HEAD)


def key_of(message: Message, sender: str, person: int | None) -> str | None:
    """By what the same message is known when it comes again with other trace lines; None without a Message-ID."""
    message_id = heads.message_id_of(message)
    said = "\n".join([str(person or "stranger"), sender, message_id])
    return hashlib.sha256(said.encode()).hexdigest() if message_id else None


def take_apart(content: bytes) -> Letter:
    """The letter in a message. Raises FileRefused with the reason if there is none, or not all of it can be had."""
    try:
        message = message_from_bytes(content)
        parts = list(_leaves(message))
    except RecursionError:
        raise refused("has parts within parts too deeply") from None
    _refuse_sealed(message)
    bodies = [part for part in parts if _is_text(part)]
    plain = next((part for part in bodies if part.get_content_type() == "text/plain"), None)
    html = next((part for part in bodies if part.get_content_type() == "text/html"), None)
    shown = _text(html) if html else ""
    text = _text(plain) if plain else _without_tags(shown)
    if "-----BEGIN PGP MESSAGE-----" in text:
        raise refused("is encrypted")
    attachments = tuple(_attachment(part) for part in parts if _is_file(part, shown))
    if not text.strip() and not attachments:
        raise refused("has neither text nor attachments")
    return Letter(text[:LONGEST_TEXT].strip(), attachments)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that have content of their own, also those of messages within it."""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            raise refused(f"has more than {MOST_PARTS} parts")
        _refuse_broken(part.defects)
        if not part.is_multipart():
            yield part


def _refuse_sealed(message: Message) -> None:
    for part in message.walk():
        if part.get_content_type() in _ENCRYPTED:
            raise refused("is encrypted, or its signature encloses it")
        if part.get_content_type() in _WINMAIL or (part.get_filename() or "").lower() == "winmail.dat":
            raise refused("has its attachments in a winmail.dat (TNEF), which only Outlook opens; ask for them anew")


def _refuse_broken(defects: list[MessageDefect]) -> None:
    if defects:
        raise refused(f"is damaged or was cut off ({type(defects[0]).__name__})")


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text" and not part.get_filename() and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _is_file(part: Message, html: str) -> bool:
    """Whether a part is a file that was sent; a picture that the text shows, and a signature, are not."""
    if _is_text(part) or part.get_content_type() in _SIGNATURES:
        return False
    shown = str(part.get("Content-ID", "")).strip().strip("<>")
    return _is_attached(part) or not (shown and f"cid:{shown}" in html)


def _attachment(part: Message) -> Attachment:
    content = part.get_payload(decode=True)
    _refuse_broken(part.defects)
    name = heads.printable(part.get_filename() or "") or f"attachment.{part.get_content_subtype()}"
    return Attachment(name, content if isinstance(content, bytes) else b"")


def _text(part: Message) -> str:
    """What a part says, line breaks kept and nothing else that cannot be seen."""
    content = part.get_payload(decode=True)
    try:
        text = content.decode(part.get_content_charset("utf-8"), "replace") if isinstance(content, bytes) else ""
    except (LookupError, ValueError):
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
    return "\n".join(map(_plain, text.splitlines()))


def _plain(line: str) -> str:
    return heads.printable(line, longest=LONGEST_TEXT)


class _Words(HTMLParser):
    """The words of a page, without those that nobody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as HTMLParser calls it
        """Begin a line where a block begins."""
        self._hidden += tag in {"script", "style"}
        if tag in {"p", "div", "br", "li", "tr", "h1", "h2", "h3"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Show again what follows a script."""
        self._hidden -= tag in {"script", "style"} and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if not self._hidden:
            self.words.append(data)


def _without_tags(html: str) -> str:
    parser = _Words()
    parser.feed(f"{html[:LONGEST_PAGE]}<br>")  # gives the last words; closing it can take minutes (CVE-2025-6069)
    return "\n".join(filter(None, map(_plain, "".join(parser.words).splitlines())))
