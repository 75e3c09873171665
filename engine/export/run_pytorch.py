"""The script of a training run in PyTorch: its backward pass is autograd's, its optimizer one of ``torch.optim``."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from engine.export.code import assembled, node_names
from engine.export.pytorch_lines import IMPORTS, TAKEN, forward_lines, torch_literal
from engine.export.run import Made, RunScript
from engine.graph import Graph
from engine.passes import reverse

_ADAM = "lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}"

OPTIMIZERS: Mapping[str, str] = {
    "sgd": "SGD(parameters.values(), lr={learning_rate})",
    "momentum": "SGD(parameters.values(), lr={learning_rate}, momentum={momentum})",
    "nesterov": "SGD(parameters.values(), lr={learning_rate}, momentum={momentum}, nesterov={momentum} > 0)",
    "rmsprop": "RMSprop(parameters.values(), lr={learning_rate}, alpha={alpha}, eps={epsilon}, momentum={momentum})",
    "adam": f"Adam(parameters.values(), {_ADAM})",
    "adamw": f"AdamW(parameters.values(), {_ADAM}, weight_decay={{weight_decay}})",
}
"""Our optimizers as PyTorch has them."""


def pytorch_run(made: Made) -> str:
    """The script. Raises EngineError where an op of the program has nothing in PyTorch."""
    script = RunScript(made, "torch", "torch.tensor", (*TAKEN, "np", "math", "len", "range"))
    names = script.function_names("loss_of")
    functions = [_loss(script, *each) for each in zip(names, script.task.graphs, strict=True)]
    blocks = [
        script.samples(),
        script.taken(names),
        _start(script),
        [
            "# Training",
            f"optimizer = torch.optim.{OPTIMIZERS[script.task.optimizer.name].format(**script.task.numbers)}",
        ],
        script.loop(_update(script, names)),
        script.checks(),
    ]
    head = [script.title("PyTorch"), "", *_imports(script, functions), "", *script.program()]
    return assembled(head, [*map("\n".join, functions)], filter(None, blocks))


def _imports(script: RunScript, functions: Sequence[Sequence[str]]) -> list[str]:
    uses_functional = any("F." in line for function in functions for line in function)
    imports = [line for line in IMPORTS if uses_functional or not line.endswith(" as F")]
    return ["import math", "", *(["import numpy as np"] if script.plan.shuffle else []), *imports]


def _loss(script: RunScript, name: str, graph: Graph) -> list[str]:
    """The function of one sample."""
    variables = node_names(graph, script.own_names(), {**script.data, **script.parameters})
    output = graph[graph.output]
    return [
        f"def {name}({script.arguments}):",
        '    """The loss of one sample."""',
        *(f"    {line}" for line in (*_constants(script, graph, variables), *forward_lines(graph, variables))),
        f"    return {variables[output.id]}{'.reshape(())' if output.shape else ''}",
    ]


def _constants(script: RunScript, graph: Graph, variables: Mapping[str, str]) -> Iterator[str]:
    """The leaves that stay as they are."""
    for node in graph:
        if node.is_leaf and not node.is_folded and node.name not in {**script.data, **script.parameters}:
            yield f"{variables[node.id]} = torch.tensor({torch_literal(node.value)})"


def _start(script: RunScript) -> list[str]:
    rows: list[str] = []
    for name, variable in script.parameters.items():
        value = script.plan.parameters[name]
        before, gradient = f'    "{variable}": ', ", requires_grad=True"
        if np.ndim(value):
            *lines, last = script.array_of(before, value)
            rows += [*lines, f"{last.removesuffix(')')}{gradient}),"]
        else:
            rows.append(f"{before}torch.tensor({torch_literal(value)}{gradient}),")
    return ["# The parameters before training", "parameters = {", *rows, "}", *_zeros(script)]


def _zeros(script: RunScript) -> list[str]:
    """PyTorch leaves a parameter alone that has no gradient; ours is 0 then, and the optimizer goes on."""
    if _all_reached(script):
        return []
    return ["for parameter in parameters.values():", "    parameter.grad = torch.zeros_like(parameter)"]


def _all_reached(script: RunScript) -> bool:
    """Whether every sample has a gradient with respect to every parameter."""
    return all(_reached(graph) >= script.parameters.keys() for graph in script.task.graphs)


def _reached(graph: Graph) -> set[str | None]:
    """The names of the leaves that a gradient reaches."""
    cotangents = reverse(graph, np.ones(graph[graph.output].shape)[()]).cotangents
    return {leaf.name for leaf in graph.leaves if leaf.id in cotangents}


def _update(script: RunScript, functions: Sequence[str]) -> list[str]:
    """One update: on sample ``i``, or on the samples ``batch`` with the mean of their losses."""
    call = script.call(functions)
    mean = f"torch.stack([{call} for i in batch]).mean()"
    can_be_alone = not all(graph.output in graph.dependents(script.parameters) for graph in script.task.graphs)
    return [
        f"optimizer.zero_grad({'' if _all_reached(script) else 'set_to_none=False'})",
        f"loss = {mean if script.task.is_batched else call}",
        "if loss.requires_grad:" if can_be_alone else "loss.backward()",
        *(["    loss.backward()"] if can_be_alone else []),
        "optimizer.step()",
        f"total += loss.item(){' * len(batch)' if script.task.is_batched else ''}",
    ]
