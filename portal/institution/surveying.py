"""The small survey: three questions with answers to choose from, and one to write to; nothing says who answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.i18n import LANGUAGES, gettext, page_language
from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext as pgettext
from portal.institution.forms import TRAP, Sent, refuse_other_sites, take
from portal.institution.keeping import Kept, SurveyAnswer
from portal.opening import current_settings

QUESTIONS: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "role": (
        _("What do you do?"),
        {
            "justice": _("Prosecutor, judge or defence counsel"),
            "police": _("Police or another law enforcement service"),
            "government": _("Ministry or another public authority"),
            "international": _("International organization"),
            "research": _("Research, teaching or study"),
            "other": _("Something else"),
        },
    ),
    "found": (
        _("Did you find what you were looking for?"),
        {
            "yes": pgettext("whether it was found", "Yes"),
            "partly": _("In part"),
            "no": pgettext("whether it was found", "No"),
            "looking": _("I was only looking around"),
        },
    ),
    "ease": (
        _("How easy was it?"),
        {
            "very_easy": _("Very easy"),
            "easy": _("Easy"),
            "medium": _("Neither easy nor difficult"),
            "difficult": _("Difficult"),
            "very_difficult": _("Very difficult"),
        },
    ),
}
"""The questions with answers to choose from: what is asked, and the answers by their codes."""

LENGTHS = {**dict.fromkeys(QUESTIONS, 20), "text": 2000}


def form() -> str:
    """The form."""
    return _page(Sent())


def send() -> Response | tuple[str, int]:
    """Keep an answer and thank the reader; a question may be left out, but not all."""
    refuse_other_sites()
    sent = take(LENGTHS)
    faults = dict(sent.faults)
    for name, (_question, answers) in QUESTIONS.items():
        if sent.values[name] and sent.values[name] not in answers:
            faults[name] = gettext("Please choose one of the answers.")
    if not any(sent.values.values()):
        faults["role"] = gettext("Please answer at least one question.")
    if faults:
        return _page(Sent(sent.values, faults)), HTTPStatus.BAD_REQUEST
    day = datetime.now(UTC).date().isoformat()
    Kept(current_settings().state).keep_answer(SurveyAnswer(day, page_language(), **sent.values))
    return redirect(url_for("institution.surveyed"), HTTPStatus.SEE_OTHER)


def thanks() -> str:
    """What is said when an answer was kept."""
    return render_template("institution/thanks.html", reference="")


def counted(answers: Sequence[SurveyAnswer]) -> Iterator[str]:
    """The answers as a table of counts by language, a line each, for a terminal."""
    yield f"{'':<26}" + "".join(f"{code:>6}" for code in LANGUAGES) + f"{'all':>6}"
    yield _row("answers", Counter(answer.language for answer in answers))
    for name, (_question, choices) in QUESTIONS.items():
        yield name
        for choice in [*choices, ""]:
            chosen = Counter(answer.language for answer in answers if getattr(answer, name) == choice)
            if choice or chosen:
                yield _row(f"  {choice or '(not answered)'}", chosen)


def _row(label: str, counts: Counter[str]) -> str:
    return f"{label:<26}" + "".join(f"{counts[code]:>6}" for code in LANGUAGES) + f"{counts.total():>6}"


def _page(sent: Sent) -> str:
    return render_template("institution/survey.html", questions=QUESTIONS, lengths=LENGTHS, trap=TRAP, sent=sent)
