"""The facts that a contributor knows: as fields of a form, and as the fields of a record that they are kept in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from indexer.corpus import PartialDate
from indexer.model import KINDS
from portal.database import now
from portal.i18n import LANGUAGES, gettext, page_language
from portal.i18n import lazy_gettext as _
from portal.institution.forms import take
from portal.opening import current_library
from portal.submissions.models import Submission

DATES = {
    "legislation": "adopted",
    "case_law": "decided",
    "strategy": "adopted",
    "treaty": "adopted",
    "bibliography": "published",
}
"""The field of the main date of each kind."""

NUMBERS = {"legislation": "number", "case_law": "docket", "treaty": "registration"}
"""The field of the number by which a record of a kind is cited, where it has one."""

TITLES = {f"title-{language}": language for language in LANGUAGES}

LENGTHS = {
    "kind": 20,
    "country": 10,
    "organization": 80,
    **dict.fromkeys(TITLES, 500),
    "original_language": 10,
    "number": 100,
    "date": 10,
    "source": 300,
    "source_url": 500,
    "note": 5000,
    "authorized_by": 300,
    "authorized_on": 10,
}
"""The fields of the form and the most characters that each may have."""

NAMES: Mapping[str, Any] = {
    "kind": _("Kind"),
    "country": _("Country"),
    "organization": _("Organization"),
    **{name: LANGUAGES[language].name for name, language in TITLES.items()},
    "original_language": _("Language of the original"),
    "number": _("Number"),
    "date": _("Date"),
    "source": _("Official source"),
    "source_url": _("Its address on the web"),
    "note": _("Note to the secretariat"),
    "authorized_by": _("Publication authorized by"),
    "authorized_on": _("Authorized on"),
}
"""What the fields are called."""


@dataclass(frozen=True, slots=True)
class SentFacts:
    """A form that was sent: its values, what is wrong with some, and what is to be kept of the others."""

    values: Mapping[str, str]
    faults: Mapping[str, Any]
    record: Mapping[str, Any]
    beside: Mapping[str, Any]


def shown(submission: Submission) -> dict[str, str]:
    """The values of the form for what is kept of a submission."""
    record = submission.record
    source: Mapping[str, str] = next(iter(record.get("sources", [])), {})
    day = submission.authorized_on
    return {
        "kind": record.get("kind", ""),
        "country": next(iter(record.get("country", [])), ""),
        "organization": next(iter(record.get("organization", [])), ""),
        **{name: record.get("title", {}).get(language, "") for name, language in TITLES.items()},
        "original_language": record.get("original_language", ""),
        "number": next((record[name] for name in NUMBERS.values() if name in record), ""),
        "date": next((record[name] for name in DATES.values() if name in record), ""),
        "source": source.get("title", ""),
        "source_url": source.get("url", ""),
        "note": submission.note,
        "authorized_by": submission.authorized_by,
        "authorized_on": day.isoformat() if day else "",
    }


def sent(submission: Submission) -> SentFacts:
    """The form of the request; a value with a fault is not among what is to be kept, so that the others can be."""
    form = take(LENGTHS)
    values = dict(form.values)
    faults = {**form.faults, **_faults(values)}
    good = {**shown(submission), **{name: value for name, value in values.items() if name not in faults}}
    day = good["authorized_on"]
    beside = {
        "note": good["note"],
        "authorized_by": good["authorized_by"],
        "authorized_on": date.fromisoformat(day) if day else None,
    }
    return SentFacts(values, faults, _record(submission, good), beside)


def missing(submission: Submission) -> dict[str, Any]:
    """What a submission still needs before it can be submitted, by the field where it is said."""
    values = shown(submission)
    asked = {
        "files": (any(file.purpose == "text" for file in submission.files), gettext("Please add the text itself.")),
        "kind": (values["kind"], gettext("Please choose what it is.")),
        "country": (values["country"] or values["organization"], gettext("Please say whose it is.")),
        "title": (any(values[name] for name in TITLES), gettext("Please write its title in one language at least.")),
        "authorized_by": (values["authorized_by"], gettext("Please say who authorized the publication.")),
        "authorized_on": (values["authorized_on"], gettext("Please say when the publication was authorized.")),
    }
    return {name: words for name, (is_there, words) in asked.items() if not is_there}


def _record(submission: Submission, values: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the record; of those that the kind does not have none is left."""
    kind = values["kind"]
    titles = {language: values[name] for name, language in TITLES.items()}
    kept = {language: title for language, title in submission.record.get("title", {}).items() if language not in titles}
    return {
        "kind": kind,
        "country": _listed(submission, "country", values["country"]),
        "organization": _listed(submission, "organization", values["organization"]),
        "title": kept | {language: title for language, title in titles.items() if title},
        "original_language": values["original_language"],
        **dict.fromkeys({*NUMBERS.values(), *DATES.values()}, ""),
        NUMBERS.get(kind, "number"): values["number"],
        DATES.get(kind, "adopted"): values["date"],
        "sources": _sources(submission, values),
    }


def _listed(submission: Submission, field: str, first: str) -> list[str]:
    """A list with another first value; what stands behind it is the secretariat's."""
    return [first, *(other for other in submission.record.get(field, [])[1:] if other != first)] if first else []


def _sources(submission: Submission, values: Mapping[str, str]) -> list[dict[str, str]]:
    before = submission.record.get("sources", [])
    if not (values["source"] or values["source_url"]):
        return list(before[1:])
    language = values["original_language"] or page_language()
    title = values["source"] or urlsplit(values["source_url"]).netloc
    first = {"language": language, **(before[0] if before else {}), "title": title, "url": values["source_url"]}
    return [{name: value for name, value in first.items() if value}, *before[1:]]


def _faults(values: Mapping[str, str]) -> dict[str, Any]:
    checks: dict[str, tuple[Callable[[str], bool], Any]] = {
        "kind": (lambda kind: kind in KINDS, gettext("Please choose one of the list.")),
        "country": (lambda term: _has("country", term), gettext("Please choose one of the list.")),
        "organization": (lambda term: _has("organization", term), gettext("Please choose one of the list.")),
        "original_language": (lambda term: _has("language", term), gettext("Please choose one of the list.")),
        "date": (
            _is_date,
            gettext("Please write the date as 2010, 2010-05 or 2010-05-14; it cannot be in the future."),
        ),
        "source_url": (_is_address, gettext("Please write an address that begins with https:// or http://.")),
        "authorized_on": (_is_day, gettext("Please write the day as 2010-05-14; it cannot be in the future.")),
    }
    faults = {name: words for name, (is_right, words) in checks.items() if values[name] and not is_right(values[name])}
    if values["number"] and values["kind"] and values["kind"] not in NUMBERS:
        faults["number"] = gettext("Records of this kind have no number.")
    return faults


def _has(vocabulary: str, term: str) -> bool:
    return current_library().vocabularies.has(vocabulary, term)


def _is_date(text: str) -> bool:
    try:
        return PartialDate.parse(text).first_day <= now().date()
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text) <= now().date()
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in text
