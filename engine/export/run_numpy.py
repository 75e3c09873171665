"""The script of a training run in plain NumPy: backward pass and optimizer are written out."""

from collections.abc import Iterator, Sequence

import numpy as np

from engine.export.code import Coder, assembled, node_names
from engine.export.numpy_forms import helpers_of
from engine.export.numpy_lines import NUMPY, TAKEN, NumpyLines, numpy_value
from engine.export.run import OPTIMIZER_NAMES, Made, RunScript
from engine.graph import Graph
from engine.op import Term
from engine.passes import reverse
from engine.rules import fold, parse


def numpy_run(made: Made) -> str:
    """The script. Raises EngineError where an op of the program has nothing in NumPy."""
    script = RunScript(made, "np", "np.array", TAKEN)
    names = script.function_names("gradients")
    functions = [_gradients(script, *each) for each in zip(names, script.task.graphs, strict=True)]
    _, helpers = helpers_of(line for function in functions for line in function)
    blocks = [
        script.samples(),
        script.taken(names),
        _start(script),
        ["# Training", *_settings(script)],
        script.loop(_update(script, names)),
        script.checks(),
    ]
    head = [script.title("plain NumPy"), "", "import math", "", "import numpy as np", "", *script.program()]
    definitions = [*helpers, *map("\n".join, [*functions, _step(script)])]
    return assembled(head, definitions, filter(None, blocks))


def _gradients(script: RunScript, name: str, graph: Graph) -> list[str]:
    """The function of one sample."""
    own = script.own_names()
    variables = node_names(graph, own, {**script.data, **script.parameters})
    output = graph[graph.output]
    adjoints = reverse(graph, np.ones(output.shape)[()], wanted=graph.dependents(script.parameters))
    lines = NumpyLines(graph, adjoints, variables, own)
    loss = f"{variables[output.id]}{'.item()' if output.shape else ''}"
    return [
        f"def {name}({script.arguments}):",
        '    """The loss of one sample, and its gradient with respect to each parameter."""',
        *(f"    {line}" for line in (*_constants(script, graph, lines), *lines.forward())),
        "    # Backward: d_name is the gradient of the loss with respect to name",
        *(f"    {line}" for line in lines.backward()),
        f"    return {loss}, {{{', '.join(_found(script, graph, lines))}}}",
    ]


def _constants(script: RunScript, graph: Graph, lines: NumpyLines) -> Iterator[str]:
    """The leaves that stay as they are."""
    for node in graph:
        if node.is_leaf and not node.is_folded and node.name not in {**script.data, **script.parameters}:
            yield f"{lines.names[node.id]} = {numpy_value(node.value)}"


def _found(script: RunScript, graph: Graph, lines: NumpyLines) -> Iterator[str]:
    leaves = {leaf.name: leaf.id for leaf in graph.leaves}
    for name, variable in script.parameters.items():
        zero = numpy_value(np.zeros(script.task.parameter_shapes[name])[()])
        yield f'"{variable}": {lines.gradients.get(leaves.get(name, ""), zero)}'


def _start(script: RunScript) -> list[str]:
    rows = []
    for name, variable in script.parameters.items():
        value = script.plan.parameters[name]
        before = f'    "{variable}": '
        rows += script.array_of(before, value, ",") if np.ndim(value) else [f"{before}{numpy_value(value)},"]
    return ["# The parameters before training", "parameters = {", *rows, "}"]


# --- the optimizer ------------------------------------------------------------------------------------------------


def _settings(script: RunScript) -> Iterator[str]:
    numbers = script.task.numbers
    yield f"learning_rate = {numbers['learning_rate']!r}"
    for name, variable in script.settings.items():
        yield f"{variable} = {numbers[name]!r}"
    if script.task.optimizer.counts_updates:
        yield "updates = 0"
    if state := script.task.optimizer.state:
        yield f"memory = {{name: [{', '.join(['0.0'] * len(state))}] for name in parameters}}  # {', '.join(state)}"


def _step(script: RunScript) -> list[str]:
    """The function that changes one parameter."""
    optimizer = script.task.optimizer
    names = {"p", "g", "t", "learning_rate", *optimizer.state}
    terms = {name: Term(name) for name in names} | {name: Term(each) for name, each in script.settings.items()}
    written = {name: fold(parse(text), Coder(NUMPY, {}), terms) for name, text in optimizer.state.items()}
    what = "the new parameter" + (" and what is remembered of it" if optimizer.state else "")
    update = fold(parse(optimizer.update), Coder(NUMPY, {}), terms)
    return [
        f"def step({', '.join(_step_arguments(script, 'p', 'g', 't', list(optimizer.state)))}):",
        f'    """One update of {OPTIMIZER_NAMES[optimizer.name]}: {what}."""',
        *(f"    {name} = {text}" for name, text in written.items()),
        f"    return {', '.join([update.text, *optimizer.state])}",
    ]


def _step_arguments(script: RunScript, p: str, g: str, t: str, state: Sequence[str]) -> list[str]:
    return [p, g, *([t] if script.task.optimizer.counts_updates else []), *state]


def _update(script: RunScript, functions: Sequence[str]) -> list[str]:
    """One update: on sample ``i``, or on the samples ``batch`` with the mean of their gradients."""
    optimizer = script.task.optimizer
    gradient = "slopes[name] / len(batch)" if script.task.is_batched else "slopes[name]"
    state = ["*memory[name]"] if optimizer.state else []
    step = f"step({', '.join(_step_arguments(script, 'parameters[name]', gradient, 'updates', state))})"
    return [
        *_sum(script, functions),
        *(["updates += 1"] if optimizer.counts_updates else []),
        "for name in parameters:",
        f"    {', '.join(['parameters[name]', *state])} = {step}",
    ]


def _sum(script: RunScript, functions: Sequence[str]) -> list[str]:
    """The loss and the gradients of the samples."""
    if not script.task.is_batched:
        return [f"loss, slopes = {script.call(functions)}", "total += loss"]
    return [
        "slopes = dict.fromkeys(parameters, 0.0)",
        "for i in batch:",
        f"    loss, found = {script.call(functions)}",
        "    total += loss",
        "    for name in parameters:",
        "        slopes[name] = slopes[name] + found[name]",
    ]
