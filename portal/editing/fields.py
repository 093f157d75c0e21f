"""The one table of the form: every field of a record, how it is called, how it is entered, and what has to be known.

It says nothing of what is right: that is ``indexer.corpus``, as docs/records.md has it; a test holds the names to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from indexer.model import KINDS
from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext as pgettext


class Entry(StrEnum):
    """How a field is entered, and with it what its value is: a text, a list of texts, a mapping, or parts."""

    LINE = "line"
    LONG = "long"
    LINES = "lines"
    CHOICE = "choice"
    CODE = "code"
    TERMS = "terms"
    ARTICLES = "articles"
    RELATIONS = "relations"
    BY_LANGUAGE = "by_language"
    LONG_BY_LANGUAGE = "long_by_language"
    LINES_BY_LANGUAGE = "lines_by_language"
    GROUP = "group"
    ROWS = "rows"


PICKED = frozenset({Entry.TERMS, Entry.ARTICLES, Entry.RELATIONS})
"""What is chosen by a search, and shown as chips."""

LANGUAGED = frozenset({Entry.BY_LANGUAGE, Entry.LONG_BY_LANGUAGE, Entry.LINES_BY_LANGUAGE})
"""What is entered once for each language."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in record.yaml, its words, how it is entered, and the vocabularies its terms are of.

    ``most`` is how many characters each of its inputs takes; ``start`` is the vocabulary of what stands before a
    picked value. ``parts`` are those of a group or of each row.
    """

    name: str
    label: Any
    entry: Entry = Entry.LINE
    help: Any = ""
    vocabularies: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    start: str = ""
    most: int = 1000


DATE = _("A year, a month or a day: 2010, 2010-05 or 2010-05-14.")
DAY = _("A whole date: 2026-11-21.")
ONE_A_LINE = _("One in each line.")
OFFICE = _("A role or office, never a private person.")

_KIND = Field("kind", _("Kind"), Entry.CHOICE, vocabularies=("kind",))
_TITLE = Field("title", _("Title"), Entry.BY_LANGUAGE, _("At least in the original language."), most=2000)
_LANGUAGE = Field("original_language", _("Original language"), Entry.CHOICE, vocabularies=("language",))
_COUNTRY = Field("country", _("Country"), Entry.TERMS, vocabularies=("country",))
_ORGANIZATION = Field("organization", _("Organization"), Entry.TERMS, vocabularies=("organization",))
_ADOPTED = Field("adopted", _("Adopted"), help=DATE)
_FORCE_FROM = Field("in_force_from", _("In force from"), help=DATE)

_IN_FORCE = Field(
    "in_force",
    _("In force"),
    Entry.GROUP,
    _("Whoever says that a law is in force, or not, says who checked it and when."),
    parts=(
        Field("value", _("In force"), Entry.CHOICE, vocabularies=("in_force",)),
        Field("checked_by", _("Checked by"), help=OFFICE),
        Field("checked_on", _("Checked on"), help=DAY),
    ),
)
_PARTICIPANTS = Field(
    "participants",
    _("Participants"),
    Entry.GROUP,
    parts=(
        Field("status_as_of", _("Date of the list"), help=DATE),
        Field(
            "list",
            _("Participants"),
            Entry.ROWS,
            _("A row that is emptied is taken away; after saving there is another empty one."),
            parts=(
                Field("party", _("Participant"), Entry.CODE, vocabularies=("country", "organization")),
                Field("signature", _("Signature")),
                Field("action", _("Act"), Entry.CHOICE, vocabularies=("action",)),
                Field("date", _("Date of the act")),
            ),
        ),
    ),
)

OF_KINDS: Mapping[str, tuple[Field, ...]] = {
    "legislation": (
        Field("number", _("Number"), help=_("As it is cited: 64/2010.")),
        Field("type_of_act", _("Type of act"), Entry.CHOICE, vocabularies=("act_type",)),
        Field("gazette", _("Official gazette")),
        _ADOPTED,
        _FORCE_FROM,
        Field("repealed_on", _("Repealed on"), help=DATE),
        _IN_FORCE,
    ),
    "case_law": (
        Field("court", _("Court"), Entry.BY_LANGUAGE),
        Field("court_level", _("Level of court"), Entry.CHOICE, vocabularies=("court_level",)),
        Field("docket", _("Docket number")),
        Field("decided", _("Decided"), help=DATE),
        Field(
            "parties",
            _("Parties"),
            help=_("Only the name under which the court itself cites the case. Name no victim, witness or minor."),
        ),
        Field("states_concerned", _("States concerned"), Entry.TERMS, vocabularies=("country",)),
        Field("stage", _("Stage of the proceedings"), Entry.CHOICE, vocabularies=("stage",)),
        Field("verdict", _("Verdict"), Entry.CHOICE, vocabularies=("verdict",)),
        Field(
            "sentence",
            _("Sentence"),
            Entry.LONG_BY_LANGUAGE,
            _("Name no victim, witness or minor."),
            most=5000,
        ),
        Field("legal_issues", _("Legal issues"), Entry.LINES_BY_LANGUAGE, ONE_A_LINE, most=5000),
        Field("legislation_applied", _("Legislation applied"), Entry.LINES, ONE_A_LINE, most=5000),
        Field("citation", _("Citation")),
        Field("ecli", _("ECLI"), help=_("Such as ECLI:CE:ECHR:2010:0107JUD002596504.")),
    ),
    "strategy": (
        Field("body", _("Adopted by"), Entry.BY_LANGUAGE),
        _ADOPTED,
        Field(
            "period",
            _("Period"),
            Entry.GROUP,
            parts=(Field("from", _("Beginning"), help=DATE), Field("to", _("End"), help=DATE)),
        ),
        Field("pillars", _("Pillars"), Entry.TERMS, vocabularies=("pillar",)),
        Field("components", _("Components"), Entry.TERMS, vocabularies=("component",)),
    ),
    "treaty": (
        _ADOPTED,
        Field("opened", _("Opened for signature"), help=DATE),
        _FORCE_FROM,
        Field("depositary", _("Depositary"), Entry.BY_LANGUAGE),
        Field("registration", _("Registration")),
        _PARTICIPANTS,
    ),
    "bibliography": (
        Field("authors", _("Authors"), Entry.LINES, ONE_A_LINE, most=5000),
        Field("type", _("Type of publication"), Entry.CHOICE, vocabularies=("publication_type",)),
        Field("publisher", _("Publisher")),
        Field("published", pgettext("date of a publication", "Published"), help=DATE),
        Field("isbn", _("ISBN")),
        Field("doi", _("DOI"), help=_("Without an address before it: 10.1017/CBO9780511761065.")),
        Field("abstract", _("Abstract"), Entry.LONG_BY_LANGUAGE, _("In our own words."), most=20_000),
    ),
}
"""The fields that only one kind has."""

_SUBJECTS = (
    Field("crime", _("Crime types"), Entry.TERMS, vocabularies=("crime",)),
    Field("issue", _("Cross-cutting issues"), Entry.TERMS, vocabularies=("issue",)),
    Field(
        "treaty_articles",
        _("Treaty articles"),
        Entry.ARTICLES,
        _("That a law implements an article is a State's own claim."),
        vocabularies=("article",),
        start="treaty_relation",
    ),
    Field(
        "keywords",
        _("Keywords"),
        Entry.LINES_BY_LANGUAGE,
        ONE_A_LINE,
        vocabularies=("topic",),
        most=5000,
    ),
    Field("summary", _("Summary"), Entry.LONG_BY_LANGUAGE, _("In our own words."), most=20_000),
    Field("relations", _("Relations to other records"), Entry.RELATIONS, start="relation"),
    Field(
        "sources",
        _("Sources"),
        Entry.ROWS,
        _("Where the official text stands. A row that is emptied is taken away."),
        parts=(
            Field("title", _("Name of the place")),
            Field("language", _("Language of that name"), Entry.CHOICE, vocabularies=("language",)),
            Field("url", _("Web address")),
            Field("note", _("Note")),
        ),
    ),
    Field(
        "verification",
        _("Verification"),
        Entry.GROUP,
        parts=(
            Field("level", _("How far it was checked"), Entry.CHOICE, vocabularies=("verification",)),
            Field("checked_on", _("Checked on"), help=DAY),
            Field("note", _("Note"), Entry.LONG, most=5000),
        ),
    ),
)

OF_FILE = (
    Field("languages", _("Languages of the text"), Entry.TERMS, vocabularies=("language",)),
    Field("status", _("Status of the text"), Entry.CHOICE, vocabularies=("file_status",)),
    Field("text_as_of", _("The text is as of"), help=DATE),
)
"""What is known of a file; the names of their inputs begin with ``files.<number of the file>``."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a record of this kind in the order of the form; with no kind yet those that all have."""
    own = OF_KINDS[kind] if kind in KINDS else ()
    return (_KIND, _LANGUAGE, _TITLE, _COUNTRY, _ORGANIZATION, *own, *_SUBJECTS)


def label_of(path: str, kind: str) -> Any:
    """The words for the field that a path in a record.yaml leads to, ``files[0].status`` too; empty if it has none."""
    name, *deeper = [part for part in re.split(r"[.\[\]]+", path) if part]
    fields = OF_FILE if name == "files" else fields_of(kind)
    wanted = {name, *deeper} if name == "files" else {name}
    return next((field.label for field in fields if field.name in wanted), "")


def fields_of_file(number: int) -> tuple[Field, ...]:
    """The fields of a submitted file, named so that those of several files can be told apart."""
    return tuple(replace(field, name=f"files.{number}.{field.name}") for field in OF_FILE)
