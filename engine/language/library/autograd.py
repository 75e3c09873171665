"""What programs say to automatic differentiation: backward, grad, jacobian, detach."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.gradient_graph import gradient_drafts
from engine.graph import Role
from engine.language.binding import parameter_names
from engine.language.calls import call, dtype_kind
from engine.language.dtypes import retype
from engine.language.library.arguments import is_torch, tensor
from engine.language.library.creation import copied
from engine.language.operations import index, is_true, whole
from engine.language.run import Run
from engine.language.values import Class, Context, Function, Instance, Method, Native, Tensor, concrete, number_of
from engine.passes import reverse
from engine.recorder import Draft

# --- backward ------------------------------------------------------------------------------------------------------


def _backward(
    run: Run, a: Tensor, gradient: Any = None, retain_graph: Any = None, create_graph: Any = None, inputs: Any = None
) -> None:
    """The backward pass from ``a``: every node's gradient is added to its ``grad``. It makes ``a`` the output."""
    seed = _seed(run, a, gradient)
    _note_repetition(run, a, is_true(run, retain_graph) or is_true(run, create_graph))
    if is_true(run, create_graph):
        _backward_as_nodes(run, a, seed)
    else:
        _backward_as_numbers(run, a, seed)
    run.output, run.seed = a.draft, seed


def _backward_as_numbers(run: Run, a: Tensor, seed: Any) -> None:
    graph, drafts = run.recorder.skeleton(a.draft)
    cotangents = reverse(graph, seed).cotangents
    explicit = _is_explicit(run, drafts)
    for node, draft in zip(graph, drafts, strict=True):
        wanted = draft.op is not None or draft.role is Role.PARAMETER or not explicit
        if wanted and node.id in cotangents and (draft.op is not None or draft.name is not None):
            _accumulate(run, draft, cotangents[node.id])


def _backward_as_nodes(run: Run, a: Tensor, seed: Any) -> None:
    """``create_graph=True``: the gradients are nodes that can be differentiated again."""
    drafts = run.recorder.history(a.draft)
    explicit = _is_explicit(run, drafts)
    leaves = [d for d in drafts if d.op is None and d.name and (d.role is Role.PARAMETER or not explicit)]
    found = gradient_drafts(run.recorder, a.draft, leaves, run.recorder.constant(seed))
    for leaf, gradient in zip(leaves, found, strict=True):
        leaf.grad = Tensor(gradient if leaf.grad is None else run.recorder.apply("add", (leaf.grad.draft, gradient)))


def _is_explicit(run: Run, drafts: Sequence[Draft]) -> bool:
    """Whether the program says which leaves require a gradient; one of PyTorch that says nothing is told so."""
    explicit = any(draft.role is Role.PARAMETER for draft in drafts)
    if not explicit and "torch" in run.source.mentioned:
        run.note("nothing_requires_grad")
    return explicit


def _note_repetition(run: Run, a: Tensor, retains: bool) -> None:
    """PyTorch frees a graph after its backward pass."""
    if a.draft in run.freed and "torch" in run.source.mentioned:
        run.note("backward_twice")
    if not retains:
        run.freed = {a.draft}


def _seed(run: Run, a: Tensor, gradient: Any) -> Any:
    """Where the backward pass from ``a`` starts: as given, 1 for a single number, else what the person chose."""
    if gradient is None and np.size(a.value) == 1:
        return np.ones(a.shape)[()]
    seed = run.start if gradient is None else run.draft(gradient).value
    if seed is None:
        raise EngineError("backward_needs_gradient", run.recorder.span, shape=str(a.shape))
    if np.shape(seed) != a.shape:
        raise EngineError("gradient_shape", run.recorder.span, shape=str(np.shape(seed)), expected=str(a.shape))
    return seed


def _accumulate(run: Run, draft: Draft, cotangent: Any) -> None:
    if draft.grad is None:
        draft.grad = run.constant(cotangent)
        return
    if draft.op is None and not draft.is_plain and np.any(draft.grad.value != 0):
        run.note("gradient_accumulated", name=draft.name or "")
    run.set_in_place(draft.grad, draft.grad.value + cotangent)


# --- gradients of values -------------------------------------------------------------------------------------------


def _grad(
    run: Run, outputs: Any, inputs: Any = None, grad_outputs: Any = None, retain_graph: Any = None,
    create_graph: Any = None, allow_unused: Any = None, argnums: Any = 0, argnum: Any = None, library: str = "",
) -> Any:  # fmt: skip
    """Of a value the gradient as nodes of the graph, so that it can be stepped through and differentiated again.

    Of a function the function that computes its gradient, as in autograd and JAX. PyTorch's without ``create_graph``
    gives plain numbers and makes ``outputs`` the output of the program.
    """
    if isinstance(outputs, Function | Method | Class | Native) or (isinstance(outputs, Instance) and inputs is None):
        return _gradient_of_function(outputs, argnums if argnum is None else argnum)
    output = outputs[0] if isinstance(outputs, list | tuple) else outputs
    targets = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    if not isinstance(output, Tensor) or not all(isinstance(target, Tensor) for target in targets):
        raise EngineError("grad_of_number", run.recorder.span)
    start = grad_outputs[0] if isinstance(grad_outputs, list | tuple) else grad_outputs
    found = _as_nodes(run, output, targets, start)
    if is_torch(library) and not is_true(run, create_graph):
        run.output, run.seed = output.draft, _seed(run, output, start)
        found = [run.constant(one.value, flavour="torch") for one in found]
    return found[0] if not isinstance(inputs, list | tuple) and not library else tuple(found)


def _as_nodes(run: Run, output: Tensor, targets: Sequence[Tensor], start: Any = None) -> list[Tensor]:
    seed = run.recorder.constant(_seed(run, output, None)) if start is None else run.draft(start)
    drafts = gradient_drafts(run.recorder, output.draft, [target.draft for target in targets], seed)
    return [Tensor(draft, flavour=output.flavour) for draft in drafts]


# --- gradients of functions ----------------------------------------------------------------------------------------


def _gradient_of_function(function: Any, argnums: Any, with_value: bool = False, of_sum: bool = False) -> Native:
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
        found = [_structured(given[place], iter(_as_nodes(run, output, _tensors(given[place])))) for place in places]
        gradients = tuple(found) if isinstance(argnums, list | tuple) else found[0]
        return (value, gradients) if with_value else gradients

    return Native("gradient", gradient)


def _as_leaves(run: Run, function: Any, place: int, value: Any) -> Any:
    """A plain number that a function is differentiated at is a leaf, with the name of the parameter."""
    names = parameter_names(function.arguments) if isinstance(function, Function) else []
    name = names[place] if place < len(names) else "x"
    if isinstance(value, dict):
        return {key: _as_leaves(run, None, 0, one) if isinstance(one, dict) else one for key, one in value.items()}
    if isinstance(value, list | tuple) and any(isinstance(one, Tensor) for one in value):
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


def _value_and_grad(run: Run, function: Any, argnums: Any = 0, argnum: Any = None) -> Native:
    return _gradient_of_function(function, argnums if argnum is None else argnum, with_value=True)


def _elementwise_grad(run: Run, function: Any, argnum: Any = 0) -> Native:
    return _gradient_of_function(function, argnum, of_sum=True)


def _rows(run: Run, output: Tensor, target: Tensor) -> Tensor:
    """The derivative of every entry of ``output`` by every entry of ``target``."""
    run.recorder.check_size((*output.shape, *target.shape))
    size = int(np.size(output.value))
    entries = run.apply("reshape", output, shape=(size,))
    rows = [_as_nodes(run, index(run, entries, place), [target])[0] for place in range(size)]
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
    slope = _as_nodes(run, tensor(run, call(run, function, (x,), {})), [x])[0]
    found = _rows(run, slope, x)
    return found if is_true(run, create_graph) else run.constant(found.value, flavour=found.flavour)


def _point(run: Run, function: Any, value: Any) -> Tensor:
    leaf = _as_leaves(run, function, 0, value)
    return leaf if isinstance(leaf, Tensor) else tensor(run, leaf)


# --- out of the graph ----------------------------------------------------------------------------------------------


def _item(run: Run, a: Any) -> Any:
    """A plain number; asked of an array of several entries, a clear refusal."""
    if isinstance(a, Tensor) and np.size(a.value) != 1:
        raise EngineError("item_of_array", run.recorder.span, shape=str(a.shape))
    return number_of(a)


def _tolist(run: Run, a: Tensor) -> Any:
    return _plain_list(a.value.tolist(), a.dtype)


def _plain_list(value: Any, dtype: str) -> Any:
    if isinstance(value, list):
        return [_plain_list(entry, dtype) for entry in value]
    return bool(value) if dtype == "bool" else int(value) if dtype == "int" else value


def _detach(run: Run, a: Any) -> Tensor:
    array = tensor(run, a)
    made = run.apply("detach", array)
    made.dtype, made.flavour = array.dtype, array.flavour
    return made


def _numpy(run: Run, a: Tensor) -> Tensor:
    return Tensor(a.draft, a.dtype, "numpy")


def _as_type(run: Run, a: Tensor, dtype: Any, copy: Any = True) -> Tensor:
    return retype(run, a, dtype_kind(dtype))


def _itself(run: Run, a: Any, *anything: Any, **how: Any) -> Any:
    """``.to(device)``, ``.contiguous()`` and the like: every value is on one machine."""
    return a


def _retain_grad(run: Run, a: Tensor) -> None:
    a.keeps_grad = True


def _size(run: Run, a: Tensor, axis: Any = None) -> Any:
    from engine.language.tensor_attributes import TENSOR_ATTRIBUTES  # attributes are read from the library too

    shape = TENSOR_ATTRIBUTES["shape"](run, a)
    return shape if axis is None else shape[int(concrete(axis))]


def _context(name: str, records: bool | None = None) -> Callable[..., Any]:
    return lambda run, *ignored, **how: Context(name, records)


def _set_grad_enabled(run: Run, mode: Any) -> Context:
    return Context("set_grad_enabled", is_true(run, mode))


AUTOGRAD: dict[str, Callable[..., Any]] = {
    "grad": _grad, "value_and_grad": _value_and_grad, "elementwise_grad": _elementwise_grad, "jacobian": _jacobian,
    "hessian": _hessian, "jacrev": _jacobian, "jacfwd": _jacobian, "detach": _detach,
    "no_grad": _context("no_grad", False), "inference_mode": _context("inference_mode", False),
    "enable_grad": _context("enable_grad", True), "set_grad_enabled": _set_grad_enabled,
    "is_grad_enabled": lambda run: run.records_gradients, "autocast": _context("autocast"),
    "set_detect_anomaly": _context("set_detect_anomaly"), "detect_anomaly": _context("detect_anomaly"),
}  # fmt: skip

TENSOR_METHODS: dict[str, Callable[..., Any]] = {
    "backward": _backward, "item": _item, "tolist": _tolist, "numpy": _numpy, "detach": _detach, "copy": copied,
    "clone": copied, "astype": _as_type, "retain_grad": _retain_grad, "size": _size, "dim": lambda run, a: len(a.shape),
    "numel": lambda run, a: int(np.size(a.value)), "nelement": lambda run, a: int(np.size(a.value)),
    "ndimension": lambda run, a: len(a.shape),
    **dict.fromkeys(("contiguous", "cpu", "cuda", "share_memory_", "coalesce"), _itself),
}  # fmt: skip
