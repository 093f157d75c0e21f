"""The addresses of the institution's pages, of its two forms, and of what follows when one was sent."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.institution import pages, reporting, surveying

blueprint = Blueprint("institution", __name__, url_prefix=PATH)
for name in pages.PAGES:
    blueprint.add_url_rule(f"/{name}", name, pages.page, defaults={"name": name})
blueprint.add_url_rule("/report", "report", reporting.form)
blueprint.add_url_rule("/report", "send_report", reporting.send, methods=["POST"])
blueprint.add_url_rule("/report/<reference>", "reported", reporting.thanks)
blueprint.add_url_rule("/survey", "survey", surveying.form)
blueprint.add_url_rule("/survey", "send_survey", surveying.send, methods=["POST"])
blueprint.add_url_rule("/survey/thanks", "surveyed", surveying.thanks)
