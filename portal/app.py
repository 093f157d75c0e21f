"""The assembly of the portal; read it from top to bottom."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from indexer.application import Library
from indexer.settings import Settings, read_settings
from portal import api, browse, errors, headers, i18n, labels, markup, opening, records, search

MOST_BYTES = 64 * 1024
"""No request has a body that is larger: readers only read."""


def create_app(settings: Settings | None = None, library: Library | None = None) -> Flask:
    """The portal over ``settings`` (those of the environment unless told) and ``library`` (opened when first needed).

    Raises SettingsError if a setting is wrong or a catalogue of translations is not compiled.
    """
    settings = settings or read_settings()
    app = Flask("portal")
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["site_name"] = settings.site_name

    i18n.init_app(app, settings)
    opening.init_app(app, settings, library)
    headers.init_app(app)
    errors.init_app(app)
    labels.init_app(app)
    markup.init_app(app)

    app.register_blueprint(browse.blueprint)
    app.register_blueprint(search.blueprint)
    app.register_blueprint(records.blueprint)
    app.register_blueprint(api.blueprint)
    return app
