"""The addresses of search."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.search import suggestions, taking, texts, values, views

blueprint = Blueprint("search", __name__, url_prefix=PATH)
blueprint.add_url_rule("/search", "results", views.results)
blueprint.add_url_rule("/search/list.csv", "csv", taking.found_csv)
blueprint.add_url_rule("/search/list.json", "json", taking.found_json)
blueprint.add_url_rule("/search/feed.atom", "feed", taking.found_feed)
blueprint.add_url_rule("/search/values/<facet>", "values", values.values)
blueprint.add_url_rule("/suggest", "suggest", suggestions.suggest)
for used in (texts.text_statuses, texts.translation_of):  # by the template of hits
    blueprint.add_app_template_global(used)
