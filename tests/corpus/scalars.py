"""Scalars in the corpus: plain numbers made into PyTorch scalars, and classes such as micrograd's Value."""

import ast
import contextlib
import importlib.util
import math
import types
from collections.abc import Callable, Iterator
from typing import Any

import torch

_FUNCTIONS = ("exp", "log", "sin", "cos", "tan", "tanh", "sqrt", "sinh", "cosh", "atan", "log10", "log2")


def _function(name: str) -> Callable[..., Any]:
    def function(number: Any) -> Any:
        return getattr(torch, name)(number) if isinstance(number, torch.Tensor) else getattr(math, name)(number)

    return function


_MATH = types.SimpleNamespace(**vars(math) | {name: _function(name) for name in _FUNCTIONS})


def _leaf(value: Any) -> Any:
    """A number as a leaf; of a list every entry."""
    if isinstance(value, list):
        return [_leaf(entry) for entry in value]
    return torch.tensor(float(value), requires_grad=True)


NAMES: dict[str, Any] = {
    "math": _MATH,
    "__leaf__": _leaf,
    "print": lambda *values, **how: None,
    "round": lambda number, *digits: number,
}


class _AsTensors(ast.NodeTransformer):
    def visit_Module(self, module: ast.Module) -> ast.Module:
        for statement in module.body:
            if isinstance(statement, ast.Assign) and _is_literal(statement.value):
                statement.value = ast.Call(ast.Name("__leaf__", ast.Load()), [statement.value], [])
        self.generic_visit(module)
        return module

    def visit_AugAssign(self, statement: ast.AugAssign) -> ast.stmt:
        if not isinstance(statement.target, ast.Name):
            return statement
        current = ast.Name(statement.target.id, ast.Load())
        return ast.Assign([statement.target], ast.BinOp(current, statement.op, statement.value))

    def visit_Import(self, statement: ast.Import) -> ast.stmt:
        return ast.Pass() if statement.names[0].name == "math" else statement


def _is_literal(value: ast.expr) -> bool:
    try:
        literal = ast.literal_eval(value)
    except ValueError:
        return False
    return isinstance(literal, int | float) or (isinstance(literal, list) and bool(literal))


def as_tensors(tree: ast.Module) -> ast.Module:
    """The program with every named number of the top level a leaf."""
    return ast.fix_missing_locations(_AsTensors().visit(tree))


def last_name(tree: ast.Module) -> str:
    """The name that the last assignment of the top level gives a value to."""
    assignments = [statement for statement in tree.body if isinstance(statement, ast.Assign)]
    target = assignments[-1].targets[0]
    assert isinstance(target, ast.Name)
    return target.id


# --- classes like micrograd's Value --------------------------------------------------------------------------------


def recording(tree: ast.Module) -> ast.Module:
    """The program with ``@__recording__`` before every ``backward`` of a class that derives from nothing."""
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef) and not statement.bases:
            for method in statement.body:
                if isinstance(method, ast.FunctionDef) and method.name == "backward":
                    method.decorator_list.append(ast.Name("__recording__", ast.Load()))
    return ast.fix_missing_locations(tree)


@contextlib.contextmanager
def micrograd_recording(wrapper: Callable[[Any], Any]) -> Iterator[None]:
    """micrograd's own Value tells what its backward() found."""
    if importlib.util.find_spec("micrograd") is None:
        yield
        return
    from micrograd.engine import Value

    original, Value.backward = Value.backward, wrapper(Value.backward)
    yield
    Value.backward = original


def leaves(root: Any) -> Iterator[Any]:
    """The objects that ``root`` was computed from and that no other went into, each once."""
    seen, waiting = {root}, [root]
    while waiting:
        one = waiting.pop()
        operands = [operand for attribute in vars(one).values() for operand in _objects(attribute, type(root))]
        if not operands:
            yield one
        waiting.extend(operand for operand in operands if operand not in seen)
        seen.update(operands)


def _objects(value: Any, kind: type) -> Iterator[Any]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, list | tuple | set):
        for entry in value:
            yield from _objects(entry, kind)


def number(root: Any) -> float:
    """The value of such an object."""
    return float(root.data if hasattr(root, "data") else root.value)
