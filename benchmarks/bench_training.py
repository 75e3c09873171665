"""Training the course's network: against the loop written by hand, micrograd and PyTorch, in one run.

25,000 updates (500 epochs over 50 points), one sample at a time, for 1, 3 and 16 hidden ReLU neurons. Times include
reading the program and compiling it. What is slow is measured on fewer epochs and scaled.
"""

import importlib.util
from collections.abc import Callable, Iterator
from time import process_time
from types import SimpleNamespace

import numpy as np
from micrograd.engine import Value

from engine.codegen import Amount, Loop, Task, estimates, fastest_loop
from engine.datasets import dataset
from engine.language.interpreter import interpret
from engine.network_values import columns, parameters, start
from engine.networks import Layer, Network, program
from engine.optimizers import OPTIMIZERS
from engine.plan import plan
from engine.training import train, training_run

NEURONS = (1, 3, 16)
EPOCHS = 500
RATE = 0.01
PYTORCH_TARGETS = {1: 250, 3: 120, 16: 30}


def seconds(work: Callable[[], object], repeat: int = 12) -> float:
    """Processor time of ``work``, the shortest of several: what else the machine does counts little."""
    times = []
    for _ in range(repeat):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return min(times)


def course(neurons: int) -> SimpleNamespace:
    """The data and first parameters, as the engine and as a person would hold them."""
    data, network = dataset("square"), Network(1, (Layer(neurons),))
    (first, _), (second, _) = weights = start(network, "course", data.stream)
    arguments = {"learning_rate": RATE, "parameters": parameters(network, "scalar", weights)}
    return SimpleNamespace(
        source=program(network), data=columns(network, "scalar", data), arguments=arguments,
        x=data.inputs[:, 0].tolist(), y=data.targets.tolist(), w1=first[:, 0].tolist(), w2=second[0].tolist(),
    )  # fmt: skip


# --- the same training written by others ------------------------------------------------------------------------


def by_hand_one(given: SimpleNamespace, epochs: int) -> list[float]:
    """One neuron, as a course writes it."""
    w1, w2, b1, b2, losses = given.w1[0], given.w2[0], 0.0, 0.0, []
    for _ in range(epochs):
        total = 0.0
        for x, y in zip(given.x, given.y, strict=True):
            z = w1 * x + b1
            h = max(0, z)
            yhat = w2 * h + b2
            total += (yhat - y) ** 2
            dy = 2 * (yhat - y)
            dw2 = dy * h
            db2 = dy
            dh = dy * w2
            dz = dh if z > 0 else 0.0
            dw1 = dz * x
            db1 = dz
            w1 -= RATE * dw1
            b1 -= RATE * db1
            w2 -= RATE * dw2
            b2 -= RATE * db2
        losses.append(total / len(given.x))
    return losses


def by_hand_many(given: SimpleNamespace, epochs: int) -> list[float]:
    """Several neurons in lists."""
    w1, w2, b1, b2, losses = list(given.w1), list(given.w2), [0.0] * len(given.w1), 0.0, []
    for _ in range(epochs):
        total = 0.0
        for x, y in zip(given.x, given.y, strict=True):
            z = [w * x + b for w, b in zip(w1, b1, strict=True)]
            h = [max(0, value) for value in z]
            yhat = sum(w * value for w, value in zip(w2, h, strict=True)) + b2
            total += (yhat - y) ** 2
            dy = 2 * (yhat - y)
            for i in range(len(z)):
                dh = dy * w2[i]
                w2[i] -= RATE * dy * h[i]
                dz = dh if z[i] > 0 else 0.0
                w1[i] -= RATE * dz * x
                b1[i] -= RATE * dz
            b2 -= RATE * dy
        losses.append(total / len(given.x))
    return losses


def by_micrograd(given: SimpleNamespace, epochs: int) -> None:
    """With Value objects."""
    w1, w2 = [Value(w) for w in given.w1], [Value(w) for w in given.w2]
    b1, b2 = [Value(0.0) for _ in w1], Value(0.0)
    for _ in range(epochs):
        for x, y in zip(given.x, given.y, strict=True):
            h = [(w * x + b).relu() for w, b in zip(w1, b1, strict=True)]
            loss = (sum((w * value for w, value in zip(w2, h, strict=True)), b2) - y) ** 2
            for parameter in (*w1, *w2, *b1, b2):
                parameter.grad = 0
            loss.backward()
            for parameter in (*w1, *w2, *b1, b2):
                parameter.data -= RATE * parameter.grad


def by_pytorch(given: SimpleNamespace, epochs: int) -> None:
    """Eager PyTorch at its fastest here: gradients asked for directly, parameters changed in place."""
    import torch

    torch.set_num_threads(1)
    w1, w2, x, y = (torch.tensor(values, dtype=torch.float64) for values in (given.w1, given.w2, given.x, given.y))
    tensors = [w1, torch.zeros_like(w1), w2, torch.zeros((), dtype=torch.float64)]
    for tensor in tensors:
        tensor.requires_grad_()
    w1, b1, w2, b2 = tensors
    samples = list(zip(x.unbind(), y.unbind(), strict=True))
    for _ in range(epochs):
        for one, target in samples:
            loss = (torch.dot(w2, torch.relu(w1 * one + b1)) + b2 - target).square()
            gradients = torch.autograd.grad(loss, tensors)
            with torch.no_grad():
                torch._foreach_add_(tensors, gradients, alpha=-RATE)


# --- what is measured -------------------------------------------------------------------------------------------


def run() -> Iterator[tuple[str, float, str]]:
    """See ``benchmarks.__main__``."""
    for neurons in NEURONS:
        yield from against_others(neurons)
    yield from epoch_by_epoch()
    yield from choice_of_code()


def against_others(neurons: int) -> Iterator[tuple[str, float, str]]:
    """How the time of the engine compares."""
    given = course(neurons)
    ours = seconds(lambda: train(given.source, given.data, epochs=EPOCHS, **given.arguments))
    by_hand = by_hand_one if neurons == 1 else by_hand_many
    name = f"training, {neurons} neuron{'s' * (neurons > 1)}"
    yield f"{name}: 25,000 updates, in ms", 1000 * ours, ""
    chosen = plan(given.source, given.data, epochs=EPOCHS, **given.arguments)
    compiling = seconds(lambda: fastest_loop(chosen.task, chosen.amount).run.compile())
    yield f"{name}: compiling, in ms", 1000 * compiling, "<= 7"
    yield f"{name}: time against the loop written by hand", ours / seconds(lambda: by_hand(given, EPOCHS), 3), "<= 0.6"
    others = {"micrograd": (by_micrograd, 35)}
    if importlib.util.find_spec("torch"):
        others["eager PyTorch"] = (by_pytorch, PYTORCH_TARGETS[neurons])
    for other, (work, target) in others.items():
        theirs = seconds(lambda work=work: work(given, 4), 3) * EPOCHS / 4
        yield f"{name}: times as fast as {other}", theirs / ours, f">= {target}"


def epoch_by_epoch() -> Iterator[tuple[str, float, str]]:
    """What it costs to stop after each epoch, and to look at the parameters there."""
    given = course(3)
    make = lambda: training_run(given.source, given.data, epochs=EPOCHS, **given.arguments)  # noqa: E731
    whole = seconds(lambda: make().finish())
    yield "training: an epoch at a time", seconds(lambda: sum(progress.loss for progress in make())) / whole, "<= 1.2"
    looking = seconds(lambda: [progress.parameters for progress in make()])
    yield "training: with the parameters of each epoch", looking / whole, ""


def choice_of_code() -> Iterator[tuple[str, float, str]]:
    """How much slower the kind of code that is chosen is than the best one, at worst."""
    worst, where = 0.0, ""
    for neurons in (4, 16, 40, 55, 80, 160):
        for batch in (1, 8, 50):
            ratio = chosen_against_best(neurons, batch)
            if ratio > worst:
                worst, where = ratio, f"{neurons} neurons, batches of {batch}"
    yield f"training: the kind of code chosen against the best ({where})", worst, "<= 1.3"


def chosen_against_best(neurons: int, batch: int) -> float:
    """For a layer of arrays: the time of the chosen kind over that of the fastest."""
    rng = np.random.default_rng(0)
    first, bias, second = rng.normal(size=(neurons, 2)), rng.normal(size=neurons), rng.normal(size=neurons)
    values = {"W1": first, "b1": bias, "W2": second, "b2": 0.0}
    data = {"x": rng.normal(size=(200, 2)), "y": rng.normal(size=200)}
    source = "h = relu(W1 @ x + b1)\nloss = (W2 @ h + b2 − y)²"
    graph = interpret(source, {**values, "x": data["x"][0], "y": 0.0}).graph
    task = Task(graph, ("x", "y"), tuple(values), OPTIMIZERS["sgd"], {"learning_rate": RATE}, batch > 1)
    amount = Amount(batch, 20_000)
    chosen = type(fastest_loop(task, amount).kind)
    kinds = [kind for _, kind in estimates(task, amount)]
    times = {kind: pass_over(Loop(task, kind()), values, data, batch) for kind in kinds}
    return times[chosen] / min(times.values())


def pass_over(loop: Loop, values: dict[str, object], data: dict[str, np.ndarray], batch: int) -> float:
    """The time of a pass over the data."""
    samples = loop.kind.samples([data["x"], data["y"]])
    updates = samples
    if loop.task.is_batched:
        updates = [loop.kind.batch(samples, np.arange(at, at + batch)) for at in range(0, len(data["y"]), batch)]
    state = loop.initial_state(values)
    return seconds(lambda: loop.run(updates, 0.0, state))
