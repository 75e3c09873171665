"""Run the corpus under real PyTorch and micrograd and write down what comes out: ``python -m tests.corpus.record``.

The text runs as it stands, with these exceptions: numbers are float64; PyTorch's random functions draw from NumPy's
generator, in the same order as ours; plots and progress bars do nothing; lines that only a notebook understands are
left out. In a program without PyTorch every number that is given a name at the top level is a PyTorch scalar.
"""

import ast
import contextlib
import io
import itertools
import re
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from tests.corpus import scalars
from tests.corpus.files import EXPECTED, NAMES, text
from tests.corpus.names import leaf_names
from tests.reference.answers import encode, save

Answer = dict[str, Any]


class Anything:
    """Stands for a plotting library: whatever is called on it gives itself."""

    def __getattr__(self, name: str) -> "Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *arguments: Any, **keywords: Any) -> "Anything":
        return self

    def __iter__(self) -> Iterator["Anything"]:
        return itertools.repeat(self, 2)


class Backward:
    """What backward() was last called on, and the gradients that this call found."""

    def __init__(self) -> None:
        self.value: Any = None
        self.gradients: list[tuple[Any, Any]] = []

    def of_tensor(self, tensor: torch.Tensor, gradient: Any = None, *rest: Any, **how: Any) -> None:
        before = [(leaf, _gradient(leaf)) for leaf in _leaves(tensor)]
        _BACKWARD(tensor, gradient, *rest, **how)
        self.value = tensor.tolist()
        self.gradients = [(leaf, (_gradient(leaf) - old).tolist()) for leaf, old in before if leaf.grad is not None]

    def of_object(self, method: Any) -> Any:
        """The method ``backward`` of a class of the program, or of micrograd."""

        def backward(root: Any, *arguments: Any) -> None:
            if arguments:  # a recursion
                method(root, *arguments)
                return
            leaves = list(scalars.leaves(root))
            before = [leaf.grad for leaf in leaves]
            method(root)
            self.value = scalars.number(root)
            self.gradients = [(leaf, leaf.grad - old) for leaf, old in zip(leaves, before, strict=True)]

        return backward


_BACKWARD = torch.Tensor.backward


def _gradient(leaf: torch.Tensor) -> torch.Tensor:
    return torch.zeros_like(leaf) if leaf.grad is None else leaf.grad.detach().clone()


def _leaves(tensor: torch.Tensor) -> Iterator[torch.Tensor]:
    """The leaves that require a gradient and that ``tensor`` depends on, each once."""
    seen, waiting = set(), [tensor.grad_fn]
    while waiting:
        function = waiting.pop()
        if function is None or function in seen:
            continue
        seen.add(function)
        if hasattr(function, "variable"):
            yield function.variable
        waiting.extend(next_function for next_function, _ in function.next_functions)


# --- random numbers: ours, handed to PyTorch ---------------------------------------------------------------------


class Draws:
    """PyTorch's random functions on NumPy's generator."""

    def __init__(self) -> None:
        self.random = np.random.RandomState(0)

    def seed(self, seed: int) -> "Draws":
        self.random = np.random.RandomState(seed % 2**32)
        return self

    def manual_seed(self, seed: int) -> "Draws":
        return self.seed(seed)

    def made(self, drawn: Any, requires_grad: bool = False, **ignored: Any) -> torch.Tensor:
        return torch.tensor(np.asarray(drawn, dtype=np.float64), requires_grad=requires_grad)

    def randn(self, *shape: Any, size: Any = (), **how: Any) -> torch.Tensor:
        return self.made(self.random.standard_normal(_sizes(shape, size)), **how)

    def rand(self, *shape: Any, size: Any = (), **how: Any) -> torch.Tensor:
        return self.made(self.random.random_sample(_sizes(shape, size)), **how)

    def normal(self, mean: Any, std: Any, size: Any = None, **how: Any) -> torch.Tensor:
        return self.made(self.random.normal(mean, std, None if size is None else tuple(size)), **how)

    def like(self, draw: Any) -> Any:
        return lambda tensor, **how: draw(*tensor.shape, **how)

    def fill(self, draw: Any) -> Any:
        def in_place(tensor: torch.Tensor, *bounds: float, generator: Any = None) -> torch.Tensor:
            with torch.no_grad():
                return tensor.copy_(torch.from_numpy(np.asarray(draw(self.random, *bounds, size=tuple(tensor.shape)))))

        return in_place


def _sizes(shape: tuple[Any, ...], size: Any) -> tuple[int, ...]:
    return tuple(size) or (tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else tuple(shape))


def _use(draws: Draws) -> None:
    """Put ``draws`` in the place of PyTorch's own random functions."""
    torch.manual_seed, torch.randn, torch.rand = draws.seed, draws.randn, draws.rand
    torch.normal = draws.normal
    torch.Generator = type("Generator", (), {"__new__": lambda kind, device="cpu": draws})
    torch.randn_like, torch.rand_like = draws.like(draws.randn), draws.like(draws.rand)
    torch.Tensor.uniform_ = draws.fill(lambda random, low=0.0, high=1.0, size=(): random.uniform(low, high, size))
    torch.Tensor.normal_ = draws.fill(lambda random, mean=0.0, std=1.0, size=(): random.normal(mean, std, size))


def _use_float64() -> None:
    torch.set_default_dtype(torch.float64)
    torch.float = torch.float32 = torch.float64
    torch.FloatTensor = torch.DoubleTensor
    torch.Tensor.float = torch.Tensor.double


def _use_no_plots() -> None:
    torch.optim.SGD([torch.zeros(1, requires_grad=True)])  # PyTorch looks for the real libraries once, now
    for name in ("matplotlib", "matplotlib.pyplot", "seaborn", "tqdm", "tqdm.notebook", "tqdm.auto"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["matplotlib"].pyplot = sys.modules["matplotlib.pyplot"] = sys.modules["seaborn"] = Anything()
    for name in ("tqdm", "tqdm.notebook", "tqdm.auto"):
        sys.modules[name].tqdm = lambda values, **how: values


# --- running -----------------------------------------------------------------------------------------------------


def answer(name: str) -> Answer:
    """Value, gradients by leaf name, and printed lines of one program."""
    program = re.sub(r"(?m)^\s*[%!].*$", "", text(name))
    is_plain = not re.search(r"\b(torch|micrograd)\b|def backward", program)
    _use(Draws())
    backward = Backward()
    torch.Tensor.backward = lambda tensor, *arguments, **how: backward.of_tensor(tensor, *arguments, **how)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), scalars.micrograd_recording(backward.of_object):
        names = _run(name, scalars.recording(ast.parse(program)), {"__recording__": backward.of_object})
        if is_plain:
            tree = scalars.as_tensors(ast.parse(program))
            names = _run(name, tree, dict(scalars.NAMES))
            names[scalars.last_name(tree)].backward()
    torch.Tensor.backward = _BACKWARD
    known = leaf_names(names)
    gradients = {known[id(leaf)]: encode(gradient) for leaf, gradient in backward.gradients if id(leaf) in known}
    return {"value": encode(backward.value), "gradients": gradients, "prints": printed.getvalue().splitlines()}


def _run(name: str, tree: ast.Module, names: dict[str, Any]) -> dict[str, Any]:
    names["__name__"] = "__main__"
    exec(compile(tree, name, "exec"), names)  # the corpus is ours
    return names


def main(chosen: list[str]) -> None:
    _use_float64()
    _use_no_plots()
    save(EXPECTED, {name: answer(name) for name in (chosen or NAMES)})


if __name__ == "__main__":
    main(sys.argv[1:])
