"""The addresses of search."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.search import suggestions, texts, values, views

blueprint = Blueprint("search", __name__, url_prefix=PATH)
blueprint.add_url_rule("/search", "results", views.results)
blueprint.add_url_rule("/search/values/<facet>", "values", values.values)
blueprint.add_url_rule("/suggest", "suggest", suggestions.suggest)
for used in (texts.text_statuses, texts.translation_of):  # by the template of hits
    blueprint.add_app_template_global(used)
