"""What a leaf is called: the name it was first given, or its path inside an object (``fc1.weight``, ``w[0]``)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import torch

_Path = tuple[str, str, Any]
"""The variable, the path inside the object it holds ("" for the value itself), and the leaf."""


def leaf_names(names: Mapping[str, Any]) -> dict[int, str]:
    """A name for every leaf that the variables ``names`` lead to, by its id."""
    paths = [path for name, value in names.items() if not name.startswith("__") for path in _paths(name, value)]
    first: dict[int, _Path] = {}
    for path in paths:
        first.setdefault(id(path[2]), path)
    taken = Counter(inner or name for name, inner, _ in first.values())
    return {key: _joined(name, inner, taken) for key, (name, inner, _) in first.items()}


def _joined(name: str, inner: str, taken: Counter[str]) -> str:
    """The path alone where it is the only one of its kind, as PyTorch names the parameters of a module."""
    if not inner:
        return name
    return inner if taken[inner] == 1 else f"{name}.{inner}"


def _paths(name: str, value: Any) -> Iterator[_Path]:
    if isinstance(value, torch.nn.Module):
        yield from ((name, inner, parameter) for inner, parameter in value.named_parameters())
    elif isinstance(value, list | tuple | dict):
        yield from ((inner, "", leaf) for inner, leaf in _entries(name, value))
    elif _is_leaf(value):
        yield name, "", value
    elif _is_object(value):
        yield from ((name, inner, leaf) for inner, leaf in _attributes("", value))


def _attributes(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    for key, attribute in vars(value).items():
        yield from _inside(f"{prefix}.{key}".lstrip("."), attribute)


def _inside(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if _is_leaf(value):
        yield path, value
    elif isinstance(value, list | tuple | dict):
        yield from _entries(path, value)
    elif _is_object(value):
        yield from _attributes(path, value)


def _entries(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, entry in pairs:
        if _is_leaf(entry) and not isinstance(value, dict):
            yield f"{path}[{key}]", entry
        elif _is_leaf(entry):
            yield f"{path}.{key}", entry
        elif isinstance(entry, list | tuple | dict):
            yield from _entries(f"{path}[{key}]", entry)
        elif _is_object(entry):
            yield from _attributes(f"{path}.{key}", entry)


def _is_object(value: Any) -> bool:
    """Whether it is of a class of the program or of micrograd."""
    return type(value).__module__ in ("__main__", "micrograd.nn")


def _is_leaf(value: Any) -> bool:
    if isinstance(value, torch.Tensor):
        return value.is_leaf
    return hasattr(value, "grad") and hasattr(value, "backward")
