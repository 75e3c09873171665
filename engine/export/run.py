"""What the scripts of a training run have in common in any library: names, data, the loop, the losses at the end.

A script holds nothing that a person typed but checked names, and the program in comments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

import numpy as np

from engine.errors import EngineError
from engine.export.code import Names, literal
from engine.export.rounding import certain_epochs
from engine.graph import Array
from engine.training import History

_WIDTH = 100
_OWN = (
    "parameters", "losses", "total", "epoch", "start", "order", "batch", "i", "name", "loss", "steps", "taken",
    "slopes", "found", "updates", "memory", "step",
    "optimizer", "expected", "gradients", "loss_of", "learning_rate",
)  # fmt: skip
"""What the scripts call their own variables and functions."""

OPTIMIZER_NAMES = {
    "sgd": "SGD",
    "momentum": "SGD with momentum",
    "nesterov": "SGD with Nesterov momentum",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}


@dataclass(frozen=True)
class Made:
    """A run that was made: its history, and those of the same run when it is ``nudged``.

    Raises EngineError where there is no loss that a script could be held to.
    """

    history: History
    of_nudged: Sequence[float]

    def __post_init__(self) -> None:
        if not self.history.losses:
            raise EngineError("no_whole_epoch")
        if not self.certain:
            raise EngineError("rounding_decides")

    @property
    def epochs(self) -> int:
        """How many whole epochs it had."""
        return len(self.history.losses)

    @cached_property
    def certain(self) -> int:
        """How many of them have losses that rounding does not decide."""
        return certain_epochs(self.history.losses, self.of_nudged)


class RunScript:
    """The parts of a run's script; ``module`` is the name under which the library makes arrays, ``taken`` its names."""

    def __init__(self, made: Made, module: str, array: str, taken: Iterable[str]) -> None:
        plan = made.history.plan
        self.made, self.plan, self.task = made, plan, plan.task
        self.module, self.array, self._taken = module, array, tuple(taken)
        self._names = Names((*taken, *_OWN))
        self.data = {name: self._names.new(name) for name in plan.task.data}
        self.settings = {name: self._names.new(name) for name in plan.task.numbers if name != "learning_rate"}
        free = Names((*taken, *self.data.values()))
        self.parameters = {name: free.new(name) for name in plan.task.parameters}

    def function_names(self, name: str) -> list[str]:
        """A function for each graph: one, or one for each way that samples take through the program."""
        graphs = self.task.graphs
        return [name] if len(graphs) == 1 else [self._names.new(f"{name}_{n + 1}") for n in range(len(graphs))]

    def own_names(self) -> Names:
        """The names that are still free in a function of one sample."""
        return Names((*self._taken, *self.data.values(), *self.parameters.values()))

    @property
    def arguments(self) -> str:
        """What a function of one sample takes."""
        return ", ".join([*self.data.values(), *self.parameters.values()])

    def call(self, functions: Sequence[str]) -> str:
        """The function of sample ``i`` applied to it."""
        function = functions[0] if len(functions) == 1 else "steps[taken[i]]"
        return f"{function}({', '.join([*(f'{name}[i]' for name in self.data.values()), '**parameters'])})"

    # --- what is written -------------------------------------------------------------------------------------------

    def title(self, library: str) -> str:
        """The docstring of the script."""
        plan, rate = self.plan, literal(self.task.numbers["learning_rate"], "")
        size = "one sample at a time" if plan.batch_size == 1 else f"{plan.batch_size} samples at a time"
        order = f"shuffled by seed {plan.seed}" if plan.shuffle else "in order"
        lines = [
            f'"""A training run in {library}: {self.made.epochs} epochs over {plan.samples} samples.',
            "",
            f"{OPTIMIZER_NAMES[self.task.optimizer.name]} with learning rate {rate}, {size}, {order}.",
            *self._ending(),
            '"""',
        ]
        return "\n".join(lines)

    def _ending(self) -> Iterator[str]:
        if self.made.history.divergence is not None:
            epoch = self.made.history.divergence.epoch
            yield f"The run diverged in epoch {epoch}, where its numbers overflowed; this script ends before."
        if self.made.certain < self.made.epochs:
            yield f"After epoch {self.made.certain} its losses depend on rounding: they are not compared."

    def program(self) -> list[str]:
        """The program of one sample, as comments."""
        return ["# The program of one sample:", *(f"#     {line}".rstrip() for line in self.plan.source.splitlines())]

    def samples(self) -> list[str]:
        """The data, and the way that each sample takes where there are several."""
        lines = ["# The data: one entry a sample"]
        for name, variable in self.data.items():
            lines += self.array_of(f"{variable} = ", self.plan.data[name])
        return lines

    def taken(self, functions: Sequence[str]) -> list[str]:
        """Which function each sample takes."""
        if len(functions) == 1:
            return []
        numbers = ", ".join(str(number) for number in self.plan.variants)
        return [
            "# Each sample takes its own way through the program",
            f"steps = [{', '.join(functions)}]",
            *_broken("taken = [", numbers, "]"),
        ]

    def array_of(self, before: str, value: Array, after: str = "") -> list[str]:
        """``before`` and an array, over as many lines as it takes."""
        text = literal(np.asarray(value, dtype=np.float64), self.module)
        if not np.ndim(value):
            return [f"{before}{text}{after}"]
        whole = f"{before}{self.array}({text}){after}"
        if len(whole) <= _WIDTH:
            return [whole]
        if np.ndim(value) == 1:
            return _broken(f"{before}{self.array}([", text[1:-1], f"]){after}")
        indent = " " * (len(before) - len(before.lstrip()) + 4)
        rows = [f"{indent}{literal(row, self.module)}," for row in np.asarray(value, dtype=np.float64)]
        return [f"{before}{self.array}([", *rows, f"{indent[4:]}]){after}"]

    def loop(self, update: Sequence[str]) -> list[str]:
        """All epochs; ``update`` are the lines of one update, on sample ``i`` or on the samples ``batch``."""
        plan, is_single = self.plan, self.plan.batch_size == 1 and not self.task.is_batched
        order = f"np.random.default_rng(({plan.seed}, epoch)).permutation({plan.samples}).tolist()"
        order = order if plan.shuffle else f"range({plan.samples})"
        samples = [f"    for i in {order}:"] if is_single else [
            f"    order = {order}",
            f"    for start in range(0, {plan.samples}, {plan.batch_size}):",
            f"        batch = order[start : start + {plan.batch_size}]",
        ]  # fmt: skip
        return [
            "losses = []",
            f"for epoch in range({self.made.epochs}):",
            "    total = 0.0",
            *samples,
            *(f"        {line}" for line in update),
            f"    losses.append(total / {plan.samples})",
        ]

    def checks(self) -> list[str]:
        """The losses of some epochs, compared with those of the run."""
        losses = self.made.history.losses
        shown = [f"    {epoch}: {literal(losses[epoch - 1], self.module)}," for epoch in some_epochs(self.made.certain)]
        return [
            "# The losses of the run: the mean over its samples, by epoch",
            "expected = {",
            *shown,
            "}",
            "for epoch, loss in expected.items():",
            '    print(f"epoch {epoch}: loss {losses[epoch - 1]:.6g}")',
            "    assert math.isclose(losses[epoch - 1], loss, rel_tol=1e-9)",
            'print("All losses agree.")',
        ]


def some_epochs(last: int) -> list[int]:
    """The first epoch, some, and the last: 1, 2, 5, 10, 20, 50, …"""
    steps = [factor * 10**power for power in range(6) for factor in (1, 2, 5)]
    return [*(epoch for epoch in steps if epoch < last), last]


def _broken(before: str, text: str, after: str) -> list[str]:
    """A list that is too long for one line."""
    indent = " " * (len(before) - len(before.lstrip()) + 4)
    lines = wrap(text, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return [before, *(f"{indent}{line}" for line in lines), f"{indent[4:]}{after}"]
