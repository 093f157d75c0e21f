"""The addresses of search."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.search import views

blueprint = Blueprint("search", __name__, url_prefix=PATH)
blueprint.add_url_rule("/search", "results", views.results)
