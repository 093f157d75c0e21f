"""The id that a record is proposed: of country or court, year and number, as in ``eg-2010-64``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain, count
from typing import Any

from indexer.corpus.rules import slug

LONGEST = 60
"""Characters of a proposed id; 80 are allowed."""

DATES = ("adopted", "decided", "published")
"""The main dates of the kinds."""


def proposed_id(fields: Mapping[str, Any], taken: Callable[[str], bool]) -> str:
    """An id for a record with these fields that is not ``taken``; with too few facts a poor one, to be edited."""
    year = next((str(fields[name])[:4] for name in DATES if fields.get(name)), "")
    parts = [part for part in (_origin(fields), year, _number(fields, year)) if part]
    base = "-".join(parts)[:LONGEST].strip("-") or slug(str(fields.get("kind", ""))) or "record"
    base = base if base[0].isalpha() else f"record-{base}"
    candidates = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(name for name in candidates if not taken(name))


def _origin(fields: Mapping[str, Any]) -> str:
    """The court of a case, else country or organization, else the first author."""
    if fields.get("kind") == "case_law" and (court := _english(fields.get("court"))):
        return "".join(word[0] for word in slug(court).split("-") if word not in {"of", "the", "on", "for", "and"})
    for name in ("country", "organization"):
        if fields.get(name):
            return slug(str(fields[name][0]))
    author = next(iter(fields.get("authors") or ()), "")
    return slug(str(author)).split("-")[-1]


def _number(fields: Mapping[str, Any], year: str) -> str:
    """The docket of a case, the number of an act without the year in it, else the first words of the title."""
    if fields.get("kind") == "case_law":
        return slug(str(fields.get("docket", "")))
    parts = [
        part for part in slug(str(fields.get("number", ""))).split("-") if part != year and re.search("[0-9]", part)
    ]
    if parts:
        return "-".join(parts)
    words = slug(_english(fields.get("title"))).split("-")
    return "-".join([word for word in words if len(word) > 3][:3])


def _english(texts: Any) -> str:
    """The English one of texts by language, else the first."""
    return str(texts.get("en") or next(iter(texts.values()), "")) if isinstance(texts, Mapping) else ""
