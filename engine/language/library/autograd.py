"""What programs say to PyTorch's and micrograd's autograd: backward, grad, detach, in-place changes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.gradient_graph import gradient_drafts
from engine.graph import Role
from engine.language.run import Run
from engine.language.values import Instance, Tensor, concrete
from engine.passes import reverse


def _backward(run: Run, a: Tensor, gradient: Any = None, retain_graph: Any = None, create_graph: Any = None) -> None:
    """The backward pass from ``a``: every node's gradient is added to its ``grad``. It makes ``a`` the output."""
    seed = _seed(run, a, gradient)
    graph, drafts = run.recorder.assemble(a.draft)
    cotangents = reverse(graph, seed).cotangents
    explicit = any(draft.role is Role.PARAMETER for draft in drafts)
    for node, draft in zip(graph, drafts, strict=True):
        wanted = draft.op is not None or draft.role is Role.PARAMETER or not explicit
        if node.id in cotangents and draft.holder is not None and wanted:
            _accumulate(run, draft.holder, cotangents[node.id])
    run.output, run.seed = a.draft, seed


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


def _accumulate(run: Run, holder: Tensor, cotangent: Any) -> None:
    if holder.grad is None:
        holder.grad = run.constant(cotangent)
        return
    if holder.is_leaf and np.any(holder.grad.value != 0):
        run.note("gradient_accumulated", name=holder.draft.name or "")
    run.set_in_place(holder.grad, holder.grad.value + cotangent)


def _grad(
    run: Run,
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    create_graph: Any = True,
    retain_graph: Any = None,
    allow_unused: Any = None,
    library: str = "",
) -> Any:
    """The gradient as nodes of the graph, so that it can be stepped through and differentiated again."""
    output = outputs[0] if isinstance(outputs, list | tuple) else outputs
    targets = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    if not isinstance(output, Tensor) or not all(isinstance(target, Tensor) for target in targets):
        raise EngineError("grad_of_number", run.recorder.span)
    seed = run.draft(grad_outputs) if grad_outputs is not None else run.recorder.constant(_seed(run, output, None))
    drafts = gradient_drafts(run.recorder, output.draft, [target.draft for target in targets], seed)
    found = [Tensor(draft) for draft in drafts]
    many = isinstance(inputs, list | tuple) or library not in ("",)
    return tuple(found) if many else found[0]


def _item(run: Run, a: Any) -> Any:
    """A plain number; asked of an array of several entries, a clear refusal."""
    if isinstance(a, Tensor) and np.size(a.value) != 1:
        raise EngineError("item_of_array", run.recorder.span, shape=str(a.shape))
    return float(a.value.item()) if isinstance(a, Tensor) else a


def _tolist(run: Run, a: Tensor) -> Any:
    return a.value.tolist()


def _detach(run: Run, a: Any) -> Tensor:
    return run.apply("detach", a)


def _itself(run: Run, a: Any, *anything: Any) -> Any:
    """``.float()``, ``.to(device)``, ``.retain_grad()`` and the like: every value is float64 on one machine."""
    return a


def _requires_grad(run: Run, a: Tensor, requires_grad: Any = True) -> Tensor:
    a.draft.role = Role.PARAMETER if requires_grad else None
    return a


def _size(run: Run, a: Tensor, axis: Any = None) -> Any:
    return a.shape if axis is None else a.shape[int(concrete(axis))]


def _in_place(change: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def implementation(run: Run, a: Tensor, b: Any = 0.0, alpha: Any = 1) -> Tensor:
        if a.draft.role is Role.PARAMETER and run.records_gradients:
            raise EngineError("in_place_on_leaf", run.recorder.span, name=a.draft.name or "")
        run.set_in_place(a, change(a.value, run.draft(b).value * float(concrete(alpha))))
        return a

    return implementation


def _no_grad(run: Run) -> str:
    return "no_grad"


def _parameters(run: Run, module: Any) -> list[Tensor]:
    """All parameters of a module, in the order they were made; also those inside lists and modules it holds."""
    found: list[Tensor] = []
    _collect(module, found)
    return found


def _collect(value: Any, found: list[Tensor]) -> None:
    if isinstance(value, Tensor) and value.is_leaf and value.draft.role is Role.PARAMETER and value not in found:
        found.append(value)
    parts: Sequence[Any] = ()
    if isinstance(value, Instance):
        parts = tuple(value.attributes.values())
    elif isinstance(value, list | tuple):
        parts = value
    for part in parts:
        _collect(part, found)


AUTOGRAD: dict[str, Callable[..., Any]] = {
    "grad": _grad,
    "no_grad": _no_grad,
    "inference_mode": _no_grad,
    "module_parameters": _parameters,
    "detach": _detach,
}

TENSOR_METHODS: dict[str, Callable[..., Any]] = {
    "backward": _backward,
    "item": _item,
    "tolist": _tolist,
    "numpy": _itself,
    "detach": _detach,
    "clone": _itself,
    "copy": _itself,
    "contiguous": _itself,
    "float": _itself,
    "double": _itself,
    "long": _itself,
    "int": _itself,
    "cpu": _itself,
    "to": _itself,
    "astype": _itself,
    "type": _itself,
    "retain_grad": _itself,
    "requires_grad_": _requires_grad,
    "size": _size,
    "dim": lambda run, a: len(a.shape),
    "numel": lambda run, a: int(np.size(a.value)),
    "zero_": _in_place(lambda old, new: old * 0.0),
    "add_": _in_place(lambda old, new: old + new),
    "sub_": _in_place(lambda old, new: old - new),
    "mul_": _in_place(lambda old, new: old * new),
    "fill_": _in_place(lambda old, new: new),
    "copy_": _in_place(lambda old, new: new),
}
