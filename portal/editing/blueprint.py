"""The addresses of editing: below a submission, and the page that counts how often proposals were right."""

from __future__ import annotations

from flask import Blueprint, request

from portal.editing import articles, beside, counting, showing, views
from portal.i18n import WORK

MOST_BYTES = 1024 * 1024
"""Bytes that a form of a record can have: a treaty with two hundred participants has a tenth of it."""

EDIT = "/submissions/<int:submission_id>/edit"
FILE = f"{EDIT}/files/<int:file_id>"

blueprint = Blueprint("editing", __name__, url_prefix=WORK)
blueprint.add_url_rule(EDIT, "edit", views.edit)
blueprint.add_url_rule(EDIT, "save", views.save, methods=["POST"])
blueprint.add_url_rule(f"{EDIT}/picker/<name>", "picker", views.picker)
blueprint.add_url_rule(f"{FILE}/pages/<int:number>-<int:width>.webp", "image", beside.image)
blueprint.add_url_rule(f"{FILE}/articles", "articles", articles.articles)
blueprint.add_url_rule(f"{FILE}/articles", "correct", articles.correct, methods=["POST"])
blueprint.add_url_rule("/proposals", "proposals", counting.proposals)


@blueprint.url_value_preprocessor
def _take_long_forms(_endpoint: str | None, _values: object) -> None:
    """Let the forms of this subject be longer than those that readers send, before anything reads them."""
    request.max_content_length = MOST_BYTES
    request.max_form_memory_size = MOST_BYTES


@blueprint.record_once
def _prepare(state: object) -> None:
    showing.init_app(state.app)  # type: ignore[attr-defined]
