"""Python's exceptions."""

_KINDS = {
    "Exception": (
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "ImportError",
        "LookupError",
        "NameError",
        "RuntimeError",
        "StopIteration",
        "TypeError",
        "ValueError",
        "OSError",
        "Warning",
    ),
    "ArithmeticError": ("ZeroDivisionError", "OverflowError", "FloatingPointError"),
    "ImportError": ("ModuleNotFoundError",),
    "LookupError": ("IndexError", "KeyError"),
    "RuntimeError": ("NotImplementedError", "RecursionError"),
    "OSError": ("FileNotFoundError",),
    "Warning": ("UserWarning", "RuntimeWarning", "DeprecationWarning", "FutureWarning"),
}

_BASE = """
class BaseException:
    def __init__(self, *args):
        self.args = args
    def __str__(self):
        if len(self.args) == 1:
            return str(self.args[0])
        return str(self.args) if self.args else ""
    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join([repr(one) for one in self.args]) + ")"

class Exception(BaseException):
    pass

class KeyboardInterrupt(BaseException):
    pass

class SystemExit(BaseException):
    pass
"""

ENUM = """
class Enum:
    def __str__(self):
        return type(self).__name__ + "." + self.name
    def __repr__(self):
        return "<" + str(self) + ": " + repr(self.value) + ">"

class IntEnum(Enum):
    pass

class StrEnum(Enum):
    pass
"""

TEXT = _BASE + "".join(f"\nclass {kind}({base}):\n    pass\n" for base, kinds in _KINDS.items() for kind in kinds)
