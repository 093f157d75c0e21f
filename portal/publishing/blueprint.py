"""The addresses of publishing."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import WORK
from portal.publishing import records, views
from portal.review.blueprint import NUMBER

RECORD = "/records/<record_id>"

blueprint = Blueprint("publishing", __name__, url_prefix=WORK)
blueprint.add_url_rule(f"/submissions/{NUMBER}/publish", "publish", views.publish)
blueprint.add_url_rule(f"/submissions/{NUMBER}/publish", "send", views.send, methods=["POST"])
blueprint.add_url_rule(f"/submissions/{NUMBER}/rebase", "rebase", views.rebase, methods=["POST"])
blueprint.add_url_rule("/records", "find", records.find)
blueprint.add_url_rule(f"{RECORD}/correct", "correct", records.correct)
blueprint.add_url_rule(f"{RECORD}/correct", "begin_correction", records.begin_correction, methods=["POST"])
blueprint.add_url_rule(f"{RECORD}/withdraw", "withdraw", records.withdraw)
blueprint.add_url_rule(f"{RECORD}/withdraw", "propose", records.propose, methods=["POST"])
blueprint.add_url_rule(f"{RECORD}/withdraw/confirm", "confirm", records.confirm, methods=["POST"])
blueprint.add_url_rule(f"{RECORD}/withdraw/drop", "drop", records.drop, methods=["POST"])
