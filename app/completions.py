"""What the editor completes: every function, method and class that a program can use."""

from functools import cache

from engine.language.library import METHODS, NAMES
from engine.language.library.refused import REFUSED
from engine.language.library.torch import TENSOR_METHODS as TORCH_METHODS
from engine.language.prelude import prelude
from engine.language.values import Class, Function, Native, Tensor


@cache
def completions() -> tuple[dict[str, object], ...]:
    """Names with whether they stand behind a dot only, as ``backward`` does; what is refused is not offered."""
    functions = [name for name, meaning in NAMES.items() if isinstance(meaning, Native)]
    programs = [name for name, value in prelude().names.items() if isinstance(value, Class | Function)]
    everywhere = dict.fromkeys((*functions, *programs), False)
    members = {name: True for name in (*METHODS[Tensor], *TORCH_METHODS) if name not in everywhere}
    offered = {**everywhere, **members}
    return tuple(
        {"name": name, "member": is_member}
        for name, is_member in offered.items()
        if name not in REFUSED and not name.startswith("_")
    )
