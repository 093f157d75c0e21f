import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner, Result

from indexer.settings import Settings
from indexer.storing import write_whole
from portal.audit import append
from portal.audit.verifying import FILE, Anchor, known, parse
from portal.cli import main
from portal.commands import with_database
from portal.database import transaction


@pytest.fixture
def settings(tmp_path, database_url, monkeypatch):
    """The settings of a machine whose trail has three entries."""
    state = tmp_path / "state"
    monkeypatch.setenv("PALERMO_STATE", str(state))
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings = Settings(state=state, database_url=database_url)
    write(settings, 3)
    return settings


def write(settings: Settings, count: int) -> None:
    """Append entries."""
    with with_database(settings):
        for number in range(count):
            with transaction() as session:
                append(session, None, "tried", f"submission:{number}")


def verify(*options: str) -> Result:
    """Run ``portal audit verify``."""
    return CliRunner().invoke(main, ["audit", "verify", *options])


def behind_its_back(settings: Settings, statement: str) -> None:
    """Change the file of the database as somebody would who owns it."""
    with closing(sqlite3.connect(settings.state / "portal.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("DROP TRIGGER audit_no_delete")
        connection.execute(statement)


def test_whole_trail_is_told_with_its_last_entry(settings):
    """Of a whole trail the number of entries and the last hash are told and kept, and can be asked for again."""
    result = verify()
    assert result.exit_code == 0
    assert "whole: 3 entries" in result.output
    anchor = parse(result.output.split()[-1])
    assert anchor == known(settings.state)
    write(settings, 2)
    assert "whole: 5 entries" in verify("--expect", str(anchor)).output
    assert known(settings.state).number == 5


def test_empty_trail_is_whole(tmp_path, monkeypatch):
    """A trail in which nothing was written yet is whole, and nothing is kept of it."""
    monkeypatch.setenv("PALERMO_STATE", str(tmp_path))
    assert "whole: 0 entries" in verify().output
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("database_url", [""], ids=["sqlite"])
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit SET action = 'other' WHERE number = 2", "broken at entry 2"),
        ("DELETE FROM audit WHERE number = 1", "broken at entry 1"),
        ("DELETE FROM audit WHERE number = 3", "does not meet 3:"),
        ("DELETE FROM audit", "does not meet 3:"),
    ],
)
def test_change_is_told_with_exit_status_1(settings, statement, said):
    """An entry that was changed or taken out, and a trail that was cut off since it was last seen, are told."""
    assert verify().exit_code == 0
    behind_its_back(settings, statement)
    result = verify()
    assert result.exit_code == 1
    assert said in result.output
    assert known(settings.state).number == 3


@pytest.mark.parametrize("database_url", [""], ids=["sqlite"])
def test_paper_remembers_what_the_file_beside_it_does_not(settings):
    """Where the kept anchor was removed with the entries, the one that was written down still finds it."""
    written_down = verify().output.split()[-1]
    behind_its_back(settings, "DELETE FROM audit WHERE number = 3")
    (settings.state / FILE).unlink()
    assert verify("--expect", written_down).exit_code == 1
    assert verify().exit_code == 0


def test_trail_of_another_is_told(settings):
    """A number that is there with another hash is as good as missing."""
    assert verify("--expect", str(Anchor(2, "a" * 64))).exit_code == 1
    assert known(settings.state) == Anchor()


@pytest.mark.usefixtures("settings")
def test_what_is_no_anchor_is_refused():
    """A misspelt anchor is an error of whoever calls, not of the trail."""
    assert verify("--expect", "3:abc").exit_code == 2


def test_damaged_kept_anchor_is_named(settings):
    """A kept anchor that cannot be read is named with its file."""
    write_whole(settings.state / FILE, b"nonsense")
    result = verify()
    assert result.exit_code == 1
    assert FILE in result.output
