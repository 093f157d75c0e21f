"""The addresses of editing: below a submission, and the page that counts how often proposals were right."""

from __future__ import annotations

from flask import Blueprint

from portal.editing import articles, counting, showing, views
from portal.i18n import WORK

EDIT = "/submissions/<int:submission_id>/edit"
FILE = f"{EDIT}/files/<int:file_id>"

blueprint = Blueprint("editing", __name__, url_prefix=WORK)
blueprint.add_url_rule(EDIT, "edit", views.edit)
blueprint.add_url_rule(EDIT, "save", views.save, methods=["POST"])
blueprint.add_url_rule(f"{EDIT}/picker/<name>", "picker", views.picker)
blueprint.add_url_rule(f"{FILE}/reading", "reading", views.reading)
blueprint.add_url_rule(f"{FILE}/articles", "articles", articles.articles)
blueprint.add_url_rule(f"{FILE}/articles", "correct", articles.correct, methods=["POST"])
blueprint.add_url_rule("/proposals", "proposals", counting.proposals)


@blueprint.record_once
def _prepare(state: object) -> None:
    showing.init_app(state.app)  # type: ignore[attr-defined]
