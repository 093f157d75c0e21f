"""Reporting an error: a form on every record, kept before the reader is thanked, mailed behind that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.errors import CorpusError, ParameterError
from portal.i18n import gettext, page_language
from portal.i18n import lazy_gettext as _
from portal.institution.forms import TRAP, Sent, refuse_other_sites, take
from portal.institution.keeping import Kept, Report
from portal.institution.mailing import mail_in_background
from portal.opening import current_library, current_settings

SUBJECTS: Mapping[str, Any] = {
    "facts": _("A fact is wrong or missing (title, date, country, crime type)"),
    "in_force": _("The law was amended or is no longer in force"),
    "text": _("The text was read wrongly from the file"),
    "file": _("A file cannot be opened, or is the wrong one"),
    "person": _("A person is named or can be recognized who should not be"),
    "portal": _("Something in the portal does not work, or keeps me from using it"),
    "other": _("Something else"),
}
"""What a report can be about."""

LENGTHS = {"subject": 20, "text": 5000, "mail": 200}
"""The fields of the form and the most characters that each may have."""

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_RECORD = re.compile(r"[a-z0-9-]{1,80}")
_PLACE = {"file": re.compile(r"[a-z0-9-]{1,40}"), "provision": re.compile(r"[A-Za-z0-9_-]{1,200}")}
_REFERENCE = re.compile(r"[0-9]{4}-[0-9]{5,9}")


@dataclass(frozen=True, slots=True)
class Place:
    """What a report is about: a record with its title, perhaps a file and a provision in it; all empty for none."""

    record: str = ""
    file: str = ""
    provision: str = ""
    title: str = ""
    title_language: str = ""


def form() -> str:
    """The form, for the place that the address names."""
    return _page(Sent())


def send() -> Response | tuple[str, int]:
    """Keep what was sent and thank the reader; if something is wrong with it, the form again with what they wrote."""
    refuse_other_sites()
    place = _place()
    sent = _checked(take(LENGTHS))
    if sent.faults:
        return _page(sent), HTTPStatus.BAD_REQUEST
    settings = current_settings()
    report = Report(
        language=page_language(),
        subject=sent.values["subject"],
        record=place.record,
        file=place.file,
        provision=place.provision,
        text=sent.values["text"],
        mail=sent.values["mail"],
    )
    kept = Kept(settings.state).keep_report(report)
    mail_in_background(settings)
    return redirect(url_for("institution.reported", reference=kept.reference), HTTPStatus.SEE_OTHER)


def thanks(reference: str) -> str:
    """What is said when a report was kept, with its number."""
    if not _REFERENCE.fullmatch(reference):
        raise NotFound
    return render_template("institution/thanks.html", reference=reference)


def _page(sent: Sent) -> str:
    return render_template(
        "institution/report.html", place=_place(), subjects=SUBJECTS, lengths=LENGTHS, trap=TRAP, sent=sent
    )


def _place() -> Place:
    """What the address names; raises ParameterError for what cannot be an id."""
    record = request.args.get("record", "")
    if not record:
        return Place()
    if not _RECORD.fullmatch(record):
        raise ParameterError("record", record, "the id of a record")
    title, language = _title(record)
    parts = {name: request.args.get(name, "") for name in _PLACE}
    for name, value in parts.items():
        if value and not _PLACE[name].fullmatch(value):
            raise ParameterError(name, value, f"the id of a {name}")
    return Place(record, parts["file"], parts["provision"], title, language)


def _title(record: str) -> tuple[str, str]:
    """The title of a record and its language; of one that is not shown, which may be what is reported, its id."""
    try:
        return current_library().corpus.record(record).title_in(page_language())
    except CorpusError:
        return record, "und"


def _checked(sent: Sent) -> Sent:
    faults = dict(sent.faults)
    if sent.values["subject"] not in SUBJECTS:
        faults["subject"] = gettext("Please choose what it is about.")
    if not sent.values["text"]:
        faults["text"] = gettext("Please say what is wrong.")
    if sent.values["mail"] and not _MAIL.fullmatch(sent.values["mail"]):
        faults["mail"] = gettext("Please write an address as name@example.org, or leave this empty.")
    return Sent(sent.values, faults)
