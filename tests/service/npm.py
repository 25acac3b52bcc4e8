"""What the tests need of npm: `npm ci` in tests/npm installs it."""

import os
import shutil
from pathlib import Path

import pytest

NPM = Path(__file__).parents[1] / "npm"


def needs_npm(package: str) -> Path:
    """The folder of an installed package. Without it a test is skipped, and fails in CI."""
    folder = NPM / "node_modules" / package
    if not folder.is_dir() or shutil.which("node") is None:
        reason = f"Node or its package {package} is missing: run npm ci in tests/npm"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
