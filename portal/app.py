"""The assembly of the portal; read it from top to bottom."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer.application import Library
from indexer.settings import Settings, read_settings
from portal import (
    api,
    assets,
    browse,
    errors,
    headers,
    i18n,
    institution,
    labels,
    markup,
    opening,
    operations,
    records,
    redirects,
    search,
    terms,
    work,
)
from portal.operations import addresses, compression, logs, metrics, rates
from portal.publishing.collection import with_published

MOST_BYTES = 64 * 1024
"""No request has a body that is larger: readers only read, and their forms are short."""


def create_app(settings: Settings | None = None, library: Library | None = None) -> Flask:
    """The portal over ``settings`` (those of the environment unless told) and ``library`` (opened when first needed).

    Raises SettingsError if a setting is wrong or a catalogue of translations is not compiled.
    """
    settings = settings or read_settings()
    if settings.secret_key:
        settings = with_published(settings)
    app = Flask("portal")
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(site_name=settings.site_name, public_address=settings.public_address)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]

    logs.init_app(app)  # first: it times all that follows
    opening.init_app(app, settings, library)
    metrics.init_app(app)
    i18n.init_app(app, settings)
    errors.init_app(app)
    redirects.init_app(app)
    addresses.init_app(app)
    rates.init_app(app, settings)
    compression.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    labels.init_app(app)
    markup.init_app(app)
    institution.init_app(app)

    app.register_blueprint(browse.blueprint)
    app.register_blueprint(search.blueprint)
    app.register_blueprint(records.blueprint)
    app.register_blueprint(terms.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(operations.blueprint)
    app.register_blueprint(institution.blueprint)
    work.init_app(app, settings)
    return app
