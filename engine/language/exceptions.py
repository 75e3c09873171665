"""What programs raise and catch: which of Python's exceptions each of our errors is."""

from typing import Any

from engine.errors import EngineError, Span
from engine.language.run import Run
from engine.language.values import Class, Instance

_KINDS: dict[str, tuple[str, ...]] = {
    "ModuleNotFoundError": ("unknown_library",),
    "AttributeError": ("unknown_attribute", "unknown_attribute_like", "cannot_set_attribute"),
    "NameError": (
        "unknown_name", "unknown_function", "unknown_function_like", "undefined_function", "used_before_assignment",
        "used_in_itself", "need_each_other",
    ),
    "IndexError": ("index_out_of_range", "bad_index", "index_not_whole", "no_such_axis"),
    "KeyError": ("no_such_key",),
    "AssertionError": ("assertion_failed",),
    "TypeError": (
        "not_a_number", "not_a_function", "not_callable", "function_without_call", "wrong_arguments", "unknown_keyword",
        "repeated_argument", "cannot_loop", "cannot_index", "no_length", "no_operator", "unfit_operands", "unfit_key",
        "unfit_arguments", "not_whole",
    ),
    "ValueError": (
        "ambiguous_truth", "unpack", "bad_format", "ragged_list", "ragged_lengths", "zero_step", "item_of_array",
    ),
    "RuntimeError": (
        "shapes_do_not_fit", "unfit_shape", "nothing_to_join", "inner_sizes", "cannot_reshape",
        "backward_needs_gradient", "gradient_shape", "in_place_on_leaf", "matmul_of_scalars",
        "bad_axes", "label_out_of_range",
    ),
}  # fmt: skip
_KIND_OF = {code: kind for kind, codes in _KINDS.items() for code in codes}


class Raised(EngineError):
    """An exception that the program itself raised."""

    def __init__(self, exception: Instance, span: Span | None, message: str) -> None:
        self.exception = exception
        super().__init__("raised" if message else "raised_alone", span, kind=exception.kind.name, message=message)

    def at(self, span: Span | None) -> EngineError:
        return self if self.span is not None else Raised(self.exception, span, str(self.details["message"]))


def exception_of(run: Run, error: EngineError) -> Instance | None:
    """What ``except`` catches when this error happens; None for a limit, which nothing catches."""
    if isinstance(error, Raised):
        return error.exception
    kind = run.prelude.get(_KIND_OF.get(error.code, ""))
    if not isinstance(kind, Class):
        return None
    return Instance(kind, {"args": (error.problem,)})


def is_caught(exception: Instance, caught: Any) -> bool:
    """Whether an ``except`` clause for ``caught`` (a class or several) takes the exception."""
    classes = caught if isinstance(caught, tuple) else (caught,)
    return any(isinstance(one, Class) and exception.kind.is_a(one) for one in classes)
