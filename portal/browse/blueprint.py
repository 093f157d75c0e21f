"""The addresses of home, of the lists of terms and of the lists of records, and of what has no language."""

from __future__ import annotations

from flask import Blueprint

from portal.browse import views
from portal.browse.lists import PLACES
from portal.i18n import PATH

blueprint = Blueprint("browse", __name__)
blueprint.add_url_rule("/", "choose_language", views.choose_language)
blueprint.add_url_rule(f"{PATH}/", "home", views.home)
blueprint.add_url_rule(f"{PATH}/countries", "countries", views.countries)
blueprint.add_url_rule(f"{PATH}/organizations", "organizations", views.terms, defaults={"facet": "organization"})
blueprint.add_url_rule(f"{PATH}/crime-types", "crimes", views.terms, defaults={"facet": "crime"})
blueprint.add_url_rule(f"{PATH}/issues", "issues", views.terms, defaults={"facet": "issue"})
blueprint.add_url_rule(f"{PATH}/treaties", "treaties", views.treaties)
blueprint.add_url_rule(f"{PATH}/treaties/<treaty>", "treaty", views.treaty)
for facet, place in PLACES.items():
    of = {"facet": facet}
    blueprint.add_url_rule(f"{PATH}/{place}", f"{facet}_page", views.records, defaults=of)
    blueprint.add_url_rule(f"{PATH}/{place}/feed.atom", f"{facet}_feed", views.record_feed, defaults=of)
    blueprint.add_url_rule(f"{PATH}/{place}/list.csv", f"{facet}_csv", views.record_csv, defaults=of)
    blueprint.add_url_rule(f"{PATH}/{place}/list.json", f"{facet}_json", views.record_json, defaults=of)
