from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from indexer.errors import PalermoError
from indexer.settings import Settings
from portal.database import bring_up_to_date
from portal.database.engine import address_of
from portal.database.tables import METADATA


def test_steps_lead_to_the_tables(tmp_path: Path, database_url: str) -> None:
    """After all steps the database has exactly the tables that the classes describe."""
    settings = Settings(state=tmp_path, database_url=database_url)
    bring_up_to_date(settings)
    engine = sa.create_engine(address_of(settings))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_number_is_never_given_again(tmp_path: Path, database_url: str) -> None:
    """Where the latest row of a table is deleted the next one gets a number of its own."""
    settings = Settings(state=tmp_path, database_url=database_url)
    bring_up_to_date(settings)
    engine = sa.create_engine(address_of(settings))
    roles = METADATA.tables["roles"]
    with engine.begin() as connection:
        first = connection.execute(roles.insert().values(name="editor")).inserted_primary_key
        connection.execute(roles.delete())
        assert connection.execute(roles.insert().values(name="editor")).inserted_primary_key > first
    engine.dispose()


def test_all_numbers_are_given_once(tmp_path: Path) -> None:
    """In SQLite every table that numbers its rows says that no number is given again; PostgreSQL never does."""
    settings = Settings(state=tmp_path)
    bring_up_to_date(settings)
    engine = sa.create_engine(address_of(settings))
    with engine.connect() as connection:
        made = dict(connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
    engine.dispose()
    numbered = {table.name for table in METADATA.sorted_tables if "id" in table.columns}
    assert {name for name, sql in made.items() if "AUTOINCREMENT" in sql} == numbered


def test_second_time_changes_nothing(tmp_path: Path, database_url: str) -> None:
    """A database that is up to date is left as it is, rows included."""
    settings = Settings(state=tmp_path, database_url=database_url)
    bring_up_to_date(settings)
    engine = sa.create_engine(address_of(settings))
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO roles (name) VALUES ('editor')"))
    bring_up_to_date(settings)
    with engine.connect() as connection:
        assert connection.scalars(sa.text("SELECT name FROM roles")).all() == ["editor"]
    engine.dispose()


def test_later_version_is_refused(tmp_path: Path, database_url: str) -> None:
    """A database that a later version wrote is not touched, and the message says what to do."""
    settings = Settings(state=tmp_path, database_url=database_url)
    bring_up_to_date(settings)
    engine = sa.create_engine(address_of(settings))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(PalermoError, match="a later version wrote it"):
        bring_up_to_date(settings)


def test_database_that_is_away_is_named(tmp_path: Path) -> None:
    """Where no server listens the message names the address, without the password in it."""
    settings = Settings(state=tmp_path, database_url="postgresql://palermo:geheim@127.0.0.1:9/palermo")
    with pytest.raises(PalermoError, match=r"127\.0\.0\.1:9/palermo") as error:
        bring_up_to_date(settings)
    assert "geheim" not in str(error.value)
