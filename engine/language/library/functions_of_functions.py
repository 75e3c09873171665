"""Functions made of functions: gradient, Jacobian and Hessian as autograd, JAX and torch.func have them; vmap."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.language.binding import parameter_names
from engine.language.calls import call
from engine.language.entries import index
from engine.language.library.arguments import tensor
from engine.language.library.gradients import as_nodes
from engine.language.operations import is_true, whole
from engine.language.run import Run
from engine.language.values import Function, Native, Tensor

# --- gradients -----------------------------------------------------------------------------------------------------


def gradient_of_function(
    function: Any, argnums: Any, with_value: bool = False, of_sum: bool = False, has_aux: bool = False
) -> Native:
    """The function that computes the gradient of another one in its arguments ``argnums``.

    With ``has_aux`` the function gives what is differentiated and something else, which is handed on.
    """

    def gradient(run: Run, *arguments: Any, **keywords: Any) -> Any:
        places = [whole(run, one) for one in (argnums if isinstance(argnums, list | tuple) else [argnums])]
        given = [
            _as_leaves(run, function, place, one) if place in places else one for place, one in enumerate(arguments)
        ]
        value = call(run, function, given, keywords)
        output = tensor(run, value[0] if isinstance(value, tuple) else value)
        if of_sum and output.shape:
            output = run.apply("sum", output, axis=None, keepdims=False)
        if run.output is None:
            run.differentiated = output.draft
        found = [_structured(given[place], iter(as_nodes(run, output, _tensors(given[place])))) for place in places]
        gradients = tuple(found) if isinstance(argnums, list | tuple) else found[0]
        if with_value:
            return value, gradients
        return (gradients, value[1]) if has_aux else gradients

    return Native("gradient", gradient)


def _as_leaves(run: Run, function: Any, place: int, value: Any) -> Any:
    """A plain number that a function is differentiated at is a leaf, with the name of the parameter."""
    names = parameter_names(function.arguments) if isinstance(function, Function) else []
    name = names[place] if place < len(names) else "x"
    if isinstance(value, dict):
        return {key: _as_leaves(run, None, 0, one) if isinstance(one, dict) else one for key, one in value.items()}
    if isinstance(value, list | tuple) and _tensors(value):
        return value
    made = value if isinstance(value, Tensor) else tensor(run, value)
    return run.name(name, made)


def _tensors(value: Any) -> list[Tensor]:
    if isinstance(value, dict):
        return [found for one in value.values() for found in _tensors(one)]
    if isinstance(value, list | tuple):
        return [found for one in value for found in _tensors(one)]
    return [value] if isinstance(value, Tensor) else []


def _structured(like: Any, found: Any) -> Any:
    """Gradients in the same lists and dictionaries as the values they belong to."""
    if isinstance(like, dict):
        return {key: _structured(one, found) for key, one in like.items()}
    if isinstance(like, list | tuple):
        return type(like)(_structured(one, found) for one in like)
    return next(found) if isinstance(like, Tensor) else None


def _value_and_grad(run: Run, function: Any, argnums: Any = 0, argnum: Any = None, has_aux: Any = False) -> Native:
    return gradient_of_function(function, argnums if argnum is None else argnum, with_value=True)


def _elementwise_grad(run: Run, function: Any, argnum: Any = 0) -> Native:
    return gradient_of_function(function, argnum, of_sum=True)


def _rows(run: Run, output: Tensor, target: Tensor) -> Tensor:
    """The derivative of every entry of ``output`` by every entry of ``target``."""
    run.recorder.check_size((*output.shape, *target.shape))
    size = int(np.size(output.value))
    entries = run.apply("reshape", output, shape=(size,))
    rows = [as_nodes(run, index(run, entries, place), [target])[0] for place in range(size)]
    return run.apply("reshape", run.apply("stack", *rows, axis=0), shape=(*output.shape, *target.shape))


def _jacobian(
    run: Run, function: Any, inputs: Any = None, create_graph: Any = False, library: str = "", **how: Any
) -> Any:
    """PyTorch's ``jacobian(f, x)``; without ``inputs`` the function that computes it, as in autograd and JAX."""
    if inputs is None:
        return Native("jacobian", lambda run, x: _jacobian(run, function, x, True))
    x = _point(run, function, inputs)
    found = _rows(run, tensor(run, call(run, function, (x,), {})), x)
    return found if is_true(run, create_graph) else run.constant(found.value, flavour=found.flavour)


def _hessian(
    run: Run, function: Any, inputs: Any = None, create_graph: Any = False, library: str = "", **how: Any
) -> Any:
    if inputs is None:
        return Native("hessian", lambda run, x: _hessian(run, function, x, True))
    x = _point(run, function, inputs)
    slope = as_nodes(run, tensor(run, call(run, function, (x,), {})), [x])[0]
    found = _rows(run, slope, x)
    return found if is_true(run, create_graph) else run.constant(found.value, flavour=found.flavour)


def _point(run: Run, function: Any, value: Any) -> Tensor:
    leaf = _as_leaves(run, function, 0, value)
    return leaf if isinstance(leaf, Tensor) else tensor(run, leaf)


# --- one call for every row ----------------------------------------------------------------------------------------


def _vmap(run: Run, function: Any, in_axes: Any = 0, out_axes: Any = 0, in_dims: Any = None) -> Native:
    """A function of whole arrays from one of their rows: called for every row, its results are stacked."""
    axes = in_axes if in_dims is None else in_dims

    def mapped(run: Run, *arguments: Any) -> Any:
        along = tuple(axes) if isinstance(axes, list | tuple) else (axes,) * len(arguments)
        pairs = list(zip(arguments, along, strict=True))
        count = next(_length(run, value, whole(run, axis)) for value, axis in pairs if axis is not None)
        rows = [
            call(run, function, [one if axis is None else _row(run, one, axis, place) for one, axis in pairs], {})
            for place in range(count)
        ]
        return _stacked(run, rows, whole(run, out_axes))

    return Native("vmap", mapped)


def _length(run: Run, value: Any, axis: int) -> int:
    first = value if isinstance(value, Tensor) else (_tensors(value) or [tensor(run, value)])[0]
    return first.shape[axis]


def _row(run: Run, value: Any, axis: Any, place: int) -> Any:
    """The entry at ``place`` along an axis, of every array in lists and dictionaries."""
    if isinstance(value, dict):
        return {key: _row(run, one, axis, place) for key, one in value.items()}
    if isinstance(value, tuple | list) and _tensors(value):
        return type(value)(_row(run, one, axis, place) for one in value)
    return index(run, tensor(run, value), (*(slice(None),) * whole(run, axis), place))


def _stacked(run: Run, rows: Sequence[Any], axis: int) -> Any:
    if isinstance(rows[0], tuple | list):
        return type(rows[0])(_stacked(run, [row[place] for row in rows], axis) for place in range(len(rows[0])))
    return run.apply("stack", *rows, axis=axis)


FUNCTIONS_OF_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "value_and_grad": _value_and_grad, "elementwise_grad": _elementwise_grad, "jacobian": _jacobian,
    "hessian": _hessian, "jacrev": _jacobian, "jacfwd": _jacobian, "vmap": _vmap,
}  # fmt: skip
