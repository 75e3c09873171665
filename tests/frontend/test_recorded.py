"""The timelines that the front end's tests read are what the engine answers today.

``python tests/frontend/test_recorded.py`` records them anew.
"""

import json
from pathlib import Path

import pytest

import engine

FOLDER = Path(__file__).parent
PROGRAMS = {
    "network": (
        "x = 2.0; target = 1.0\n"
        "w1 = 0.5; b1 = 0.1\n"
        "w2 = -0.3; b2 = 0.2\n"
        "z1 = w1·x + b1;  h = relu(z1)\n"
        "y = w2·h + b2\n"
        "loss = (y − target)²"
    ),
    "square": "x = 3\ny = x·x",
    "folded": "y = (3x + 2)²",
    "shared": "a = 2; b = 1\ne = (a + b)·(b + 1)",
    "broken": "x = -1\ny = ln(x) + 1/(x + 1)",
    "layer": "W = [[1, 2], [3, 4]]\nb = 0.5\nloss = sum((W @ [1, -1] + b)²)",
    "turns": "h = x\nfor i in range(2):\n    h = tanh(w·h)\nloss = h²",
    "gate": "x = -1\ny = relu(x) + where(x > 0, x, 2x)",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_recorded_timeline_is_what_the_engine_answers(name: str):
    assert json.loads(_file(name).read_text(encoding="utf-8")) == _timeline(PROGRAMS[name])


def _timeline(source: str) -> dict:
    """As a reader of the JSON text gets it: lists where the engine has tuples."""
    document = {**engine.trace(source).timeline(), "layout": "recorded", "layout_note": None, "opened": []}
    return json.loads(json.dumps(document))


def _file(name: str) -> Path:
    return FOLDER / "timelines" / f"{name}.json"


if __name__ == "__main__":
    for name, source in PROGRAMS.items():
        _file(name).write_text(json.dumps(_timeline(source), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
