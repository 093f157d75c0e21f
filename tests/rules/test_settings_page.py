"""The page of settings tells what the table of settings says."""

from dataclasses import fields
from pathlib import Path

from indexer.settings import PROJECT, Settings, variable_of

PAGE = PROJECT / "docs" / "settings.md"


def shown(value: object) -> str:
    """A default as the page writes it: paths from the project on, switches as yes and no."""
    if isinstance(value, tuple):
        return ":".join(shown(part) for part in value)
    if isinstance(value, Path):
        return value.relative_to(PROJECT).as_posix()
    return {True: "yes", False: "no", None: ""}[value] if value is None or isinstance(value, bool) else str(value)


def test_page_lists_every_setting() -> None:
    """Each setting has a row with its variable, its default and its help; there are no other rows."""
    rows = [
        f"| `{variable_of(setting)}` | {f'`{shown(setting.default)}`' if shown(setting.default) else ''} "
        f"| {setting.metadata['help']} |"
        for setting in fields(Settings)
    ]
    written = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert written == rows
