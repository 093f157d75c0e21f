"""The pages of a record, of one of its provisions, of an earlier revision."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.corpus import Record, RecordFile
from portal.i18n import page_language
from portal.opening import current_library
from portal.records.asking import asked, marker_of
from portal.records.choosing import Choice, choices_of, text_key
from portal.records.citation import citation, official_address
from portal.records.facts import facts_of
from portal.records.files import file_of, is_translation, shown_file, shown_files
from portal.records.parties import ORDERS, participants_of, relations_of
from portal.records.provision import shown_provision
from portal.records.text import Text, text_of
from portal.redirects import see_other


def record(record_id: str) -> str:
    """A record with its facts, one of its texts, and its files."""
    found = current_library().corpus.record(record_id)
    files = shown_files(found)
    choices = choices_of(found, files)
    order = request.args.get("participants", "name")
    return render_template(
        "records/record.html",
        record=found,
        title=found.title_in(page_language()),
        facts=facts_of(found),
        files=files,
        text=_text(choices),
        others=choices[1:],
        is_translation=is_translation,
        relations=relations_of(found),
        participants=participants_of(found, order),
        order=order,
        orders=ORDERS,
        citation=citation(found),
        source=official_address(found),
        q=asked(),
    )


def provision(record_id: str, file_id: str, provision_id: str) -> str | Response:
    """A provision with the headings above it, its neighbours and the same provision in other languages.

    An id that no provision has any more since they were corrected leads to the one that is there in its stead.
    """
    found = current_library().corpus.record(record_id)
    file = file_of(found, file_id)
    q = asked()
    shown = shown_provision(found, file, provision_id, marker_of(q))
    if shown is None:
        return _moved(found, file, provision_id)
    return render_template(
        "records/provision.html",
        record=found,
        title=found.title_in(page_language()),
        file=shown_file(found, file),
        shown=shown,
        text=text_key(file, shown.block.language),
        translation=is_translation(found, file, shown.block.language),
        q=q,
    )


def _moved(record: Record, file: RecordFile, provision_id: str) -> Response:
    """The way to the provision that has the place of one that was corrected away. Raises NotFound if there is none."""
    there = current_library().moved(file).get(provision_id)
    if there is None:
        raise NotFound
    return see_other(
        url_for("records.provision", record_id=record.id, file_id=file.id, provision_id=there, q=asked() or None)
    )


def revision(record_id: str, number: int) -> str | Response:
    """What a record said in an earlier revision; the present one has its own page."""
    library = current_library()
    present = library.corpus.record(record_id)
    if number == present.revision:
        return redirect(url_for("records.record", record_id=record_id))
    then = library.revision(record_id, number)
    return render_template(
        "records/revision.html",
        record=then,
        present=present,
        number=number,
        title=then.title_in(page_language()),
        facts=facts_of(then),
        files=[(file, _is_unchanged(present, file)) for file in then.files],
    )


def _is_unchanged(present: Record, file: RecordFile) -> bool:
    now = present.file(file.id)
    return now is not None and now.sha256 == file.sha256


def _text(choices: tuple[Choice, ...]) -> Text | None:
    """The text that is shown, the first of the choices; None if there is none."""
    structure = current_library().structure(choices[0].file) if choices else None
    return text_of(choices[0].file, structure, choices[0].language, marker_of(asked())) if structure else None
