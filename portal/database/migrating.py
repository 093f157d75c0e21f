"""The database brought to the tables of this version, step by step, by whichever process comes first."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from indexer.errors import PalermoError
from indexer.settings import Settings
from portal.database.engine import address_of, prepare, writing

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x70616C65726D6F
"""The number of the advisory lock that a migration of PostgreSQL holds: "palermo"."""


def bring_up_to_date(settings: Settings) -> None:
    """Bring the database to the tables of this version; at once if it is there already.

    Raises PalermoError if it cannot be reached, or if it was written by a later version.
    """
    engine = create_engine(address_of(settings))
    prepare(engine)
    try:
        with writing(), engine.begin() as connection:
            upgrade(connection)
    except (SQLAlchemyError, OSError) as error:
        raise PalermoError(f"{engine.url.render_as_string()}: the database cannot be used: {error}") from error
    finally:
        engine.dispose()


def configuration(connection: Connection) -> Config:
    """What Alembic is told: where the steps are, and the connection to take them on."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, step: str = "head") -> None:
    """Take a database on to a step, in the transaction that is under way; one that is there or beyond stays.

    Raises PalermoError for a step that this version does not know, be it the database's or the one to go to.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
    config = configuration(connection)
    present = step_of(connection)
    known = {known.revision for known in ScriptDirectory.from_config(config).walk_revisions()}
    for named in (present, step):
        if named and named not in known | {"head"}:
            raise PalermoError(
                f"the database is at step {named}, which this version does not know: a later version wrote it; "
                "run that one, or restore a backup of before"
            )
    command.upgrade(config, step)


def step_of(connection: Connection) -> str:
    """The step that a database is at, empty before the first."""
    return MigrationContext.configure(connection).get_current_revision() or ""
