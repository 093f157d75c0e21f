"""A mail server for tests: it takes what is sent to it and keeps it in memory."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest


class _Conversation(socketserver.StreamRequestHandler):
    """One client, in the least of SMTP that one has to speak (RFC 5321)."""

    server: MailServer

    def handle(self) -> None:
        """Answer line by line until the client leaves."""
        self._say("220 tests")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA" and self.server.refusing:
                self._say("451 not now")
            elif word == b"DATA":
                self._say("354 go on")
                self.server.taken.append(self._message())
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 tests" if word != b"STARTTLS" else "502 no")

    def _message(self) -> EmailMessage:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        return message_from_bytes(b"".join(lines), policy=default)  # type: ignore[return-value]

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """The messages that were ``taken``; while it is ``refusing`` none is."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        """Listen at a port that is free."""
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: list[EmailMessage] = []
        self.refusing = False

    @property
    def url(self) -> str:
        """Its address as settings have it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server of one's own."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
