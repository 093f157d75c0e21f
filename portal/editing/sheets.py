"""What the form holds: the facts of a submission and of one of its files, as they are kept or as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from indexer.vocabularies import Vocabularies
from portal import audit
from portal.access import Action, allowed
from portal.accounts.models import User
from portal.database import now
from portal.editing.entering import EMPTY, Inputs, digest, entered, picked, recorded, too_long
from portal.editing.fields import OF_KINDS, Field, fields_of, fields_of_file
from portal.submissions import drafts
from portal.submissions.models import Submission, SubmittedFile

WAS = "was."
"""What the name of an input begins with that marks the value from which the form was made."""

DROP = "drop"
"""The input that names fields to be taken away which the kind of record does not have."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The fields of a form, and their values by the names of the fields; those that are empty may lack.

    ``too_long`` has how many characters an input takes where more were sent.
    """

    fields: tuple[Field, ...]
    values: Mapping[str, Any]
    too_long: Mapping[str, int] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """The value of a field; None if it has none."""
        return self.values.get(name)


def kept(submission: Submission, file: SubmittedFile | None) -> Sheet:
    """The sheet of what is known of a submission and of one of its files."""
    record = submission.record
    fields = all_fields(str(record.get("kind", "")), file)
    values = {one.name: picked(one, record.get(one.name)) for one in fields if one.name in record}
    if file:
        values |= {one.name: getattr(file, one.name.rpartition(".")[2]) for one in fields_of_file(file.id)}
    return Sheet(fields, {name: value for name, value in values.items() if value not in EMPTY})


def sent(inputs: Inputs, submission: Submission, file: SubmittedFile | None, vocabularies: Vocabularies) -> Sheet:
    """The sheet that a form gives: of fields that it did not show nothing is said."""
    known = {one.name: one for kind in OF_KINDS for one in all_fields(kind, file)}
    shown = [
        known[name] for name in (given.removeprefix(WAS) for given in inputs if given.startswith(WAS)) if name in known
    ]
    values = {one.name: entered(one, one.name, inputs, vocabularies) for one in shown}
    kind = str(values.get("kind", submission.record.get("kind", "")))
    long = dict(fault for one in shown for fault in too_long(one, one.name, inputs))
    return Sheet(all_fields(kind, file), values, long)


def all_fields(kind: str, file: SubmittedFile | None) -> tuple[Field, ...]:
    """The fields of the form for a record of this kind and one of its files."""
    return (*fields_of(kind), *(fields_of_file(file.id) if file else ()))


def foreign(submission: Submission) -> dict[str, Any]:
    """What is kept for fields that a record of this kind does not have."""
    own = {one.name for one in fields_of(str(submission.record.get("kind", "")))}
    return {name: value for name, value in submission.record.items() if name not in own}


def marks(sheet: Sheet) -> dict[str, str]:
    """The marks of the values of all fields, by name."""
    return {one.name: digest(sheet.value(one.name)) for one in sheet.fields}


def keep(  # noqa: PLR0913 - who keeps what of which
    session: Session,
    submission: Submission,
    file: SubmittedFile | None,
    values: Mapping[str, Any],
    actor: User,
    *,
    version: int,
    dropped: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Put values of a sheet in the place of those that are kept; the names of the fields that changed.

    Raises RecordChanged if the submission is no longer at this version.
    """
    record = as_record(submission, values, actor)
    record |= {name: None for name in dropped if name in foreign(submission)}
    changed = drafts.change(session, submission, actor, record, version=version)
    return (*changed, *_keep_file(session, submission, file, values, actor))


def as_record(submission: Submission, values: Mapping[str, Any], actor: User) -> dict[str, Any]:
    """The values of a sheet as a record has them, without those of a file."""
    reviews = allowed(actor, Action.REVIEW)
    known = {one.name: one for kind in OF_KINDS for one in fields_of(kind)}
    return {
        name: recorded(known[name], value, submission.record.get(name), reviews=reviews)
        for name, value in values.items()
        if name in known
    }


def _keep_file(
    session: Session, submission: Submission, file: SubmittedFile | None, values: Mapping[str, Any], actor: User
) -> tuple[str, ...]:
    changed: list[str] = []
    for one in fields_of_file(file.id) if file else ():
        column = one.name.rpartition(".")[2]
        if one.name in values and values[one.name] != getattr(file, column):
            setattr(file, column, values[one.name])
            changed.append(column)
    if file and changed:
        submission.changed_at = now()
        details = {"file": file.id, "fields": changed}
        audit.append(session, actor.id, "submission.file_changed", drafts.subject_of(submission), **details)
    return tuple(f"files.{file.id}.{column}" for column in changed) if file else ()
