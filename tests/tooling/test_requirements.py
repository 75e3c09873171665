"""The lists of what gets installed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LISTS = sorted(ROOT.glob("requirements*.txt"))


def requirements(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_version_is_pinned(path):
    assert [line for line in requirements(path) if not re.match(r"[\w.-]+==[\w.]+(; .+)?$", line)] == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_no_list_names_torch(path):
    assert [line for line in requirements(path) if line.startswith("torch")] == []


def test_the_node_lock_names_no_download_addresses():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
