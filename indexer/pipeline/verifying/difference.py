"""One difference between the folders of records and what should be there, or what is derived from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mend(StrEnum):
    """What mends a difference."""

    BY_HAND = "by hand"
    REMOVE = "remove"
    CATALOGUE = "catalogue"
    READ = "read"
    INDEX = "index"
    FORGET = "forget"
    BUILD = "build"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """Where something differs, how, what to do about it, and which step of ``mend`` does that.

    ``place`` is a path or, in the index, the id of a record; ``subject`` is what the step works on: the path of a
    leftover, the id of a record.
    """

    place: str
    what: str
    todo: str
    mend: Mend = Mend.BY_HAND
    subject: str = ""

    @property
    def finding(self) -> str:
        """``place: what``, on one line."""
        return f"{self.place}: {self.what}".replace("\n", " ")

    def __str__(self) -> str:
        """``place: what; todo``, on one line."""
        return f"{self.finding}; {self.todo}".replace("\n", " ")

    @property
    def about(self) -> tuple[str, Mend, str]:
        """What it is about, which may be said in other words after it was tried to mend it."""
        return self.place, self.mend, self.subject
