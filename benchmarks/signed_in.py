"""A browser at which somebody is signed in, as far as a benchmark needs one: cookies, forms, times of answers."""

from __future__ import annotations

import http.client
import re
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from desk import PASSWORD, Account
from passlib.totp import TOTP  # type: ignore[import-untyped]
from readers import Seen

Pairs = Sequence[tuple[str, str]]

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ADDRESSES = 250
"""Addresses of this machine that people come from, behind 127.0.1: sign-ins are counted by address too."""


@dataclass
class Browser:
    """One person's browser; what it sees is noted by what was asked for."""

    port: int
    number: int
    seen: dict[str, Seen]
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self, account: Account) -> None:
        """Sign in with password and code, through the forms."""
        path = "/en/desk/sign-in"
        token = self.token_on(path)
        status, path = self.send("sign in", path, [token, ("email", account.address), ("password", PASSWORD)])
        code = TOTP(key=account.key, format="base32").generate().token
        if status == 302:
            self.send("sign in", path, [self.token_on(path), ("code", code)])

    def token_on(self, path: str) -> tuple[str, str]:
        """The token of the forms on a page, as a pair to be sent."""
        found = TOKEN.search(self.open("sign in", path))
        return "csrf_token", found[1] if found else ""

    def open(self, what: str, path: str) -> str:
        """A page; empty if there was an error, which is noted."""
        status, text, _ = self._ask(what, "GET", path)
        if status != 200:
            self._note(what, path, status)
        return text if status == 200 else ""

    def send(self, what: str, path: str, pairs: Pairs, *, also: Iterable[int] = ()) -> tuple[int, str]:
        """Send a form; gives the status and where the answer leads. Only redirections and ``also`` are no errors."""
        body, kind = urlencode(pairs).encode(), "application/x-www-form-urlencoded"
        return self._sent(what, path, body, kind, also)

    def attach(self, what: str, path: str, pairs: Pairs, name: str, content: bytes) -> tuple[int, str]:
        """Send a form with a file."""
        edge = secrets.token_hex(16)
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in pairs]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = "".join([*parts, head]).encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._sent(what, path, body, f"multipart/form-data; boundary={edge}", ())

    def _sent(self, what: str, path: str, body: bytes, kind: str, also: Iterable[int]) -> tuple[int, str]:
        status, _, place = self._ask(what, "POST", path, body, {"Content-Type": kind})
        if status not in {302, 303, *also}:
            self._note(what, path, status)
        return status, place

    def _ask(
        self, what: str, method: str, path: str, body: bytes | None = None, head: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        started = time.perf_counter()
        place = (f"127.0.1.{1 + self.number % ADDRESSES}", 0)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=place)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookie, **(head or {})})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.seen[what].errors.append(f"{method} {path}: {error!r}")
            return 0, "", ""
        finally:
            connection.close()
        self.seen[what].milliseconds.append((time.perf_counter() - started) * 1000)
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return answer.status, text, answer.headers.get("Location", "")

    def _note(self, what: str, path: str, status: int) -> None:
        if status:  # without one the error is noted already
            self.seen[what].errors.append(f"{path}: {status}")


class Form(HTMLParser):
    """What a browser would send of the form of a page that has this id, but for its buttons."""

    def __init__(self, page: str, id: str) -> None:
        """Read the page."""
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._id, self._in, self._area, self._select = id, "", "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element would send."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = given.get("id", "")
        if given.get("form", self._in) != self._id:
            return
        name, ticked = given.get("name", ""), given.get("type") not in ("checkbox", "radio") or "checked" in given
        if tag == "input" and name and ticked:
            self.pairs.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area = name
            self.pairs.append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.pairs.append((self._select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or an area of text."""
        if tag == "form":
            self._in = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Add the text of an area to what it would send."""
        if self._area:
            name, before = self.pairs[-1]
            self.pairs[-1] = (name, (before + data).removeprefix("\n"))

    def with_value(self, name: str, value: str) -> Pairs:
        """What would be sent after something was written into a field."""
        return [(key, value if key == name else text) for key, text in self.pairs]
