"""Programs that bring their own engine, such as a pasted ``class Value``: they run as they are written.

The graph is that of the numbers inside the objects (``data`` or ``value``), so the learner sees the expression. What
the program's own ``backward()`` computes are plain numbers, compared with the gradients of that graph.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from engine.language.containers import Set
from engine.language.dtypes import dtype_of
from engine.language.run import Run
from engine.language.values import NUMBER_ATTRIBUTES, Function, Instance, Tensor, number_of
from engine.numbers import short
from engine.passes import reverse
from engine.recorder import Draft

_LABEL_ATTRIBUTES = ("label", "name")


def set_own_attribute(run: Run, owner: Instance, name: str, value: Any) -> bool:
    """Set an attribute that means something to such an object; False where it means nothing special."""
    if name in NUMBER_ATTRIBUTES and _is_number(value) and owner.number in (None, owner.attributes.get(name)):
        _set_number(run, owner, name, value)
    elif name == "grad" and _is_number(value):
        owner.attributes[name] = _plain(run, value)
    elif name in _LABEL_ATTRIBUTES and isinstance(value, str) and value.isidentifier() and owner.number is not None:
        run.name(value, owner)
        owner.attributes[name] = value
    else:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Tensor) and not isinstance(value, bool)


def _set_number(run: Run, owner: Instance, name: str, value: Any) -> None:
    """The first time it is the node itself; later it is a change in place, as of PyTorch's ``.data``."""
    before = owner.attributes.get(name)
    if isinstance(before, Tensor):
        run.set_in_place(before, run.draft(value).value)
    elif isinstance(value, Tensor):
        owner.attributes[name] = value
    else:
        owner.attributes[name] = Tensor(run.recorder.constant(value), dtype_of(value), "number")


def _plain(run: Run, value: Any) -> Any:
    """A gradient is a plain number (or array): no node depends on it."""
    if isinstance(value, Tensor) and value.shape:
        return run.constant(value.value, value.dtype, value.flavour)
    return number_of(value)


def is_own_backward(run: Run, function: Function, owner: Any) -> bool:
    """Whether this is a call of such an object's ``backward()`` from outside."""
    return (
        run.records_gradients
        and function.name == "backward"
        and isinstance(owner, Instance)
        and owner.number is not None
    )


def run_own_backward(run: Run, owner: Instance, backward: Callable[[], Any]) -> Any:
    """Run the program's own backward pass; its object becomes the output."""
    number = owner.number
    if number is None or number.is_leaf:
        return backward()
    before = {instance: _gradient(instance) for instance in _reached(owner)}
    with run.recording(False):
        result = backward()
    run.output, run.seed = number.draft, np.ones(number.shape)[()]
    _compare(run, number.draft, before)
    return result


def _reached(root: Instance) -> list[Instance]:
    """The objects of its kind that it was computed from, itself among them."""
    found, waiting = {root: None}, [root]
    while waiting:
        for value in waiting.pop().attributes.values():
            for instance in _objects_in(value, root):
                if instance not in found:
                    found[instance] = None
                    waiting.append(instance)
    return list(found)


def _objects_in(value: Any, root: Instance) -> Iterator[Instance]:
    if isinstance(value, Instance) and value.kind is root.kind:
        yield value
    elif isinstance(value, list | tuple | Set):
        for entry in value.entries if isinstance(value, Set) else value:
            yield from _objects_in(entry, root)


def _gradient(instance: Instance) -> Any:
    grad = instance.attributes.get("grad")
    return grad.value if isinstance(grad, Tensor) else grad if isinstance(grad, int | float) else 0.0


def _compare(run: Run, output: Draft, before: dict[Instance, Any]) -> None:
    """Say so where the program's gradient of a leaf is not the gradient of its expression."""
    graph, drafts = run.recorder.skeleton(output)
    cotangents = reverse(graph).cotangents
    right = {draft: cotangents.get(node.id, 0.0) for node, draft in zip(graph, drafts, strict=True)}
    for instance, old in before.items():
        number = instance.number
        if number is None or not number.is_leaf or number.draft not in right:
            continue
        own, true = _gradient(instance) - old, right[number.draft]
        if np.shape(own) != np.shape(true) or not np.allclose(own, true, rtol=1e-6, atol=1e-9):
            name = number.draft.name or str(number_of(number))
            run.note("own_gradient_differs", name=name, own=_short(own), true=_short(true))
            return


def _short(value: Any) -> str:
    return short(float(value)) if np.ndim(value) == 0 else str(np.shape(value))
