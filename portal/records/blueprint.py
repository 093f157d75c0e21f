"""The addresses of records: pages for readers below a language; images, files and permanent addresses without one."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.records import files, parties, permanent, references, viewer, views

blueprint = Blueprint("records", __name__)
blueprint.add_url_rule(f"{PATH}/records/<record_id>", "record", views.record)
blueprint.add_url_rule(f"{PATH}/records/<record_id>/participants.csv", "participants", parties.participants_csv)
blueprint.add_url_rule(f"{PATH}/records/<record_id>/revisions/<int:number>", "revision", views.revision)
blueprint.add_url_rule(f"{PATH}/records/<record_id>/<file_id>/<provision_id>", "provision", views.provision)
blueprint.add_url_rule(f"{PATH}/records/<record_id>/<file_id>/pages/<int:number>", "page", viewer.page)
blueprint.add_url_rule("/id/<record_id>", "permanent", permanent.permanent)
blueprint.add_url_rule("/id/<record_id>/<file_id>/<name>", "permanent_provision", permanent.permanent_provision)
blueprint.add_url_rule("/records/<record_id>/cite.bib", "bibtex", references.bibtex)
blueprint.add_url_rule("/records/<record_id>/cite.ris", "ris", references.ris)
blueprint.add_url_rule("/records/<record_id>/<file_id>/pages/<int:number>-<int:width>.webp", "image", files.image)
blueprint.add_url_rule("/records/<record_id>/<file_id>/<name>", "original", files.original)
