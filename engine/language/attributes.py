"""What stands behind a dot: members of libraries, attributes and methods of arrays, lists and objects.

Every attribute is a key of one of our tables or of a program's own object, never of a Python object.
"""

from collections.abc import Iterable
from typing import Any

from engine.errors import EngineError
from engine.language.calls import call, method_of
from engine.language.containers import Record, Selection
from engine.language.library import METHODS
from engine.language.library.numpy import METHODS_OF_FUNCTIONS
from engine.language.library.torch import TENSOR_METHODS as TORCH_METHODS
from engine.language.run import Run
from engine.language.suggestions import suggestion
from engine.language.tensor_attributes import TENSOR_ATTRIBUTES
from engine.language.values import Class, Function, Ignored, Instance, Method, Namespace, Native, Super, Tensor, kind


def attribute(run: Run, owner: Any, name: str, written: str) -> Any:
    """``owner.name``. Raises EngineError for what does not exist; ``written`` is how the program names the owner."""
    match owner:
        case Namespace():
            return _member(run, owner, name)
        case Tensor():
            return _tensor_attribute(run, owner, name, written)
        case Instance():
            return _instance_attribute(run, owner, name, written)
        case Class():
            return _class_attribute(run, owner, name, written)
        case Super():
            return _super_attribute(run, owner, name, written)
        case Ignored():
            return owner
    return _attribute_of_plain_value(run, owner, name, written)


def _attribute_of_plain_value(run: Run, owner: Any, name: str, written: str) -> Any:
    match owner:
        case Selection() if name in ("values", "indices"):
            return owner.values if name == "values" else owner.indices
        case Record() if name in owner.kind.fields:
            return owner[owner.kind.fields.index(name)]
        case Function() | Native() if name == "__name__":
            return owner.name
        case slice() if name in ("start", "stop", "step"):
            return {"start": owner.start, "stop": owner.stop, "step": owner.step}[name]
        case Native() if f"{owner.name}.{name}" in METHODS_OF_FUNCTIONS:
            return Native(f"{owner.name}.{name}", METHODS_OF_FUNCTIONS[f"{owner.name}.{name}"])
        case Function() if name == "__doc__":
            return owner.documentation
    methods = next((table for types, table in METHODS.items() if isinstance(owner, types)), {})
    if owner is None:
        raise EngineError("attribute_of_none", run.recorder.span, owner=written or "None", name=name)
    if name not in methods:
        raise suggestion(run, None, name, methods, "unknown_attribute", written or kind(owner))
    return Method(methods[name], owner)


def _member(run: Run, library: Namespace, name: str) -> Any:
    members = run.members(library)
    if name not in members:
        raise suggestion(run, None, name, members, "unknown_attribute", library.name)
    member = members[name]
    return member.of(library.name) if isinstance(member, Native) else member


# --- arrays --------------------------------------------------------------------------------------------------------


def _tensor_attribute(run: Run, tensor: Tensor, name: str, written: str) -> Any:
    if name in TENSOR_ATTRIBUTES:
        return TENSOR_ATTRIBUTES[name](run, tensor)
    as_torch = tensor.flavour in ("torch", "value") or (tensor.flavour is None and run.is_torch)
    methods = {**METHODS[Tensor], **TORCH_METHODS} if as_torch else METHODS[Tensor]
    if name not in methods:
        raise suggestion(run, None, name, {**methods, **TENSOR_ATTRIBUTES}, "unknown_attribute", written)
    return Method(methods[name].of("torch" if as_torch else "np"), tensor)


# --- objects and classes -------------------------------------------------------------------------------------------


def _instance_attribute(run: Run, instance: Instance, name: str, written: str) -> Any:
    if name in instance.attributes:
        return instance.attributes[name]
    if name in ("__class__", "__dict__"):
        return instance.kind if name == "__class__" else instance.attributes
    if instance.kind.has(name):
        return _taken(run, instance.kind.find(name), instance)
    fallback = method_of(run, instance, "__getattr__")
    if fallback is not None:
        return fallback(name)
    raise _unknown(run, name, (*instance.kind.names(), *instance.attributes), written)


def _taken(run: Run, value: Any, owner: Instance | Class) -> Any:
    """What a class holds, as it is taken from an object or from the class itself."""
    if not isinstance(value, Function) or value.kind == "static":
        return value
    if value.kind == "class":
        return Method(value, owner if isinstance(owner, Class) else owner.kind)
    if isinstance(owner, Class):
        return value
    return call(run, Method(value, owner), (), {}) if value.kind == "property" else Method(value, owner)


def _class_attribute(run: Run, owner: Class, name: str, written: str) -> Any:
    if name == "__name__":
        return owner.name
    if not owner.has(name):
        raise _unknown(run, name, owner.names(), written)
    return _taken(run, owner.find(name), owner)


def _super_attribute(run: Run, above: Super, name: str, written: str) -> Any:
    base = next((base for base in above.kind.bases if base.has(name)), None)
    if base is not None:
        return _taken(run, base.find(name), above.instance)
    if name in ("__init__", "__init_subclass__", "__post_init__"):
        return Native("__init__", lambda run, *arguments, **keywords: None)
    raise _unknown(run, name, (name for base in above.kind.bases for name in base.names()), written)


def _unknown(run: Run, name: str, known: Iterable[str], written: str) -> EngineError:
    return suggestion(run, None, name, [one for one in known if not one.startswith("_")], "unknown_attribute", written)
