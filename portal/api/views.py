"""Search and records as JSON."""

from __future__ import annotations

from flask import Response, jsonify, request, url_for

from indexer.application import parse_parameters, results_as_json
from indexer.errors import ParameterError
from indexer.model import LANGUAGES
from portal.api.record_json import record_json
from portal.opening import current_library

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
