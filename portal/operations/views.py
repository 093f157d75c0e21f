"""What monitoring asks."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, current_app, jsonify

from indexer.errors import PalermoError
from portal.opening import current_library


def health() -> tuple[Response, int]:
    """Whether records and search can be served; 503 with the reason if not.

    More ``record_folders`` than ``records``: some have faults and are left out, or came after the index was built.
    """
    try:
        library = current_library()
        status = library.index_status()
        answer = {
            "status": "ok",
            "records": status.records,
            "record_folders": len(library.corpus),
            "index": {
                "engine": status.engine,
                "generation": status.generation,
                "built": status.built,
                "records": status.records,
                "passages": status.passages,
            },
        }
    except PalermoError as error:
        current_app.logger.error("not healthy: %s", error)  # noqa: TRY400 - the message says all
        answer = {"status": "unavailable", "reason": type(error).__name__}
    response = jsonify(answer)
    response.headers["Cache-Control"] = "no-store"
    return response, HTTPStatus.OK if answer["status"] == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
