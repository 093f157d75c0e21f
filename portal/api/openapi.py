"""The description of the API as OpenAPI 3.1, made of the table of operations and of the schemas."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

from indexer.application import MOST_VALUES
from portal.api.addresses import BASE, OPERATIONS, Asked, Operation
from portal.api.schemas import PLACE, schemas

ANY_TIME = (404, 405, 414, 429, 500)
"""What any question can end with, whatever it is."""

_ABOUT = (
    "Search, records, provisions and vocabularies of the portal as JSON, for everybody, to be read only. "
    "The parameters are those of the pages. All records that answer a question are at /{language}/search/list.csv, "
    "list.json and feed.atom, with the same parameters: CSV, JSON and Atom without a limit. "
    "Every answer carries X-Request-ID and what is left of the rate limit "
    "(X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset); answers with 429 and 503 say in Retry-After "
    "when to come again. Scripts of other sites may ask (CORS). A record or hit with demonstration: true is not law."
)


@cache
def document(site_name: str) -> dict[str, Any]:
    """The whole document; it does not change while the program runs."""
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{site_name} API", "version": "1", "description": _ABOUT},
        "servers": [{"url": BASE}],
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {"schemas": schemas()},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    answers = {"200": _answer("The answer.", operation.schema)}
    for status in sorted({*operation.statuses, *ANY_TIME}):
        answers[str(status)] = _answer(f"{HTTPStatus(status).phrase}.", "Error")
    return {
        "operationId": operation.name,
        "summary": operation.says,
        "parameters": [_parameter(asked) for asked in operation.asked],
        "responses": answers,
    }


def _answer(says: str, schema: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": {"$ref": PLACE + schema}}}}


def _parameter(asked: Asked) -> dict[str, Any]:
    several = {"style": "form", "explode": True} if asked.repeatable else {}
    schema = dict(asked.schema)
    if asked.repeatable:
        schema = {"type": "array", "items": schema, "maxItems": MOST_VALUES}
    return {
        "name": asked.name,
        "in": asked.place,
        "description": asked.help,
        "required": asked.place == "path",
        "schema": schema,
        **several,
    }
