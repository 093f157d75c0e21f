"""The addresses of the API."""

from __future__ import annotations

from flask import Blueprint

from portal.api import views

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
blueprint.add_url_rule("/search", "search", views.search)
blueprint.add_url_rule("/records/<record_id>", "record", views.record)
