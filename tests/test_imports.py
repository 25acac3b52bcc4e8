"""Imports go one way, and a heavy library is loaded only by who needs it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "prompts": set[str](),
    "indexing": set[str](),
    "service": {"indexing", "prompts"},
    "evals": {"indexing", "prompts", "service"},
}
PACKAGES = {*MAY_IMPORT, "tests"}
FILES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def imported_packages(source: str) -> set[str]:
    """The packages of this repository that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.split(".")[0] for name in names} & PACKAGES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    allowed = MAY_IMPORT[package] | {package}
    assert imported_packages(path.read_text("utf-8")) <= allowed


def test_an_import_of_the_wrong_way_is_seen() -> None:
    hidden = "def late():\n    from service.cli import main\n    import tests.fakes"
    assert imported_packages(hidden) == {"service", "tests"}


@pytest.mark.parametrize(
    ("module", "library"),
    [
        ("service.cli", "chromadb"),
        ("service.cli", "fastapi"),
        ("service.cli", "spacy"),
        ("service.cli", "openvino"),
        ("service.cli", "llama_index"),
        ("indexing.ingest", "spacy"),
        ("indexing.parsing", "chromadb"),
        ("indexing.parsing", "openvino"),
        ("service.http.app", "spacy"),
        ("service.http.app", "slack_bolt"),
        ("service.http.app", "slack_sdk"),
        ("service.http.app", "aiohttp"),
        ("service.wiring", "slack_sdk"),
        ("service.cli", "slack_bolt"),
        ("evals.__main__", "ragas"),
        ("evals.__main__", "spacy"),
        ("evals.__main__", "openvino"),
    ],
)
def test_a_module_does_not_load_what_it_may_never_need(module: str, library: str) -> None:
    code = f"import sys, {module}; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
