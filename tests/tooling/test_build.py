"""What `make build` leaves in static/dist."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DIST = ROOT / "static" / "dist"


@pytest.fixture
def manifest() -> dict[str, str]:
    return json.loads((DIST / "manifest.json").read_text())


def test_the_manifest_names_a_file_for_every_page_and_for_the_styles(manifest):
    pages = {path.with_suffix(".js").name for path in (ROOT / "static" / "src" / "pages").glob("*.ts")}
    assert manifest.keys() == pages | {"main.css"}


def test_every_file_in_the_manifest_exists(manifest):
    assert [name for name in manifest.values() if not (DIST / name).is_file()] == []


def test_the_styles_name_every_font_there_is_and_only_in_one_format(manifest):
    styles = (DIST / manifest["main.css"]).read_text()
    named = set(re.findall(r"[\w-]+\.(?:woff2|woff|ttf)", styles))
    assert named == {path.name for path in DIST.glob("*.woff2")} != set()
