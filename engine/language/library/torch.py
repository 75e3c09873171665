"""What only PyTorch has: kinds of numbers, devices, changes in place, parameters of modules."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.changes import change, set_requires_grad
from engine.language.containers import Size
from engine.language.dtypes import retype
from engine.language.formatting import shown
from engine.language.library.arguments import tensor
from engine.language.library.arrays import ARRAYS
from engine.language.library.creation import checked, copied
from engine.language.library.draws import FILLING
from engine.language.library.elementwise import ELEMENTWISE
from engine.language.library.introspection import array_equal
from engine.language.run import Run
from engine.language.values import DType, Instance, Native, Tensor, concrete

DTYPES: dict[str, DType] = {
    name: DType(f"torch.{shown_name}", kind)
    for kind, names in {
        "float": {"float32": "float32", "float": "float32", "float64": "float64", "double": "float64",
                  "float16": "float16", "half": "float16", "bfloat16": "bfloat16"},
        "int": {"int64": "int64", "long": "int64", "int32": "int32", "int": "int32", "int16": "int16", "int8": "int8",
                "uint8": "uint8", "short": "int16"},
        "bool": {"bool": "bool"},
    }.items()
    for name, shown_name in names.items()
}  # fmt: skip


# --- methods of tensors --------------------------------------------------------------------------------------------


def _as_kind(kind: str) -> Callable[..., Any]:
    return lambda run, a, *ignored, **how: retype(run, a, kind)


def _to(run: Run, a: Tensor, *where: Any, dtype: Any = None, **how: Any) -> Tensor:
    """``x.to(device)`` changes nothing, ``x.to(torch.long)`` the kind of numbers."""
    kinds = [one.kind for one in (*where, dtype) if isinstance(one, DType)]
    kinds += [one.dtype for one in where if isinstance(one, Tensor)]
    return retype(run, a, kinds[0]) if kinds else a


def _type(run: Run, a: Tensor, dtype: Any = None) -> Any:
    if dtype is None:
        return {"float": "torch.FloatTensor", "int": "torch.LongTensor", "bool": "torch.BoolTensor"}[a.dtype]
    name = dtype.kind if isinstance(dtype, DType) else str(getattr(dtype, "name", dtype)).removeprefix("torch.").lower()
    return retype(run, a, "int" if name.startswith(("int", "long")) else "bool" if name.startswith("bool") else "float")


def _requires_grad(run: Run, a: Tensor, requires_grad: Any = True) -> Tensor:
    set_requires_grad(run, a, requires_grad)
    return a


def _in_place(function: Callable[..., Any]) -> Callable[..., Any]:
    """``x.add_(…)``: the function of the same name, and its result takes the place of x."""

    def implementation(run: Run, a: Tensor, *arguments: Any, **keywords: Any) -> Tensor:
        result = function(run, copied(run, a), *arguments, **keywords)
        change(run, a, tensor(run, result))
        return a

    return implementation


def _filled_with(run: Run, a: Tensor, value: Any) -> Tensor:
    return run.constant(np.broadcast_to(run.draft(value).value, a.shape), a.dtype, a.flavour)


def _copied_from(run: Run, a: Tensor, source: Any, non_blocking: Any = False) -> Tensor:
    return (
        run.apply("broadcast_to", source, shape=a.shape)
        if tensor(run, source).shape != a.shape
        else tensor(run, source)
    )


def _new(value: float) -> Callable[..., Any]:
    def implementation(run: Run, a: Tensor, *shape: Any) -> Tensor:
        return run.constant(np.full(checked(run, shape), value), a.dtype, a.flavour)

    return implementation


def _detach_(run: Run, a: Tensor) -> Tensor:
    a.draft = run.recorder.constant(a.value)
    return a


_CHANGED = ("add", "sub", "mul", "div", "pow", "clamp", "clamp_min", "clamp_max", "neg", "exp", "log", "sqrt", "abs",
            "relu", "sigmoid", "tanh", "masked_fill", "addcmul", "addcdiv", "lerp", "unsqueeze", "squeeze", "t",
            "transpose", "round", "floor", "ceil", "reciprocal", "square", "sin", "cos")  # fmt: skip

_METHODS: dict[str, Callable[..., Any]] = {
        "to": _to, "type": _type, "equal": array_equal, "requires_grad_": _requires_grad, "detach_": _detach_,
        "float": _as_kind("float"), "double": _as_kind("float"), "half": _as_kind("float"), "long": _as_kind("int"),
        "int": _as_kind("int"), "bool": _as_kind("bool"), "type_as": lambda run, a, other: retype(run, a, other.dtype),
        "zero_": _in_place(lambda run, a: _filled_with(run, a, 0.0)), "fill_": _in_place(_filled_with),
        "copy_": _in_place(_copied_from), "new_zeros": _new(0.0), "new_ones": _new(1.0),
        **{f"{name}_": _in_place({**ELEMENTWISE, **ARRAYS}[name]) for name in _CHANGED},
        **FILLING,
    }  # fmt: skip

TENSOR_METHODS: dict[str, Native] = {name: Native(name, function, "torch") for name, function in _METHODS.items()}


# --- members of torch ----------------------------------------------------------------------------------------------


def _device(run: Run, *which: Any) -> str:
    return "cpu"


def _no_cuda(run: Run, *ignored: Any) -> bool:
    return False


def _size(run: Run, sizes: Any = ()) -> Size:
    return Size(int(concrete(one)) for one in sizes)


def _nothing(run: Run, *ignored: Any, **how: Any) -> None:
    """Settings such as ``set_printoptions`` change nothing here."""


def _itself(run: Run, a: Any, *ignored: Any, **how: Any) -> Any:
    return a


TORCH: dict[str, Callable[..., Any]] = {
    "device": _device, "Size": _size, "numel": lambda run, a: int(np.size(run.draft(a).value)),
    "compile": _itself, "clone": copied, "equal": array_equal,
    **dict.fromkeys(("save", "set_printoptions", "set_default_dtype", "set_default_tensor_type", "set_num_threads",
                     "use_deterministic_algorithms", "set_float32_matmul_precision", "set_default_device"), _nothing),
}  # fmt: skip

CUDA: dict[str, Callable[..., Any]] = {
    "current_accelerator": lambda run, *ignored, **how: None,
    "is_available": _no_cuda, "is_built": _no_cuda, "device_count": lambda run: 0,
    **dict.fromkeys(("manual_seed", "manual_seed_all", "empty_cache", "synchronize"), _nothing),
}  # fmt: skip


# --- what the prelude's modules are made of ------------------------------------------------------------------------


def _named_parameters(run: Run, module: Any, prefix: Any = "") -> list[tuple[str, Tensor]]:
    """Every parameter of a module once, by its path, in the order they were made."""
    found: dict[str, Tensor] = {}
    for path, value in _paths(run, module, str(prefix)):
        if value.is_parameter and all(value is not other for other in found.values()):
            found[path] = value
    return list(found.items())


def _named_tensors(run: Run, module: Any) -> list[tuple[str, Tensor]]:
    """Every parameter and every registered buffer: what ``state_dict()`` holds."""
    return [(path, value) for path, value in _paths(run, module, "") if value.is_parameter or _is_buffer(module, path)]


def _is_buffer(module: Instance, path: str) -> bool:
    owner: Any = module
    *parts, last = path.split(".")
    for part in parts:
        owner = dict(_children(owner)).get(part)
    return isinstance(owner, Instance) and last in owner.attributes.get("_buffers", ())


def _paths(run: Run, module: Instance, prefix: str) -> Iterator[tuple[str, Tensor]]:
    for name, value in module.attributes.items():
        if isinstance(value, Tensor):
            yield f"{prefix}{name}", value
    for name, child in _children(module):
        yield from _paths(run, child, f"{prefix}{name}.")


def _children(module: Instance) -> Iterator[tuple[str, Instance]]:
    """The modules that a module holds as attributes, and those of ModuleList, ModuleDict and Sequential."""
    for name, value in module.attributes.items():
        if name == "_modules" and isinstance(value, dict):
            yield from ((key, child) for key, child in value.items() if isinstance(child, Instance))
        elif isinstance(value, Instance) and value.kind.has("named_parameters"):
            yield name, value


def _named_children(run: Run, module: Any) -> list[tuple[str, Any]]:
    return list(_children(module))


def _named_modules(run: Run, module: Any, prefix: Any = "") -> list[tuple[str, Any]]:
    found = [(str(prefix), module)]
    for name, child in _children(module):
        found += _named_modules(run, child, f"{prefix}.{name}".lstrip("."))
    return found


def _module_text(run: Run, module: Any) -> str:
    """What PyTorch prints of a module: its parts, one a line."""
    return _described(run, module)


def _described(run: Run, module: Instance) -> str:
    lines = [f"({name}): {_indented(_described(run, child))}" for name, child in _children(module)]
    extra = _extra(run, module)
    if not lines:
        return f"{module.kind.name}({extra})"
    return f"{module.kind.name}(\n  " + "\n  ".join(lines) + "\n)"


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _extra(run: Run, module: Instance) -> str:
    from engine.language.calls import method_of  # calls need the library, and this is it

    written = method_of(run, module, "extra_repr")
    return "" if written is None else str(written())


def _show(run: Run, a: Any) -> str:
    return shown(run, a)


def _as_data(run: Run, a: Any, value: Any) -> None:
    """Give a parameter new numbers, outside of the graph. Raises EngineError where they do not fit."""
    new = run.draft(value).value
    if np.shape(new) != a.shape:
        raise EngineError("cannot_expand", run.recorder.span, old=str(np.shape(new)), new=str(a.shape))
    run.set_in_place(a, new)


MODULE_PARTS: dict[str, Callable[..., Any]] = {
    "named_parameters_of": _named_parameters, "named_tensors_of": _named_tensors, "named_children_of": _named_children,
    "named_modules_of": _named_modules, "module_text": _module_text, "shown": _show, "set_data": _as_data,
}  # fmt: skip
