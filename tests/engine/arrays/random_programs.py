"""Random programs over arrays for Hypothesis, written for NumPy or for PyTorch; every shape fits."""

import re
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

Shape = tuple[int, ...]
LEAVES = ("x", "W", "b", "v")
LEAF_SHAPES: tuple[Shape, ...] = ((), (2,), (3,), (2, 3), (3, 2), (3, 3), (2, 1), (1, 3), (2, 2, 3))
LONGEST = 24

ENTRYWISE = {
    "np": ("np.tanh({a})", "np.exp(0.3 * {a})", "np.sin({a})", "np.abs({a})", "-{a}", "{a} ** 2", "np.arctan({a})",
           "1 / (1 + np.exp(-{a}))", "np.maximum({a}, 0)", "np.sqrt(1 + {a} * {a})", "np.log(1 + {a} ** 2)",
           "np.where({a} > 0, {a}, 0.1 * {a})", "{a} / 2 + 1", "np.minimum({a}, 0.7)", "np.cos({a} - 1)",
           "np.square({a})"),
    "torch": ("torch.tanh({a})", "torch.exp(0.3 * {a})", "{a}.sin()", "{a}.abs()", "-{a}", "{a} ** 2",
              "torch.log(1 + {a}.pow(2))", "torch.sigmoid({a})", "F.relu({a})", "F.softplus({a})", "F.gelu({a})",
              "F.leaky_relu({a}, 0.2)", "torch.where({a} > 0, {a}, 0.1 * {a})", "{a}.clamp(-1, 1)", "F.silu({a})",
              "F.elu({a})", "torch.sqrt(1 + {a} * {a})", "{a} / 2 + 1"),
}  # fmt: skip
PAIRWISE = {
    "np": ("{a} + {b}", "{a} - {b}", "{a} * {b}", "np.maximum({a}, {b})", "{a} / (1 + {b} ** 2)",
           "np.minimum({a}, {b})", "np.where({a} > {b}, {a} + {b}, {a} - {b})"),
    "torch": ("{a} + {b}", "{a} - {b}", "{a} * {b}", "torch.maximum({a}, {b})", "{a} / (1 + {b} ** 2)",
              "torch.where({a} > {b}, {a} + {b}, {a} - {b})"),
}  # fmt: skip
REDUCING = {
    "np": ("np.sum({a}, axis={k})", "np.mean({a}, axis={k})", "{a}.max(axis={k})", "np.min({a}, axis={k})",
           "np.prod({a}, axis={k})", "np.std({a} + 0.1 * np.arange({n}).reshape({column}), axis={k})",
           "np.linalg.norm({a} + 1.5, axis={k})"),
    "torch": ("torch.sum({a}, dim={k})", "{a}.mean(dim={k})", "{a}.amax({k})", "torch.logsumexp({a}, dim={k})",
              "torch.prod({a}, dim={k})", "{a}.cumsum({k}).sum({k})", "torch.var({a}, dim={k}, correction=0)"),
}  # fmt: skip
ALONG = {
    "np": ("np.cumsum({a}, axis={k})", "{a} - np.mean({a}, axis={k}, keepdims=True)", "{a}[..., ::-1]",
           "np.roll({a}, 1, axis={k})", "np.exp({a}) / np.sum(np.exp({a}), axis={k}, keepdims=True)"),
    "torch": ("torch.cumsum({a}, dim={k})", "F.softmax({a}, dim={k})", "F.log_softmax({a}, dim={k})",
              "{a} - {a}.mean(dim={k}, keepdim=True)", "torch.roll({a}, 1, {k})", "torch.flip({a}, ({k},))"),
}  # fmt: skip
JOINING = {
    "np": ("np.concatenate([{a}, {b}], axis={k})", "np.stack([{a}, {b}], axis={k})"),
    "torch": ("torch.cat([{a}, {b}], dim={k})", "torch.stack([{a}, {b}], dim={k})"),
}


@dataclass
class Value:
    """An expression and its shape."""

    text: str
    shape: Shape


@st.composite
def programs(draw: st.DrawFn, library: str) -> tuple[str, dict[str, Shape]]:
    """A program whose last line is ``loss = …``, a single number, and the shapes of its leaves."""
    shapes = {name: draw(st.sampled_from(LEAF_SHAPES)) for name in LEAVES[: draw(st.integers(1, 4))]}
    values = [Value(name, shape) for name, shape in shapes.items()]
    lines = []
    for number in range(draw(st.integers(1, 7))):
        made = draw(st.sampled_from(_STEPS))(draw, library, draw(st.sampled_from(values)), values)
        if made is not None and int(np.prod(made.shape)) <= LONGEST and len(made.shape) <= 3:
            lines.append(f"u{number} = {made.text}")
            values.append(Value(f"u{number}", made.shape))
    total = {"np": "np.sum({a})", "torch": "{a}.sum()"}[library]
    terms = [total.format(a=value.text) for value in values[-2:]]
    program = "\n".join([*lines, f"loss = {' + '.join(terms)}"])
    return program, {name: shape for name, shape in shapes.items() if re.search(rf"\b{name}\b", program)}


def _entrywise(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value:
    return Value(draw(st.sampled_from(ENTRYWISE[library])).format(a=a.text), a.shape)


def _pairwise(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value | None:
    b = draw(st.sampled_from(values))
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        return None
    return Value(draw(st.sampled_from(PAIRWISE[library])).format(a=a.text, b=b.text), shape)


def _product(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value | None:
    b = draw(st.sampled_from(values))
    if not a.shape or not b.shape:
        return None
    try:
        return Value(f"{a.text} @ {b.text}", np.matmul(np.ones(a.shape), np.ones(b.shape)).shape)
    except ValueError:
        return None


def _reduced(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value | None:
    if not a.shape:
        return None
    k = draw(st.integers(-len(a.shape), len(a.shape) - 1))
    kept = tuple(size for axis, size in enumerate(a.shape) if axis != k % len(a.shape))
    column = tuple(a.shape[k] if axis == k % len(a.shape) else 1 for axis in range(len(a.shape)))
    template = draw(st.sampled_from(REDUCING[library]))
    return Value(template.format(a=a.text, k=k, n=a.shape[k], column=column), kept)


def _along(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value | None:
    if not a.shape:
        return None
    k = draw(st.integers(-len(a.shape), len(a.shape) - 1))
    return Value(draw(st.sampled_from(ALONG[library])).format(a=a.text, k=k), a.shape)


def _reshaped(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value | None:
    """Transposed, flattened, with a new axis, or a part of it."""
    if not a.shape:
        return None
    place = draw(st.integers(-a.shape[0], a.shape[0] - 1))
    size = int(np.prod(a.shape))
    options = [
        Value(f"{a.text}.reshape(-1)", (size,)),
        Value(f"{a.text}.reshape({size}, 1)", (size, 1)),
        Value(f"{a.text}[None]", (1, *a.shape)),
        Value(f"{a.text}[{place}]", a.shape[1:]),
        Value(f"{a.text}[..., :1]", (*a.shape[:-1], 1)),
        Value(f"{a.text}[[0, {place}, 0]]", (3, *a.shape[1:])),
    ]
    if len(a.shape) == 2:
        options += [Value(f"{a.text}.T", a.shape[::-1]), Value(f"{a.text}[:, {place % a.shape[1]}]", a.shape[:1])]
    return draw(st.sampled_from(options))


def _joined(draw: st.DrawFn, library: str, a: Value, values: list[Value]) -> Value | None:
    b = draw(st.sampled_from([value for value in values if value.shape == a.shape]))
    template = draw(st.sampled_from(JOINING[library]))
    if "stack" in template:
        return Value(template.format(a=a.text, b=b.text, k=0), (2, *a.shape))
    return Value(template.format(a=a.text, b=b.text, k=-1), (*a.shape[:-1], 2 * a.shape[-1])) if a.shape else None


_STEPS = (_entrywise, _entrywise, _pairwise, _pairwise, _product, _product, _reduced, _along, _reshaped, _joined)
