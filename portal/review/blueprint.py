"""The addresses of the desk."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import WORK
from portal.review import views, waiting

NUMBER = "<int:number>"
"""The number of a submission in an address."""

blueprint = Blueprint("review", waiting.__name__, url_prefix=WORK)
blueprint.add_url_rule("/queue", "queue", views.show_queue)
blueprint.add_url_rule(f"/submissions/{NUMBER}", "submission", views.submission)
blueprint.add_url_rule(f"/submissions/{NUMBER}/move", "move", views.move_on, methods=["POST"])
blueprint.add_url_rule(f"/submissions/{NUMBER}/assign", "assign", views.give, methods=["POST"])
blueprint.add_url_rule(f"/submissions/{NUMBER}/comments", "comment", views.write, methods=["POST"])
