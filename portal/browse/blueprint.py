"""The addresses of home and of what has no language."""

from __future__ import annotations

from flask import Blueprint

from portal.browse import views
from portal.i18n import PATH

blueprint = Blueprint("browse", __name__)
blueprint.add_url_rule("/", "choose_language", views.choose_language)
blueprint.add_url_rule(f"{PATH}/", "home", views.home)
