"""Imports run one way: the table of docs/architecture.md, held."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

FLOOR = {"indexer.model", "indexer.errors", "indexer.settings", "indexer.storing"}

MAY_IMPORT: dict[str, set[str]] = {
    "indexer.model": set(),
    "indexer.errors": set(),
    "indexer.settings": {"indexer.errors"},
    "indexer.storing": set(),
    "indexer.pdf": FLOOR,
    "indexer.structure": FLOOR,
    "indexer.language": FLOOR,
    "indexer.vocabularies": FLOOR,
    "indexer.query": FLOOR,
    "indexer.readings": FLOOR,
    "indexer.corpus": FLOOR | {"indexer.vocabularies"},
    "indexer.search": FLOOR | {"indexer.query", "indexer.language", "indexer.vocabularies"},
    "indexer.engines": FLOOR | {"indexer.search"},
    "indexer.pipeline": FLOOR
    | {
        "indexer.pdf",
        "indexer.structure",
        "indexer.language",
        "indexer.vocabularies",
        "indexer.corpus",
        "indexer.readings",
        "indexer.search",
    },
    "indexer.proposals": FLOOR | {"indexer.language", "indexer.structure", "indexer.vocabularies"},
    "indexer.marking": FLOOR | {"indexer.language", "indexer.structure"},
    "indexer.application": FLOOR
    | {
        "indexer.marking",
        "indexer.corpus",
        "indexer.engines",
        "indexer.language",
        "indexer.pdf",
        "indexer.pipeline",
        "indexer.proposals",
        "indexer.query",
        "indexer.readings",
        "indexer.search",
        "indexer.structure",
        "indexer.vocabularies",
    },
    "indexer.cli": FLOOR | {"indexer.application", "indexer.pipeline"},
    "indexer": set(),
    "portal": FLOOR
    | {
        "indexer.application",
        "indexer.corpus",
        "indexer.vocabularies",
        "indexer.search.types",
        "indexer.search.answers",
    },
}
"""What a part may import of ours, beside itself; ``types`` and ``answers`` of ``search`` are data without the work."""

AT_HOME = {
    "pdfminer": "indexer.pdf",
    "pypdfium2": "indexer.pdf",
    "langdetect": "indexer.language",
    "Stemmer": "indexer.language",
    "rjieba": "indexer.language",
    "tantivy": "indexer.engines",
    "elasticsearch": "indexer.engines",
    "yaml": "indexer.vocabularies",
    "openpyxl": "indexer.corpus",
    "alembic": "portal.database",
    "flask": "portal",
    "flask_babel": "portal",
    "flask_security": "portal",
    "huey": "portal.jobs",
    "sqlalchemy": "portal",
}
"""Libraries that one part alone knows."""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the two packages with its dotted name."""
    for package in ("indexer", "portal"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            parts = path.relative_to(PROJECT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def part_of(module: str) -> str:
    """The part a module belongs to: the longest name of the table that it begins with."""
    return max((part for part in MAY_IMPORT if f"{module}.".startswith(f"{part}.")), key=len)


def imports(module: str, path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it; names taken from a package count as modules of it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level + (path.name == "__init__.py") or None] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{name}.{alias.name}" for alias in node.names)


def allowed(part: str, imported: str) -> bool:
    """Whether a part may import this name of ours."""
    return any(f"{imported}.".startswith(f"{name}.") for name in MAY_IMPORT[part] | {part})


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_run_one_way(module: str, path: Path) -> None:
    """A module imports only the parts that the table lets its part see, and libraries only where they are at home."""
    part = part_of(module)
    for name in imports(module, path):
        library = name.split(".", maxsplit=1)[0]
        if library in ("indexer", "portal"):
            assert allowed(part, name), f"{module} may not import {name}"
        elif library in AT_HOME:
            assert f"{module}.".startswith(f"{AT_HOME[library]}."), f"{module} may not import {library}"


def test_engines_do_not_know_each_other() -> None:
    """No engine imports another one, so that each can be replaced alone."""
    engines = {"embedded", "elastic", "memory"}
    for module, path in modules():
        own = set(module.split(".")[2:3]) & engines
        if module.startswith("indexer.engines.") and own:
            foreign = {f"indexer.engines.{name}" for name in engines - own}
            for name in imports(module, path):
                assert not any(f"{name}.".startswith(f"{other}.") for other in foreign), f"{module} imports {name}"
