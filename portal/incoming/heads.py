"""What the head of a message says, each line of it as text that harms nobody: printable, short, without line breaks."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

LONGEST = 300
"""Characters of a line that are kept."""

LONGEST_RAW = 4000
"""Characters of a line that are looked at."""

_JOINERS = "\u200c\u200d"
"""Letters of Persian and of Indic scripts stand apart or together by these."""

_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_FROM = re.compile(rf'\s*(?:(?:"(?:[^"\\]|\\.)*"|[^<>"@,;:()\\])*<({_ADDRESS})>|({_ADDRESS}))\s*')
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")


def printable(text: str, *, longest: int = LONGEST) -> str:
    """A text as one line of characters that can be seen, cut where it is too long."""
    spaced = " ".join(text.split())
    return "".join(letter for letter in spaced if letter.isprintable() or letter in _JOINERS)[:longest]


def line_of(message: Message, name: str) -> str:
    """A line of the head, decoded (RFC 2047); of several the first, empty if there is none."""
    raw = str(message.get(name, ""))[:LONGEST_RAW]
    try:
        return printable(str(make_header(decode_header(raw))))
    except (MessageError, ValueError, LookupError):  # broken base64, a character set that nobody knows
        return printable(raw)


def sender_of(message: Message) -> str:
    """The address in the one From line, in small letters; empty if there are several, or it is no plain address.

    A name beside it can be anything; what could be read as a second address, a group or a comment is no plain address.
    """
    lines = message.get_all("From", [])
    if len(lines) != 1 or len(str(lines[0])) > LONGEST_RAW:
        return ""
    found = _FROM.fullmatch(re.sub(r"\r?\n(?=[ \t])", "", str(lines[0])))
    return (found[1] or found[2]).lower() if found else ""


def message_id_of(message: Message) -> str:
    """The Message-ID, empty if there is none that could be written into another message."""
    lines = message.get_all("Message-ID", [])
    return str(lines[0]).strip() if len(lines) == 1 and _MESSAGE_ID.fullmatch(str(lines[0]).strip()) else ""


def is_automatic(message: Message) -> bool:
    """Whether no person wrote it to us: bounces, replies of machines, lists (RFC 3834, RFC 2919, RFC 3464)."""
    said = {
        name: str(message.get(name, "")).strip().lower() for name in ("Auto-Submitted", "Precedence", "Return-Path")
    }
    return (
        said["Auto-Submitted"].partition(";")[0].strip() not in {"", "no"}
        or said["Precedence"] in {"bulk", "list", "junk", "auto_reply"}
        or said["Return-Path"] == "<>"
        or any(name.lower() in {"list-id", "list-post", "list-unsubscribe", "x-autoreply"} for name in message)
        or message.get_content_type() == "multipart/report"
        or sender_of(message).partition("@")[0] in {"mailer-daemon", "postmaster"}
    )
