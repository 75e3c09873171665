"""Graphs to draw, built by hand: the shapes of programs that are known to be hard on a layout."""

from collections.abc import Callable

import numpy as np

from engine.graph import Graph, Group, Node, Role


class Builder:
    """Collects nodes in execution order."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.groups: list[Group] = []
        self.group: str | None = None

    def leaf(self, name: str, value: object = 1.0, role: Role = Role.INPUT) -> str:
        return self._add(None, (), name, name, role, value)

    def number(self, value: float) -> str:
        return self._add(None, (), str(value), None, Role.CONSTANT, value)

    def op(self, op: str, *operands: str, name: str | None = None, value: object = 1.0) -> str:
        label = name or f"{op}({', '.join(operands)})"
        return self._add(op, operands, label, name, Role.INTERMEDIATE, value)

    def total(self, addends: list[str], name: str | None = None) -> str:
        """A left-leaning chain of additions; the last one gets the name."""
        result = addends[0]
        for addend in addends[1:-1]:
            result = self.op("add", result, addend)
        return self.op("add", result, addends[-1], name=name)

    def open_group(self, label: str, parent: str | None = None) -> str:
        self.groups.append(Group(f"g{len(self.groups)}", "call", label, parent))
        self.group = self.groups[-1].id
        return self.group

    def graph(self) -> Graph:
        """The graph of all nodes; the last one is the output."""
        *inner, last = self.nodes
        output = Node(**{field: getattr(last, field) for field in Node.__slots__} | {"role": Role.OUTPUT})
        return Graph((*inner, output), output.id, tuple(self.groups))

    def _add(
        self, op: str | None, operands: tuple[str, ...], label: str, name: str | None, role: Role, value: object
    ) -> str:
        node_id = f"n{len(self.nodes)}"
        array = np.asarray(value, dtype=np.float64)[()]
        self.nodes.append(Node(node_id, op, operands, array, label, label, role, name, group=self.group))
        return node_id


def network() -> Graph:
    """The network of two neurons that the page begins with."""
    b = Builder()
    x, target = b.leaf("x", 2.0), b.leaf("target", 1.0)
    w1, b1 = b.leaf("w1", 0.5, Role.PARAMETER), b.leaf("b1", 0.1, Role.PARAMETER)
    w2, b2 = b.leaf("w2", -0.3, Role.PARAMETER), b.leaf("b2", 0.2, Role.PARAMETER)
    h = b.op("relu", b.op("add", b.op("mul", w1, x, value=1.0), b1, name="z1", value=1.1), name="h", value=1.1)
    y = b.op("add", b.op("mul", w2, h, value=-0.33), b2, name="y", value=-0.13)
    b.op("square", b.op("sub", y, target, value=-1.13), name="loss", value=1.2769)
    return b.graph()


def twice() -> Graph:
    """x·x: two edges between the same two boxes."""
    b = Builder()
    x = b.leaf("x", 3.0)
    b.op("mul", x, x, name="y", value=9.0)
    return b.graph()


def thrice() -> Graph:
    """Three edges between the same two boxes."""
    b = Builder()
    x = b.leaf("x", 3.0)
    b.op("where", x, x, x, name="y")
    return b.graph()


def shared() -> Graph:
    """(a + b)·(b + 1)"""
    b = Builder()
    first, second = b.leaf("a"), b.leaf("b")
    b.op("mul", b.op("add", first, second), b.op("add", second, b.number(1.0)), name="f")
    return b.graph()


def lone() -> Graph:
    """A program that is one name."""
    b = Builder()
    b.leaf("x")
    return b.graph()


def chain(length: int = 12) -> Graph:
    """sin(sin(…x…))"""
    b = Builder()
    node = b.leaf("x")
    for _ in range(length):
        node = b.op("sin", node)
    return b.graph()


def wide_sum(addends: int = 30) -> Graph:
    """a0·x + a1·x + …: one unnamed sum with many addends."""
    b = Builder()
    x = b.leaf("x")
    b.total([b.op("mul", b.leaf(f"a{i}", role=Role.PARAMETER), x) for i in range(addends)], name="y")
    return b.graph()


def dense(width: int = 3, depth: int = 2) -> Graph:
    """A multi-layer perceptron in scalars: every neuron of a layer reads every one of the layer before."""
    b = Builder()
    units = [b.leaf(f"x{i}") for i in range(width)]
    for layer in range(depth):
        units = [_neuron(b, units, f"{layer}_{i}") for i in range(width)]
    b.total([b.op("square", unit) for unit in units], name="loss")
    return b.graph()


def _neuron(b: Builder, inputs: list[str], suffix: str) -> str:
    weights = [b.leaf(f"w{suffix}_{i}", role=Role.PARAMETER) for i in range(len(inputs))]
    products = [b.op("mul", weight, each) for weight, each in zip(weights, inputs, strict=True)]
    return b.op("tanh", b.total([*products, b.leaf(f"b{suffix}", role=Role.PARAMETER)]))


def rnn(steps: int = 20) -> Graph:
    """A recurrent net with two hidden units, unrolled: 13 nodes a step, all parameters shared by all steps."""
    b = Builder()
    names = ("u1", "u2", "w11", "w12", "w21", "w22", "c1", "c2")
    p = {name: b.leaf(name, role=Role.PARAMETER) for name in names}
    h1, h2 = b.leaf("h1"), b.leaf("h2")
    for step in range(steps):
        b.open_group(f"step {step}")
        x = b.leaf(f"x{step}")
        first = b.total([b.op("mul", p["u1"], x), b.op("mul", p["w11"], h1), b.op("mul", p["w12"], h2), p["c1"]])
        second = b.total([b.op("mul", p["u2"], x), b.op("mul", p["w21"], h1), b.op("mul", p["w22"], h2), p["c2"]])
        h1, h2 = b.op("tanh", first, name="h1"), b.op("tanh", second, name="h2")
    b.group = None
    b.op("add", h1, h2, name="loss")
    return b.graph()


def lines(count: int = 100) -> Graph:
    """Lines of two-operand ops that read what earlier lines made, some of them far away."""
    b = Builder()
    made = [b.leaf(name) for name in "abcde"]
    for line in range(count):
        first, second = made[(line * 7 + 3) % len(made)], made[-1]
        made.append(b.op(("mul", "add", "sub")[line % 3], first, second, name=f"v{line}"))
    return b.graph()


def arrays() -> Graph:
    """Values of many shapes: vectors, matrices with and without room for their numbers, a batch of pictures."""
    b = Builder()
    w, x = b.leaf("W", np.eye(3), Role.PARAMETER), b.leaf("x", [1, 2, 3])
    h = b.op("add", b.op("mul", w, x, value=[1, 2, 3]), b.leaf("b", [0.5, 0, -0.5]), name="h", value=[1.5, 2, 2.5])
    large = b.leaf("M", np.linspace(-1, 1, 40 * 3).reshape(40, 3), Role.PARAMETER)
    wide = b.op("mul", large, h, value=np.linspace(-2, 2, 40))
    b.op("tanh", b.op("mul", wide, b.leaf("batch", np.ones((2, 3, 4, 5)))), name="loss")
    return b.graph()


def closed_groups() -> Graph:
    """Groups in groups, larger than a picture may start with."""
    b = Builder()
    node = b.leaf("x")
    for call in range(30):
        outer = b.open_group(f"f{call}")
        node = b.op("sin", node)
        b.open_group(f"g{call}", outer)
        for _ in range(15):
            node = b.op("cos", node)
    b.group = None
    b.op("square", node, name="loss")
    return b.graph()


def renumbered(value: float) -> Graph:
    """The network with this value at every node."""
    graph = network()
    for node in graph.nodes:
        object.__setattr__(node, "value", np.float64(value))
    return graph


_ALL = (network, twice, thrice, shared, lone, chain, wide_sum, dense, rnn, lines, arrays, closed_groups)
FAMILIES: dict[str, Callable[[], Graph]] = {family.__name__: family for family in _ALL}
