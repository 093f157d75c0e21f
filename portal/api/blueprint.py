"""The addresses of the API: those that its description tells of, the description, and the page that shows it."""

from __future__ import annotations

from flask import Blueprint

from portal.api import page
from portal.api.addresses import BASE, OPERATIONS
from portal.i18n import PATH

blueprint = Blueprint("api", __name__)
for operation in OPERATIONS:
    blueprint.add_url_rule(BASE + operation.rule, operation.name, operation.view)
blueprint.add_url_rule(f"{BASE}/openapi.json", "description", page.description)
blueprint.add_url_rule(f"{PATH}/api", "page", page.page)
