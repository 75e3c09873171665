"""Running exported scripts for real, many in one Python process, because starting one is what takes time."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_RUNNER = """
import json, runpy, sys, traceback
import numpy
numpy.seterr(all="ignore")
problems = {}
for path in sys.argv[1:]:
    try:
        runpy.run_path(path)
    except BaseException:
        problems[path] = traceback.format_exc()
with open("problems.json", "w") as file:
    json.dump(problems, file)
"""


def problems(folder: Path, scripts: Mapping[str, str]) -> dict[str, str]:
    """What goes wrong when each script is run as a program of its own, by its key."""
    keys = {f"script{number}.py": key for number, key in enumerate(scripts)}
    for name, key in keys.items():
        (folder / name).write_text(scripts[key], encoding="utf-8")
    subprocess.run([sys.executable, "-I", "-c", _RUNNER, *keys], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = json.loads((folder / "problems.json").read_text())
    return {keys[name]: f"{problem}\n{scripts[keys[name]]}" for name, problem in found.items()}
