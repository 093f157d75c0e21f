"""A desk for the benchmark of editors: people and submissions made in the database, and what became of them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask
from flask_security import hash_password
from sqlalchemy import select

from portal.access import Role
from portal.accounts.models import User
from portal.accounts.people import rows_of
from portal.audit.models import AuditEntry
from portal.database import db, now, transaction
from portal.submissions.models import Comment, Submission, SubmittedFile
from portal.submissions.states import State

PASSWORD = "one of many who work here"
CHANGED = "submission.changed"


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in: their row, address, and the key of their authenticator."""

    number: int
    address: str
    key: str


@dataclass(frozen=True)
class Save:
    """A save that the portal acknowledged: who wrote what where, into a form of which version."""

    editor: int
    submission: int
    version: int
    name: str
    token: str


@dataclass
class Acknowledged:
    """All that the portal said it had kept."""

    saves: list[Save] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def accounts(app: Flask, count: int) -> list[Account]:
    """So many editors, all with one password, each with an authenticator."""
    with app.app_context(), transaction() as session:
        factory = app.extensions["security"].totp_factory
        password, (editor,) = hash_password(PASSWORD), rows_of(session, [Role.EDITOR])
        people = []
        for number in range(count):
            address, secret = f"editor-{number}@example.org", factory.generate_totp_secret()
            user = User(email=address, name=f"Editor {number}", roles=[editor], password=password)
            user.fs_uniquifier, user.tf_primary_method = secrets.token_hex(32), "authenticator"
            user.tf_totp_secret, user.mf_recovery_codes = secret, ["none of these is ever used"]
            user.invited_at = user.activated_at = now()
            session.add(user)
            people.append((user, factory.get_totp_pretty_key(secret)))
        session.flush()
        return [Account(user.id, user.email, key) for user, key in people]


def submissions(app: Flask, author: Account, count: int) -> list[int]:
    """So many laws in review; gives their numbers."""
    with app.app_context(), transaction() as session:
        rows = [
            Submission(
                author_id=author.number,
                state=State.IN_REVIEW,
                record={"kind": "legislation", "title": {"en": f"Act {number}"}, "original_language": "en"},
                created_at=now(),
                changed_at=now(),
                submitted_at=now(),
            )
            for number in range(count)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def losses(app: Flask, acknowledged: Acknowledged) -> list[str]:
    """What was acknowledged and is not there, or not once: a sentence each; none if nothing was lost."""
    with app.app_context():
        return [
            *_written_over(acknowledged.saves),
            *_last_values(acknowledged.saves),
            *_trail(acknowledged.saves),
            *_not_once("comment", acknowledged.comments, db.session.scalars(select(Comment.text)).all()),
            *_not_once("file", acknowledged.files, db.session.scalars(select(SubmittedFile.name)).all()),
        ]


def _written_over(saves: Sequence[Save]) -> Iterator[str]:
    """Of two saves of one version the second cannot have known of the first."""
    versions = Counter((save.submission, save.version) for save in saves)
    for (submission, version), count in versions.items():
        if count > 1:
            yield f"submission {submission}: {count} saves of version {version}"


def _last_values(saves: Sequence[Save]) -> Iterator[str]:
    """Every field has what was last written into it: who wrote after that left it as it was."""
    last = {(save.submission, save.name): save.token for save in sorted(saves, key=lambda save: save.version)}
    for (submission, name), token in last.items():
        value = _value(db.session.get_one(Submission, submission).record, name)
        if value != token:
            yield f"submission {submission}: {name} is {value!r}, last written was {token!r}"


def _value(record: Mapping[str, object], name: str) -> object:
    """The value of an input as ``title.en`` in a record."""
    value: object = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _trail(saves: Sequence[Save]) -> Iterator[str]:
    """The trail has every save once, under the name of who made it."""
    made = Counter((save.editor, f"submission:{save.submission}") for save in saves)
    entries = db.session.execute(
        select(AuditEntry.actor_id, AuditEntry.subject).where(AuditEntry.action == CHANGED)
    ).tuples()
    noted = Counter((actor, subject) for actor, subject in entries)
    for key in made.keys() | noted.keys():
        if made[key] != noted[key]:
            yield f"{key[1]}: person {key[0]} saved {made[key]} times, the trail has {noted[key]}"


def _not_once(what: str, given: Sequence[str], kept: Sequence[str]) -> Iterator[str]:
    there = Counter(kept)
    for one in given:
        if there[one] != 1:
            yield f"{what} {one!r} is there {there[one]} times"
