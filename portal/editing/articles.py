"""The provisions that were found in a file, and what a person corrects of them on the spot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from flask import flash, make_response, redirect, render_template, request, url_for
from pydantic import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from indexer.application import Unfit, corrected_reading, merge_of, relabel_of, rename_of, split_at
from indexer.corpus import ProvisionCorrection
from indexer.errors import CorrectionError
from indexer.model import Provision, ProvisionLevel, Reading
from portal import audit
from portal.access import Action, needs, signed_in
from portal.accounts.models import User
from portal.database import now, transaction
from portal.editing.asking import file_of
from portal.editing.entering import Inputs, clean
from portal.i18n import gettext
from portal.opening import current_library, current_settings
from portal.preparing import reading_of
from portal.submissions.drafts import subject_of
from portal.submissions.finding import found
from portal.submissions.models import Submission, SubmittedFile

LONGEST = 300
"""Characters of a label or a heading that is typed."""

BEGINNING = 90
"""Characters by which a sentence is shown."""

_SENTENCE = re.compile(r"(?<=[.;:؛؟。；：])\s*(?=\S)|\n+(?=\S)")


@dataclass(frozen=True, slots=True)
class Found:
    """The provisions of a file as corrected so far, and the corrections; ``unfit`` are those that find no place."""

    reading: Reading
    corrections: tuple[ProvisionCorrection, ...]
    unfit: Mapping[int, Unfit]

    def provision(self, name: str) -> Provision | None:
        """The provision with this id; None if there is none."""
        return next((one for one in self.reading.structure.provisions if one.id == name), None)


@needs(Action.CHANGE)
def articles(submission_id: int, file_id: int) -> str:
    """The list, and the form in which one is split if the address names it."""
    submission = found(submission_id, Action.CHANGE)
    return _page(submission, file_of(submission, file_id), request.args)


@needs(Action.CHANGE)
def correct(submission_id: int, file_id: int) -> Answer:
    """Add a correction, or take one back; what finds no place, or comes too late, is told and what was typed kept."""
    inputs = request.form
    with transaction() as session:
        submission = found(submission_id, Action.CHANGE)
        file = file_of(submission, file_id)
        fault, status = _corrected(session, submission, file, inputs)
    if fault:
        return make_response(_page(submission, file, inputs, fault), status)
    flash(gettext("Saved."))
    address = url_for("editing.articles", submission_id=submission_id, file_id=file_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


def found_in(file: SubmittedFile) -> Found | None:
    """What was found in a file, as corrected; None if it was not read."""
    reading = reading_of(current_settings(), file)
    if reading is None:
        return None
    corrections = tuple(ProvisionCorrection.model_validate(one) for one in file.corrections)
    corrected, unfit = corrected_reading(reading, corrections)
    return Found(corrected, corrections, {one.place: one for one in unfit})


def places_in(text: str) -> Iterator[tuple[int, str]]:
    """Where a provision can be split: the beginnings of its paragraphs and sentences, each with its first words."""
    starts = [match.end() for match in _SENTENCE.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = text[start:end].strip()
        if any(map(str.isalnum, words)):
            yield start, words if len(words) <= BEGINNING else f"{words[:BEGINNING]}…"


def _page(submission: Submission, file: SubmittedFile, asked: Inputs, fault: Any = "") -> str:
    there = found_in(file)
    split = there.provision(asked.get("split") or asked.get("provision", "")) if there else None
    return render_template(
        "work/editing/articles.html",
        submission=submission,
        file=file,
        found=there,
        asked=asked,
        split=split if asked.get("split") or asked.get("do") == "split" else None,
        places=list(places_in(split.text)) if split else [],
        levels=[concept.id for concept in current_library().vocabularies.concepts("level")],
        fault=fault,
        most=LONGEST,
    )


def _corrected(session: Session, submission: Submission, file: SubmittedFile, inputs: Inputs) -> tuple[Any, HTTPStatus]:
    """Do what a form says; what is told of it if it cannot be, and the status of that."""
    if inputs.get("version", 0, type=int) != submission.version:
        return gettext(
            "Somebody else changed this meanwhile. Look at it as it is now, and do it again."
        ), HTTPStatus.CONFLICT
    there = found_in(file)
    if there is None:
        return gettext("This file has not been read."), HTTPStatus.CONFLICT
    operation = inputs.get("do", "")
    try:
        if operation == "undo":
            _take_back(there, file, inputs.get("place", 0, type=int))
        else:
            one = _made(there.reading, operation, inputs)
            file.corrections = [*file.corrections, _plain(one)]
    except (CorrectionError, ValidationError, KeyError, ValueError) as error:
        return _told(error), HTTPStatus.UNPROCESSABLE_ENTITY
    _note(session, submission, file, signed_in(), operation)
    return "", HTTPStatus.OK


def _take_back(found: Found, file: SubmittedFile, place: int) -> None:
    """Take the correction at a place (from 1) away. Raises KeyError if there is none."""
    if not 1 <= place <= len(found.corrections):
        raise KeyError(place)
    file.corrections = [one for number, one in enumerate(file.corrections, 1) if number != place]


def _made(reading: Reading, operation: str, inputs: Inputs) -> ProvisionCorrection:
    """The correction that a form asks for. Raises CorrectionError, ValidationError, KeyError, ValueError."""
    provision = inputs["provision"]
    label, heading = _short(inputs.get("label", "")), _short(inputs.get("heading", ""))
    level = cast("ProvisionLevel | None", inputs.get("level") or None)
    made: Mapping[str, Callable[[], ProvisionCorrection]] = {
        "merge": lambda: merge_of(reading, provision),
        "split": lambda: split_at(reading, provision, int(inputs["at"]), label, heading=heading, level=level),
        "rename": lambda: rename_of(reading, provision, heading),
        "relabel": lambda: relabel_of(reading, provision, label, level),
    }
    return made[operation]()


def _short(text: str) -> str:
    """A label or heading on one line. Raises ValueError if it is longer than LONGEST."""
    line = " ".join(clean(text).split())
    if len(line) > LONGEST:
        raise ValueError(line[:LONGEST])
    return line


def _told(error: Exception) -> Any:
    if isinstance(error, CorrectionError):
        return gettext("This correction finds no place: %(reason)s.", reason=str(error))
    return gettext(
        "This correction cannot be made: choose where, and give a label of at most %(count)s characters.", count=LONGEST
    )


def _plain(one: ProvisionCorrection) -> dict[str, Any]:
    return one.model_dump(mode="json", exclude_none=True)


def _note(session: Session, submission: Submission, file: SubmittedFile, actor: User, operation: str) -> None:
    submission.changed_at = now()
    details = {"file": file.id, "operation": operation, "corrections": len(file.corrections)}
    audit.append(session, actor.id, "submission.file_corrected", subject_of(submission), **details)
