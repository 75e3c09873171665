"""Random straight-line programs whose intermediate results are used again and again, for Hypothesis."""

from hypothesis import strategies as st

_BINARY = ("{} + {}", "{} - {}", "{}·{}", "{}·{}")
_UNARY = ("sin({})", "tanh({})", "2·{}", "{}²/4", "exp(−{}²)")
_LEAVES = ("x", "y")


@st.composite
def programs(draw: st.DrawFn, max_lines: int = 7) -> str:
    """``x = …; y = …`` and then lines that use any of the names before them; the last one is the output."""
    tenths = [draw(st.integers(-15, 15)) / 10 for _ in _LEAVES]
    lines = [f"{name} = {value}" for name, value in zip(_LEAVES, tenths, strict=True)]
    names = list(_LEAVES)
    for index in range(draw(st.integers(1, max_lines))):
        form = draw(st.sampled_from(_BINARY + _UNARY))
        operands = [draw(st.sampled_from(names[-4:])) for _ in range(form.count("{}"))]
        lines.append(f"v{index} = " + form.format(*operands))
        names.append(f"v{index}")
    return "\n".join(lines)
