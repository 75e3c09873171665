"""Write the expected answers: ``PYTHONPATH=. python tests/corpus_numpy/record.py``.

Each program is run by Python itself, with NumPy for its value and its prints and with HIPS autograd for its
gradients. Mathematics, JavaScript, and what autograd cannot do (changing an entry) have a program of the same meaning
in ``references``.
"""

import ast
import contextlib
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad
from autograd.numpy.numpy_boxes import ArrayBox

from tests.reference.answers import encode, save

FOLDER = Path(__file__).parent
EXPECTED_FILE = FOLDER / "expected.json"

ArrayBox.dot = anp.dot  # autograd's arrays lack the method


def programs() -> dict[str, str]:
    """The texts of the corpus by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "programs").glob("*.txt"))}


def reference(name: str, text: str) -> str:
    """The Python program that a program means; most mean themselves."""
    path = FOLDER / "references" / f"{name}.py"
    return path.read_text(encoding="utf-8") if path.exists() else text


def answer(name: str, text: str) -> dict[str, Any]:
    """Value, printed text, and the gradient by leaf."""
    code = reference(name, text)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        names = run(code, {}, np)
    leaves = leaves_of(code, names)
    gradients = {leaf: differentiated(code, leaves, leaf) for leaf in leaves}
    said = {"prints": printed.getvalue()} if printed.getvalue() else {}
    encoded = {leaf: encode(gradient.tolist()) for leaf, gradient in gradients.items()}
    return {"value": float(names["loss"]), "gradients": encoded, **said}


def run(code: str, given: dict[str, Any], numpy: ModuleType) -> dict[str, Any]:
    """The names of a program after it ran; where a leaf is assigned, its given value is taken."""
    tree = parsed(code)
    tree.body = [one for one in tree.body if not _imports_numpy(one) and not (given and _prints(one))]
    for index, statement in enumerate(tree.body):
        target = _plain_target(statement)
        if target in given:
            tree.body[index] = ast.parse(f"{target} = given[{target!r}]").body[0]
    names: dict[str, Any] = {"np": numpy, "given": given}
    exec(compile(tree, "program", "exec"), names)  # the programs are ours
    return names


def parsed(code: str) -> ast.Module:
    """The syntax tree, with ``a, b = 1.0, 2.0`` as two assignments."""
    tree = ast.parse(code)
    tree.body = [part for statement in tree.body for part in _parts(statement)]
    return tree


def _parts(statement: ast.stmt) -> list[ast.stmt]:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
        targets, value = statement.targets[0].elts, statement.value
        if isinstance(value, ast.Tuple) and all(isinstance(entry, ast.Constant | ast.Call) for entry in value.elts):
            pairs = zip(targets, value.elts, strict=True)
            return [ast.copy_location(ast.Assign([target], entry), statement) for target, entry in pairs]
    return [statement]


def _imports_numpy(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import) and statement.names[0].name == "numpy"


def _prints(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement).startswith("print(")


def _plain_target(statement: ast.stmt) -> str | None:
    """The name that a statement gives a value that no other name takes part in."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return None
    used = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
    return statement.targets[0].id if used <= {"np"} else None


def leaves_of(code: str, names: dict[str, Any]) -> dict[str, Any]:
    """Names that are assigned once, plain data, and never changed: floats and arrays of floats."""
    tree = parsed(code)
    changed = [node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Subscript) and _is_stored(node)]
    stores = [node.id if isinstance(node, ast.Name) else ast.unparse(node.value) for node in changed]
    found = [target for target in map(_plain_target, tree.body) if target and stores.count(target) == 1]
    return {name: names[name] for name in found if _is_data(names[name]) and name != "loss"}


def _is_stored(node: ast.Name | ast.Subscript) -> bool:
    return isinstance(node.ctx, ast.Store)


def _is_data(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype == np.float64)


def differentiated(code: str, leaves: dict[str, Any], leaf: str) -> Any:
    """The gradient of the loss in one leaf."""

    def loss(value: Any) -> Any:
        return run(code, {**leaves, leaf: value}, anp)["loss"]

    return np.asarray(grad(loss)(leaves[leaf]))


if __name__ == "__main__":
    save(EXPECTED_FILE, {name: answer(name, text) for name, text in programs().items()})
