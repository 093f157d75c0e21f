"""A way to a server that can be cut and mended, as if the server went away and came back at the same address."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.ports import free_port


class Proxy:
    """Hands bytes on between a port of its own and a server, while it is up."""

    def __init__(self, url: str) -> None:
        """Up at once."""
        target = urlsplit(url)
        self._target = (target.hostname or "", target.port or 80)
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self.up()

    def up(self) -> None:
        """Take connections."""
        listener = socket.create_server(("127.0.0.1", self._port))
        self._open.append(listener)
        self._run(self._accept, listener)

    def down(self) -> None:
        """Refuse connections, and cut those there are."""
        for opened in self._open:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()
        self._open.clear()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _run(self, work, *arguments: socket.socket) -> None:
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                here, _ = listener.accept()
            except OSError:  # it went down
                return
            there = socket.create_connection(self._target)
            self._open += [here, there]
            self._run(self._hand_on, here, there)
            self._run(self._hand_on, there, here)

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def proxy_to(url: str) -> Iterator[Proxy]:
    """A proxy that is down in the end."""
    proxy = Proxy(url)
    try:
        yield proxy
    finally:
        proxy.down()
