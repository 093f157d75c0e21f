"""Whether our mail server vouches for the sender: the Authentication-Results that it wrote (RFC 8601).

Headers of other servers count for nothing. A sender can write one in the name of ours: our server has to remove those
(RFC 8601, section 5), and what it writes itself stands above; so of each method only the topmost header that tells of
it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

HEADER = "Authentication-Results"
LONGEST = 20_000
"""Characters of a header that are looked at; a longer one says nothing."""

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[;=()]|\\.|[^\s;=()"\\]+')
_PROPERTY = {"dkim": "header.d", "spf": "smtp.mailfrom"}
"""The methods that count, and which of their properties names the domain that was found to be true."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one method found, of which domain (small letters, empty if it is not said)."""

    method: str
    found: str
    domain: str


def vouches(message: Message, server: str, address: str) -> bool:
    """Whether the server of this name found the message to be from the domain of the address, by DKIM or by SPF."""
    domain = address.rpartition("@")[2].lower()
    for method in _PROPERTY:
        results = _topmost(message, server, method)
        if any(result.found == "pass" and is_aligned(domain, result.domain) for result in results):
            return True
    return False


def is_aligned(domain: str, authenticated: str) -> bool:
    """Whether a domain is the one that was authenticated, or lies below it."""
    return "." in authenticated and (domain == authenticated or domain.endswith(f".{authenticated}"))


def _topmost(message: Message, server: str, method: str) -> list[Result]:
    for header in message.get_all(HEADER, []):
        written_by, results = parse(str(header))
        told = [result for result in results if result.method == method]
        if written_by == server.lower() and told:
            return told
    return []


def parse(header: str) -> tuple[str, list[Result]]:
    """The server that wrote a header and what it found; nothing of one that does not follow the grammar."""
    parts = list(_parts(header)) if len(header) <= LONGEST else []
    if not parts or not parts[0]:
        return "", []
    return parts[0][0].lower(), [result for part in parts[1:] if (result := _result(part))]


def _parts(header: str) -> Iterator[list[str]]:
    """The words between semicolons, without comments; nothing if a comment or a string does not end."""
    found: list[list[str]] = [[]]
    depth = 0
    if _WORD.sub("", header).strip():
        return
    for word in _WORD.findall(header):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth < 0:
            return
        if depth or word == ")":
            continue
        if word == ";":
            found.append([])
        else:
            found[-1].append(word)
    if not depth:
        yield from found


def _result(words: list[str]) -> Result | None:
    """``dkim = pass header.d = example.org``, as words."""
    said = {words[at - 1].lower(): words[at + 1] for at, word in enumerate(words[1:-1], 1) if word == "="}
    method = words[0].partition("/")[0].lower() if len(words) > 2 and words[1] == "=" else ""
    if method not in _PROPERTY:
        return None
    domain = said.get(_PROPERTY[method], "").strip('"').rpartition("@")[2].lower()
    return Result(method, words[2].lower(), domain)
