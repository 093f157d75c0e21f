"""The lists of records: which records each holds, what it is called, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from werkzeug.exceptions import NotFound

from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.labels import label
from portal.opening import current_library

PLACES: Mapping[str, str] = {
    "all": "records",
    "kind": "kinds/<term>",
    "country": "countries/<term>",
    "organization": "organizations/<term>",
    "crime": "crime-types/<term>",
    "issue": "issues/<term>",
    "article": "treaties/<treaty>/articles/<term>",
}
"""Where the lists stand, behind the language, by the facet whose terms have one; ``all`` is that of all records."""


ALL_TERMS: Mapping[str, tuple[str, str]] = {
    "country": (_("Countries"), "browse.countries"),
    "organization": (_("Organizations"), "browse.organizations"),
    "crime": (_("Crime types"), "browse.crimes"),
    "issue": (_("Cross-cutting issues"), "browse.issues"),
    "treaty": (_("Treaties"), "browse.treaties"),
    "article": (_("Treaties"), "browse.treaties"),
}
"""The pages that list all terms of a vocabulary with their records: what they are called, and their endpoints."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """The records that have a term of a facet, or all of them; of one kind only if ``kind`` is told.

    The term of an article names its treaty: ``untoc:5``.
    """

    facet: str
    term: str = ""
    kind: str = ""

    @property
    def terms(self) -> dict[str, Any]:
        """What the catalogue is asked for."""
        wanted = {} if self.facet == "all" else {self.facet: self.term}
        return {**wanted, "kind": self.kind} if self.kind else wanted

    @property
    def treaty(self) -> str:
        """The treaty of an article; empty for other lists."""
        return self.term.rpartition(":")[0]

    @property
    def title(self) -> str:
        """What it is called, in the language of the page."""
        return gettext("All records") if self.facet == "all" else label(self.facet, self.term)

    @property
    def titled_kind(self) -> str:
        """The same with the kind, if it is of one kind only."""
        return self.title + gettext(": ") + label("kind", self.kind) if self.kind else self.title

    def of_kind(self, kind: str) -> RecordList:
        """The records of this list that are of one kind; of all kinds if that is empty."""
        return replace(self, kind=kind)

    def address(self, form: str = "page", **asked: Any) -> str:
        """The path of its page, ``feed``, ``csv`` or ``json``; what is ``asked`` and not None stands behind it."""
        number = self.term.rpartition(":")[2]
        place: dict[str, Any] = {} if self.facet == "all" else {"term": number, "treaty": self.treaty or None}
        return url_for(f"browse.{self.facet}_{form}", **place, kind=self.kind or None, **asked)


def record_list(facet: str, place: Mapping[str, str], kind: str = "") -> RecordList:
    """The list at a place of ``PLACES``; raises NotFound if no vocabulary has the term."""
    term = ":".join(place[name] for name in ("treaty", "term") if name in place)
    if facet != "all" and not current_library().vocabularies.has(facet, term):
        raise NotFound
    return RecordList(facet, term, kind if facet != "kind" else "")


def term_address(vocabulary: str, term: str) -> str:
    """The page of a term; empty if terms of this vocabulary have none."""
    if vocabulary == "treaty":
        return url_for("browse.treaty", treaty=term)
    return RecordList(vocabulary, term).address() if vocabulary in PLACES else ""
