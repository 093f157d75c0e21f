"""From the text of an environment variable to the value of a setting; ValueError says what was expected."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

SHORTEST_SECRET = 32
"""Characters of a secret that a hexadecimal number of 128 bits has."""


def paths(value: str) -> tuple[Path, ...]:
    """Folders, separated by a colon."""
    return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)


def switch(value: str) -> bool:
    """Yes or no."""
    known = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    if value.strip().lower() not in known:
        raise ValueError("yes or no")
    return known[value.strip().lower()]


def whole(least: int) -> Callable[[str], int]:
    """A whole number from ``least`` on."""

    def parse(value: str) -> int:
        if not value.strip().isdecimal() or int(value) < least:
            raise ValueError(f"a whole number from {least}")
        return int(value)

    return parse


def engine(value: str) -> str:
    """The name of an engine."""
    if value not in ("embedded", "elasticsearch"):
        raise ValueError("embedded or elasticsearch")
    return value


def address(value: str) -> str:
    """An address of the web."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?", value):
        raise ValueError("an address as https://palermo.example.org, without question mark or number sign")
    return value.rstrip("/")


def redis(value: str) -> str:
    """The address of a Redis."""
    if not re.match(r"(rediss?|unix)://.", value):
        raise ValueError("an address as redis://127.0.0.1:6379/0")
    return value


def mail_server(value: str) -> str:
    """The address of a server that mails."""
    if not re.fullmatch(r"(smtp|smtps|smtp\+starttls)://([^@/\s]+@)?[A-Za-z0-9.-]+(:[0-9]+)?", value):
        raise ValueError("smtp://, smtps:// or smtp+starttls:// and a host, as smtps://name:password@mail.example.org")
    return value


def mailbox(value: str) -> str:
    """The address of a mailbox; a connection that anybody could listen to leads only to this machine."""
    found = re.fullmatch(r"(imap|imaps|imap\+starttls)://[^@/\s]+:[^@/\s]+@([A-Za-z0-9.-]+)(:[0-9]+)?/[ -~]+", value)
    if not found or (found[1] == "imap" and found[2] not in {"127.0.0.1", "localhost"}):
        raise ValueError("imaps:// or imap+starttls://, as imaps://name:password@mail.example.org/INBOX")
    return value


def mail(value: str) -> str:
    """A mail address."""
    if not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+", value):
        raise ValueError("an address as contact@palermo.example.org")
    return value


def country(value: str) -> str:
    """A code of ISO 3166-1."""
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError("a code of two capital letters, as CH")
    return value


def day(value: str) -> str:
    """A day."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("a day as 2026-11-21") from None


def rate(value: str) -> str:
    """A number of requests in a time."""
    if value != "off" and not re.fullmatch(r"[1-9][0-9]{0,6} per (second|minute|hour|day)", value):
        raise ValueError("a number and a time as in 600 per minute, or off")
    return value


def folder(value: str) -> Path:
    """A folder; ``~`` is that of the user."""
    return Path(value).expanduser()


def secret(value: str) -> str:
    """A secret that is long enough."""
    if len(value) < SHORTEST_SECRET:
        raise ValueError(
            f"at least {SHORTEST_SECRET} characters that nobody can guess, as `openssl rand -hex 32` gives"
        )
    return value


def database(value: str) -> str:
    """The address of a PostgreSQL."""
    if not re.match(r"(postgresql|postgres)://.", value):
        raise ValueError("an address as postgresql://name:password@127.0.0.1/palermo")
    return value
