"""PyTorch tensors as ``print`` shows them: its four decimals, its widths and its line breaks.

The rules are those of ``torch/_tensor_str.py``; the numbers are float64 here, which PyTorch would mark.
"""

import math
from collections.abc import Callable

import numpy as np

from engine.graph import Role
from engine.language.dependence import leaves_with_gradient
from engine.language.values import Tensor

_LINE = 80
_PREFIX = "tensor("
_FUNCTIONS = {"power": "Pow", "square": "Pow", "matmul": "Mm", "matvec": "Mv", "vecmat": "Squeeze", "reshape": "View",
              "transpose": "Permute", "broadcast_to": "Expand", "index": "Index", "concatenate": "Cat", "amax": "Max",
              "amin": "Min", "norm": "LinalgVectorNorm", "conv1d": "Convolution", "conv2d": "Convolution"}  # fmt: skip


def tensor_text(tensor: Tensor) -> str:
    """``tensor([1., 2.], requires_grad=True)``."""
    array = np.asarray(tensor.value)
    text = _PREFIX + _body(array, _writer(array, tensor.dtype), len(_PREFIX))
    suffix = _suffix(tensor)
    text = f"{text})" if not suffix else _with_suffix(text, suffix)
    return f"Parameter containing:\n{text}" if tensor.is_parameter else text


def _suffix(tensor: Tensor) -> str:
    if tensor.dtype != "float":
        return ""
    if tensor.is_leaf:
        return "requires_grad=True" if tensor.draft.role is Role.PARAMETER else ""
    if all(leaf.role is not Role.PARAMETER for leaf in leaves_with_gradient(tensor.draft)):
        return ""
    op = tensor.draft.op or ""
    return f"grad_fn=<{_FUNCTIONS.get(op, op.title().replace('_', ''))}Backward0>"


def _with_suffix(text: str, suffix: str) -> str:
    last_line = len(text) - text.rfind("\n") + 1
    between = ",\n" + " " * len(_PREFIX) if last_line + len(suffix) + 2 > _LINE else ", "
    return f"{text}{between}{suffix})"


def _writer(array: np.ndarray, dtype: str) -> Callable[[float], str]:
    """How every entry is written, so that all have one width."""
    plain = _plain_writer(array, dtype)
    width = max((len(plain(entry)) for entry in array.flat), default=0) if array.ndim else 0
    return lambda entry: plain(entry).rjust(width)


def _plain_writer(array: np.ndarray, dtype: str) -> Callable[[float], str]:
    if dtype == "bool":
        return lambda entry: str(bool(entry))
    if dtype == "int":
        return lambda entry: str(int(entry)) if math.isfinite(entry) else str(entry)
    sizes = np.abs(array[np.isfinite(array) & (array != 0)])
    if not sizes.size:
        return lambda entry: f"{entry:.0f}." if math.isfinite(entry) else str(entry)
    largest, smallest = float(sizes.max()), float(sizes.min())
    is_whole = bool(np.all(sizes == np.ceil(sizes)))
    is_scientific = largest / smallest > 1000 or largest > 1e8 or (not is_whole and smallest < 1e-4)
    pattern = "{:.4e}" if is_scientific else "{:.0f}." if is_whole else "{:.4f}"
    return lambda entry: pattern.format(entry) if math.isfinite(entry) else str(entry)


def _body(array: np.ndarray, write: Callable[[float], str], indent: int) -> str:
    if array.ndim == 0:
        return write(array.item())
    if array.ndim == 1:
        return _row([write(entry) for entry in array], indent)
    between = "," + "\n" * (array.ndim - 1) + " " * (indent + 1)
    return "[" + between.join(_body(part, write, indent + 1) for part in array) + "]"


def _row(entries: list[str], indent: int) -> str:
    per_line = max(1, (_LINE - indent) // (len(entries[0]) + 2)) if entries else 1
    lines = [", ".join(entries[start : start + per_line]) for start in range(0, len(entries), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
