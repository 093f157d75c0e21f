"""The addresses of vocabularies and their terms."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.terms import views

blueprint = Blueprint("terms", __name__)
blueprint.add_url_rule(f"{PATH}/vocabularies", "vocabularies", views.vocabularies)
blueprint.add_url_rule(f"{PATH}/vocabularies/<name>", "vocabulary", views.vocabulary)
blueprint.add_url_rule("/vocabularies/<name>.<any(ttl, jsonld):ending>", "document", views.document)
blueprint.add_url_rule("/id/terms", "permanent_vocabularies", views.permanent_vocabularies)
blueprint.add_url_rule("/id/terms/<name>", "permanent_vocabulary", views.permanent_vocabulary)
blueprint.add_url_rule("/id/terms/<name>/<term>", "permanent_term", views.permanent_term)
