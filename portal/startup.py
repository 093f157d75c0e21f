"""What is looked at before the portal starts: the collections, the index, and whether the address is free."""

from __future__ import annotations

import errno
import ipaddress
import multiprocessing
import os
import socket
from dataclasses import dataclass
from multiprocessing.connection import Connection

from indexer.application import IndexGap, index_gap
from indexer.errors import EngineError, IndexMissing, IndexOutdated, PalermoError
from indexer.settings import Settings
from portal.database import bring_up_to_date


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it should be; with an ``exit_code`` it is no use to start, 0 is a warning."""

    message: str
    exit_code: int = 0


def trouble_ahead(settings: Settings) -> Trouble | None:
    """Compare collections and index in a child of its own: an engine must not be open when the workers are forked."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_report, args=(settings, there))
    child.start()
    there.close()
    try:
        trouble: Trouble | None = here.recv()
    except EOFError:
        trouble = Trouble("the index could not be opened; run `indexer build` first", EngineError.exit_code)
    child.join()
    return trouble


def state_trouble(settings: Settings) -> Trouble | None:
    """A warning if what readers send could not be kept: the folder, or the nearest one above it, is not ours to write.

    The folder itself is made with the first report.
    """
    folder = settings.state.absolute()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return None
    return Trouble(
        f"{folder}: reports of readers cannot be kept there, and will be refused; PALERMO_STATE names another"
    )


def prepare_state(settings: Settings) -> None:
    """Make what the workplace keeps its things in: the tables of the database, the folder it publishes into.

    Raises PalermoError if the database cannot be used. Without a secret there is no workplace, and nothing is made.
    """
    if settings.secret_key:
        bring_up_to_date(settings)
        settings.published.mkdir(parents=True, exist_ok=True)


def refuse_defaults(settings: Settings) -> None:
    """Raises PalermoError if others could sign in to a portal that does not know its own address.

    The links in its mail would lead elsewhere, and its cookies would not be kept to TLS.
    """
    if not settings.secret_key or settings.public_address != Settings().public_address:
        return
    if not _is_loopback(settings.host):
        raise PalermoError(
            f"PALERMO_SECRET_KEY is set and the portal listens on {settings.host}, where others can reach it, but "
            "PALERMO_PUBLIC_ADDRESS is not set: set it to the address that people see, or listen on 127.0.0.1"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_used_address(host: str, port: int) -> None:
    """Raises PalermoError if the portal cannot listen there; the server itself would try for five seconds."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PalermoError(f"port {port} is in use: choose another with --port or PALERMO_PORT") from error
        raise PalermoError(
            f"nothing can listen on {host}, port {port} ({error.strerror}):"
            " choose another address with --host or PALERMO_HOST, or another port with --port or PALERMO_PORT"
        ) from error


def _report(settings: Settings, there: Connection) -> None:
    there.send(_trouble(settings))


def _trouble(settings: Settings) -> Trouble | None:
    try:
        return _told(index_gap(settings))
    except (IndexMissing, IndexOutdated) as error:
        return Trouble(f"{error}\nportal: nothing can be searched; run `indexer build` first", error.exit_code)
    except EngineError as error:
        return Trouble(f"search does not work at the moment: {error}")
    except PalermoError as error:
        return Trouble(str(error), error.exit_code)


def _told(gap: IndexGap) -> Trouble | None:
    """The warning about an index that was built from other records than those served."""
    if gap.left_out:
        return Trouble(
            f"records of the bundled demonstration collection that are in the index though it is left out:"
            f" {gap.left_out}; run `indexer build`, or delete the index if there is nothing to build yet",
            exit_code=1,
        )
    told = []
    if gap.only_index:
        told.append(f"records of the index that are not in the collections served: {gap.only_index}")
    if gap.only_collections:
        told.append(f"records of the collections that are not in the index: {gap.only_collections}")
    if not told:
        return None
    return Trouble(f"{'; '.join(told)}; run `indexer build` (`indexer check` says why a record is left out)")
