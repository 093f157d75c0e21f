"""The rules that span several fields of a record.

They look at what was written, not at a validated record, so that a fault in one field never hides that a rule is broken
in others. Each gives the paths of the fields at fault with what was expected there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from indexer.corpus.dates import PartialDate
from indexer.corpus.forms import MAX_ID
from indexer.corpus.values import EACH, text_at, values_at
from indexer.vocabularies.yaml_text import Path as FieldPath

Finding = tuple[FieldPath, str]
PUBLIC = ("legislation", "case_law", "strategy")
"""The kinds that come from a public body, and therefore name its country or organization."""

MARK = "demonstration"
"""The field by which every exported record says whether it is demonstration material."""

PAST = (
    ("adopted",),
    ("decided",),
    ("published",),
    ("verification", "checked_on"),
    ("in_force", "checked_on"),
    ("treaty_articles", EACH, "asserted_on"),
)
"""The dates of what has happened; others (``in_force_from``, ``text_as_of``, the end of a period) may be to come."""

WRITTEN = dt.date(2026, 11, 21)
"""The day of this rule: a clock that is behind it is wrong, and makes no sound record faulty."""


def broken_rules(value: dict[str, Any]) -> Iterator[Finding]:
    """Every rule that the fields of a record break."""
    yield from _title_in_original_language(value)
    yield from _country_or_organization(value)
    yield from _nothing_twice(value)
    yield from _relations_to_others(value)
    yield from _claims_of_states(value)
    yield from _files_named_by_content(value)
    yield from _marked_as_its_files(value)
    yield from _repealed_is_not_in_force(value)
    yield from _not_in_the_future(value)
    yield from _cases_without_names(value)


def _title_in_original_language(value: dict[str, Any]) -> Iterator[Finding]:
    language, title = text_at(value, "original_language"), value.get("title")
    if language and isinstance(title, dict) and language not in title:
        yield ("title",), f"the title in the original language ({language}) too"


def _country_or_organization(value: dict[str, Any]) -> Iterator[Finding]:
    if "withdrawn" in value or value["kind"] not in PUBLIC:
        return
    if not value.get("country") and not value.get("organization"):
        yield ("country",), "country or organization; at least one of them"


def _nothing_twice(value: dict[str, Any]) -> Iterator[Finding]:
    articles = (
        (path[:-1], f"{text_at(value['treaty_articles'][path[1]], 'treaty')}:{article}")
        for path, article in values_at(value, ("treaty_articles", EACH, "article"))
    )
    relations = (
        (path[:-1], f"{text_at(value['relations'][path[1]], 'type')} {record}")
        for path, record in values_at(value, ("relations", EACH, "record"))
    )
    yield from _once("each treaty article once", articles)
    yield from _once("each relation once", relations)
    yield from _once("an id of its own for each file", values_at(value, ("files", EACH, "id")))


def _once(expected: str, values: Iterable[tuple[FieldPath, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, text in values:
        if text in seen:
            yield path, f"{expected}; {text} stands above already"
        seen.add(text)


def _relations_to_others(value: dict[str, Any]) -> Iterator[Finding]:
    for path, record in values_at(value, ("relations", EACH, "record")):
        if record == value.get("id"):
            yield path, "another record; this is the id of the record itself"


def _claims_of_states(value: dict[str, Any]) -> Iterator[Finding]:
    for path, relation in values_at(value, ("treaty_articles", EACH, "relation")):
        if relation == "implements" and text_at(value["treaty_articles"][path[1]], "asserted_by") != "state":
            yield path, "relevant_to; that a law implements an article is a State's own claim (asserted_by: state)"


def _files_named_by_content(value: dict[str, Any]) -> Iterator[Finding]:
    for path, name in values_at(value, ("files", EACH, "name")):
        digits = text_at(value["files"][path[1]], "sha256")[:8]
        if digits and not name.rpartition(".")[0].endswith(f"-{digits}"):
            yield path, f"a name that ends in the first digits of sha256: ...-{digits}.pdf"


def _marked_as_its_files(value: dict[str, Any]) -> Iterator[Finding]:
    """Exports say whether a record is demonstration material; what they say has to stay true when it is read again."""
    statuses = {status for _, status in values_at(value, ("files", EACH, "status"))}
    right = "true" if MARK in statuses else "false"
    if MARK in value and text_at(value, MARK) != right:
        yield (MARK,), f"{right}, as the status of the files says; or leave the field out"


def _repealed_is_not_in_force(value: dict[str, Any]) -> Iterator[Finding]:
    if value.get("repealed_on") and text_at(value, "in_force", "value") == "yes":
        yield ("in_force", "value"), "partly, no or unknown beside repealed_on"


def _not_in_the_future(value: dict[str, Any]) -> Iterator[Finding]:
    """What was done was done by today: by the day of UTC and one more, for it is tomorrow somewhere."""
    last = max(dt.datetime.now(dt.UTC).date(), WRITTEN) + dt.timedelta(days=1)
    for pattern in PAST:
        for path, text in values_at(value, pattern):
            if _first_day(text) > last:
                yield path, "a date that is not in the future"


def _first_day(text: str) -> dt.date:
    """The first day that a date can mean; long ago if it is none, which is another fault."""
    try:
        return PartialDate.parse(text).first_day
    except ValueError:
        return dt.date.min


def _cases_without_names(value: dict[str, Any]) -> Iterator[Finding]:
    """The id of a case is made of court, year and docket number; without a number of something with a digit."""
    name, year = text_at(value, "id"), text_at(value, "decided")[:4]
    if value["kind"] != "case_law" or "withdrawn" in value or not year.isdecimal() or not 0 < len(name) <= MAX_ID:
        return
    number = slug(text_at(value, "docket"))
    parts = re.fullmatch(rf"[a-z][a-z0-9]*(?:-[a-z0-9]+)*?-{year}-(.*[0-9].*)", name)
    if not parts or (number and parts[1] != number):
        yield ("id",), f"an id made of court, year and docket number: ...-{year}-{number or '25965-04'}"


def slug(text: str) -> str:
    """The ASCII letters and digits of ``text`` in small letters, joined by hyphens: ``25965/04`` is ``25965-04``."""
    return "-".join(re.findall("[a-z0-9]+", text.lower()))
