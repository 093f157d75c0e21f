"""The addresses of records: pages for readers below a language, images, files and the permanent address without one."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import PATH
from portal.records import files, views

blueprint = Blueprint("records", __name__)
blueprint.add_url_rule(f"{PATH}/records/<record_id>", "record", views.record)
blueprint.add_url_rule(f"{PATH}/records/<record_id>/<file_id>/pages/<int:number>", "page", views.page)
blueprint.add_url_rule("/id/<record_id>", "permanent", views.permanent)
blueprint.add_url_rule("/records/<record_id>/<file_id>/pages/<int:number>-<int:width>.webp", "image", files.image)
blueprint.add_url_rule("/records/<record_id>/<file_id>/<name>", "original", files.original)
