"""The files of a draft: sent whole or in pieces, taken away, given back to those who may see them."""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Response, abort, flash, jsonify, make_response, render_template, request, send_file
from werkzeug.datastructures import FileStorage

from indexer.application import PAGE_WIDTHS
from indexer.errors import FileRefused
from indexer.settings import Settings
from portal.access import Action, needs, signed_in
from portal.database import transaction
from portal.headers import DOWNLOAD_POLICY
from portal.i18n import gettext
from portal.opening import current_settings
from portal.preparing import page_image_of, prepare_waiting, read_again
from portal.submissions import drafts, pages, partial
from portal.submissions.arriving import Arrival, RefusedFile, receive
from portal.submissions.finding import found, found_file
from portal.submissions.keeping import path_of
from portal.submissions.limits import takes
from portal.submissions.partial import PIECE, Partial

PURPOSES = (drafts.TEXT, drafts.LETTER)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@needs(Action.SUBMIT)
def listed(number: int) -> str:
    """The list of files by itself, for a page that looks again how far they are."""
    submission = found(number, Action.SEE)
    return render_template("submissions/files.html", submission=submission, **pages.around(submission))


@takes(lambda settings: settings.upload_bytes + PIECE)
@needs(Action.SUBMIT)
def upload(number: int) -> Response:
    """Take the files of a form; those that are refused are named with the reason, the others stay."""
    submission = found(number, Action.CHANGE)
    settings = current_settings()
    try:
        arrivals = [_received(settings, sent) for sent in request.files.getlist("file") if sent.filename]
    except OSError as error:
        if error.errno not in FULL:
            raise
        return pages.page(submission, faults={"files": _full()}, status=HTTPStatus.INSUFFICIENT_STORAGE)
    refused = add(number, arrivals, _purpose())
    if not arrivals:
        faults = {"files": gettext("Please choose a file first.")}
        return pages.page(submission, faults=faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if refused:
        return pages.page(found(number, Action.SEE), refused=refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return pages.to_draft(number)


@needs(Action.SUBMIT)
def remove(number: int, file: int) -> Response:
    """Take a file away from a draft."""
    with transaction() as session:
        row = found_file(number, file, Action.CHANGE)
        drafts.remove(session, row.submission, row, signed_in())
    return pages.to_draft(number)


@needs(Action.SEE)
def reread(number: int, file: int) -> Response:
    """Let a file that could not be read wait to be read again, or say that this cannot help."""
    with transaction() as session:
        row = found_file(number, file, Action.SEE)
        can_help = read_again(session, row, signed_in())
    if can_help:
        prepare_waiting.later()
        flash(gettext("The file waits to be read again."))
    else:
        words = gettext("Reading it again cannot help: the file itself is the reason. Please send it in another form.")
        flash(words, "error")
    return pages.to_draft(number)


@needs(Action.SEE)
def original(number: int, file: int) -> Response:
    """A file as it was sent, to be saved and never opened in the browser."""
    row = found_file(number, file, Action.SEE)
    response = send_file(
        path_of(current_settings(), row.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=row.name,
        etag=False,
    )
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


@needs(Action.SEE)
def image(number: int, file: int, page: int, width: int) -> Response:
    """The image of a page of a file."""
    row, settings = found_file(number, file, Action.SEE), current_settings()
    if width not in PAGE_WIDTHS or not 1 <= page <= settings.pdf_pages:
        abort(HTTPStatus.NOT_FOUND)
    response = make_response(page_image_of(settings, row, page, width))
    response.mimetype = "image/webp"
    return response


@needs(Action.SUBMIT)
def begin_pieces(number: int) -> Response:
    """Say which file will come in pieces; the answer is where to send them, and how much is there already."""
    submission = found(number, Action.CHANGE)
    settings, user = current_settings(), signed_in()
    length = request.form.get("bytes", "")
    size = int(length) if length.isdecimal() and len(length) < 16 else 0
    if not 0 < size <= settings.upload_bytes:
        return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, gettext("This file is empty or too large."))
    if not partial.has_room(settings, size):
        return _told(HTTPStatus.INSUFFICIENT_STORAGE, _full())
    if len(list(partial.all_of(settings, user.id))) >= partial.MOST_OPEN:
        return _told(HTTPStatus.TOO_MANY_REQUESTS, gettext("Please finish the files that you have begun with first."))
    name, mark = request.form.get("name", "")[:500], request.form.get("mark", "")[:100]
    wanted = Partial("", user.id, submission.id, name, size, _purpose(), mark)
    begun = partial.begin(settings, wanted)
    return _state(begun, partial.arrived(settings, begun))


@needs(Action.SUBMIT)
def state_of_pieces(number: int, id: str) -> Response:
    """How much of a file has arrived."""
    arriving = _arriving(number, id)
    return _state(arriving, partial.arrived(current_settings(), arriving))


@takes(lambda _settings: PIECE)
@needs(Action.SUBMIT)
def take_piece(number: int, id: str) -> Response:
    """Take a piece; 409 with how much has arrived if it does not begin there, or its checksum is another."""
    arriving = _arriving(number, id)
    settings = current_settings()
    piece = request.get_data(cache=False)
    offset = request.args.get("offset", "")
    checksum = request.headers.get("X-Piece-SHA256")
    before = partial.arrived(settings, arriving)
    is_whole = checksum is None or hashlib.sha256(piece).hexdigest() == checksum
    if not (offset.isdecimal() and len(offset) < 16 and piece and is_whole):
        return _state(arriving, before, HTTPStatus.CONFLICT)
    try:
        is_added = partial.append(settings, arriving, int(offset), piece)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return _told(HTTPStatus.INSUFFICIENT_STORAGE, _full())
    length = partial.arrived(settings, arriving)
    return _state(arriving, length, HTTPStatus.OK if is_added else HTTPStatus.CONFLICT)


@needs(Action.SUBMIT)
def end_pieces(number: int, id: str) -> Response:
    """Add a file that has arrived to the draft; 409 if it is not whole, 422 with the reasons if it is refused."""
    arriving = _arriving(number, id)
    settings = current_settings()
    if partial.arrived(settings, arriving) != arriving.bytes:
        return _state(arriving, partial.arrived(settings, arriving), HTTPStatus.CONFLICT)
    try:
        arrival = receive(settings, partial.content_of(settings, arriving), arriving.name)
    except OSError as error:
        if error.errno not in FULL:
            raise
        return _told(HTTPStatus.INSUFFICIENT_STORAGE, _full())
    refused = add(number, [arrival], arriving.purpose)
    partial.remove(settings, arriving)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return make_response(jsonify(refused=[{"name": one.name, "reason": one.reason} for one in refused]), status)


def add(number: int, arrivals: Iterable[Arrival], purpose: str) -> tuple[RefusedFile, ...]:
    """Add what was taken to a draft and have it prepared; what was refused."""
    refused = [refusal for arrival in arrivals for refusal in arrival.refused]
    taken = tuple(file for arrival in arrivals for file in arrival.files)
    added: Iterable[Any] = ()
    if taken:
        try:
            with transaction() as session:
                submission = found(number, Action.CHANGE)
                added = drafts.add(session, submission, taken, purpose, actor=signed_in())
        except FileRefused as refusal:
            refused.append(RefusedFile(taken[0].archive or taken[0].name, refusal.reason))
    for _ in added:
        prepare_waiting.later()
    return tuple(refused)


def _received(settings: Settings, sent: FileStorage) -> Arrival:
    folder = settings.state / partial.FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as copy:
        sent.save(copy)
        copy.flush()
        return receive(settings, Path(copy.name), sent.filename or "")


def _arriving(number: int, id: str) -> Partial:
    found(number, Action.CHANGE)
    arriving = partial.find(current_settings(), id)
    if arriving is None or (arriving.submission, arriving.user) != (number, signed_in().id):
        abort(HTTPStatus.NOT_FOUND)
    return arriving


def _purpose() -> str:
    purpose = request.form.get("purpose", drafts.TEXT)
    return purpose if purpose in PURPOSES else drafts.TEXT


def _full() -> str:
    return str(
        gettext("The disk of the portal is full: nothing can be taken now. Please tell us, and try again later.")
    )


def _state(arriving: Partial, length: int, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return make_response(jsonify(id=arriving.id, offset=length, bytes=arriving.bytes, piece=PIECE), status)


def _told(status: HTTPStatus, words: str) -> Response:
    return make_response(jsonify(error=words), status)
