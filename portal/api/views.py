"""Search, records, provisions and vocabularies as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.application import parse_parameters, results_as_json
from indexer.errors import ParameterError, UnknownRecord
from indexer.model import LANGUAGES
from portal.api.answers import provision_answer, vocabulary_answer, vocabulary_list
from portal.api.record_json import record_json
from portal.headers import FOR_AN_HOUR
from portal.opening import current_library, current_settings
from portal.redirects import see_other

DISPLAY = "display_language"
"""The parameter that says in which language titles and labels are; the command line has it too."""


def search() -> Response:
    """What ``indexer search --json`` prints, for the same parameters; an unknown one is refused."""
    asked = list(request.args.items(multi=True))
    display = next((value for name, value in reversed(asked) if name == DISPLAY and value), "en")
    if display not in LANGUAGES:
        raise ParameterError(DISPLAY, display, f"one of {', '.join(LANGUAGES)}")
    parameters = parse_parameters([pair for pair in asked if pair[0] != DISPLAY], display)
    return jsonify(results_as_json(current_library().search(parameters)))


def record(record_id: str) -> Response:
    """A record with all its facts and what its files say."""
    library = current_library()
    found = library.corpus.record(record_id)
    readings = {file.id: library.reading(record_id, file.id) for file in found.files}
    address = url_for("records.permanent", record_id=record_id)
    return jsonify(record_json(found, library.catalogue.relations(record_id), readings, address))


def provision(record_id: str, file_id: str, provision_id: str) -> AnyResponse:
    """One provision of a file; an id that was corrected away leads on to the one that is there in its stead.

    Raises UnknownRecord, also for a file that was not read.
    """
    library = current_library()
    found = library.corpus.record(record_id)
    reading = library.reading(record_id, file_id)
    file = found.file(file_id)
    provisions = reading.structure.provisions if reading else ()
    chosen = next((one for one in provisions if one.id == provision_id), None)
    there = library.moved(file).get(provision_id) if file and not chosen else None
    if there:
        return see_other(url_for("api.provision", record_id=record_id, file_id=file_id, provision_id=there))
    if file is None or reading is None or chosen is None:
        raise UnknownRecord(f"the file {file_id} of the record {record_id} has no provision {provision_id!r}")
    address = f"{url_for('records.permanent', record_id=record_id)}/{file_id}/{provision_id}"
    return jsonify(asdict(provision_answer(found, file, reading, chosen, address)))


def vocabularies() -> Response:
    """All vocabularies."""
    return kept(asdict(vocabulary_list(current_library().vocabularies)))


def vocabulary(name: str) -> Response:
    """A vocabulary with its terms; raises UnknownRecord."""
    known = current_library().vocabularies
    if name not in known.names:
        raise UnknownRecord(f"there is no vocabulary {name!r}; there are {', '.join(sorted(known.names))}")
    return kept(
        asdict(vocabulary_answer(known.vocabulary(name), f"{current_settings().public_address}/id/terms/{name}"))
    )


def kept(answer: Any) -> Response:
    """An answer that changes so seldom that a program may keep it for an hour."""
    response = jsonify(answer)
    response.headers["Cache-Control"] = FOR_AN_HOUR
    response.add_etag()
    return response
