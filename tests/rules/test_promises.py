"""Every test begins with a sentence of promised behaviour."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_every_test_says_what_it_promises(path: Path) -> None:
    """The docstring of a test function is there and its first line is a sentence."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = (ast.get_docstring(node) or "").strip().split("\n\n")[0]
            assert first.endswith("."), f"{path.name}:{node.lineno} {node.name}: promise something in a sentence"
