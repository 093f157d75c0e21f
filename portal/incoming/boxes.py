"""Messages from an mbox file or a Maildir, which are left as they are: what was taken is known by its row."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from indexer.errors import PalermoError
from portal.incoming.letters import end_of_head
from portal.incoming.taking import Arrived


def messages(path: Path, most: int) -> Iterator[Arrived]:
    """The messages of an mbox (a file) or a Maildir (a folder) in order; of those above ``most`` bytes the head.

    Raises PalermoError if there is nothing, or it cannot be read.
    """
    if not path.exists():
        raise PalermoError(f"{path}: there is no such mbox or Maildir")
    box: mailbox.Mailbox[mailbox.Message] = (
        mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
    )
    with closing(box):
        try:
            for key in box.iterkeys():
                yield _arrived(box, key, most)
        except (mailbox.Error, KeyError) as error:
            raise PalermoError(f"{path}: cannot be read as a mailbox: {error}") from error


def _arrived(box: mailbox.Mailbox[mailbox.Message], key: str, most: int) -> Arrived:
    with closing(box.get_file(key)) as stream:
        content = stream.read(most + 1)
        size = len(content)
        if size <= most:
            return Arrived(content, size)
        while block := stream.read(1 << 20):
            size += len(block)
    return Arrived(content[: end_of_head(content)], size)
