"""What programs say to automatic differentiation: backward, grad, jacobian, detach."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.gradient_graph import gradient_drafts
from engine.graph import Role
from engine.language.calls import dtype_kind
from engine.language.dtypes import retype
from engine.language.library.arguments import is_torch, tensor
from engine.language.library.creation import copied
from engine.language.library.functions_of_functions import FUNCTIONS_OF_FUNCTIONS, gradient_of_function
from engine.language.library.gradients import as_nodes, seed_of
from engine.language.operations import is_true
from engine.language.run import Run
from engine.language.values import Class, Context, Function, Instance, Method, Native, Tensor, concrete, number_of
from engine.passes import reverse
from engine.recorder import Draft

# --- backward ------------------------------------------------------------------------------------------------------


def _backward(
    run: Run, a: Tensor, gradient: Any = None, retain_graph: Any = None, create_graph: Any = None, inputs: Any = None
) -> None:
    """The backward pass from ``a``: every node's gradient is added to its ``grad``. It makes ``a`` the output."""
    seed = seed_of(run, a, gradient)
    _note_repetition(run, a, is_true(run, retain_graph) or is_true(run, create_graph))
    if is_true(run, create_graph):
        _backwardas_nodes(run, a, seed)
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


def _backwardas_nodes(run: Run, a: Tensor, seed: Any) -> None:
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
    create_graph: Any = None, allow_unused: Any = None, argnums: Any = 0, argnum: Any = None,
    has_aux: Any = False, library: str = "",
) -> Any:  # fmt: skip
    """Of a value the gradient as nodes of the graph, so that it can be stepped through and differentiated again.

    Of a function the function that computes its gradient, as in autograd and JAX. PyTorch's without ``create_graph``
    gives plain numbers and makes ``outputs`` the output of the program.
    """
    if isinstance(outputs, Function | Method | Class | Native) or (isinstance(outputs, Instance) and inputs is None):
        places = next(one for one in (argnum, inputs, argnums) if one is not None)
        return gradient_of_function(outputs, places, has_aux=is_true(run, has_aux))
    output = outputs[0] if isinstance(outputs, list | tuple) else outputs
    targets = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    if not isinstance(output, Tensor) or not all(isinstance(target, Tensor) for target in targets):
        raise EngineError("grad_of_number", run.recorder.span)
    start = grad_outputs[0] if isinstance(grad_outputs, list | tuple) else grad_outputs
    found = as_nodes(run, output, targets, start)
    if is_torch(library) and not is_true(run, create_graph):
        run.output, run.seed = output.draft, seed_of(run, output, start)
        found = [run.constant(one.value, flavour="torch") for one in found]
    return found[0] if not isinstance(inputs, list | tuple) and not library else tuple(found)


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
    "grad": _grad, **FUNCTIONS_OF_FUNCTIONS, "detach": _detach,
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
