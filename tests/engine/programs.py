"""Random programs for Hypothesis, in a notation that Python reads too."""

from hypothesis import strategies as st

NAMES = ("x", "y", "z")
SMOOTH = ("sin", "cos", "exp", "tanh", "sigmoid", "softplus", "atan")
KINKED = ("relu", "abs")

values = st.fixed_dictionaries({name: st.integers(-20, 20).map(lambda tenths: tenths / 10) for name in NAMES})
"""A value for every name, with one decimal."""


def expressions(functions: tuple[str, ...] = SMOOTH + KINKED, max_leaves: int = 8) -> st.SearchStrategy[str]:
    """Expressions over ``NAMES`` and a few numbers, with + − × ÷, squares, and these functions; at least one name."""
    leaves = st.sampled_from((*NAMES, *NAMES, "2", "0.5"))
    compound = st.recursive(leaves, lambda inner: _larger(inner, functions), max_leaves=max_leaves)
    return compound.filter(lambda text: any(name in _names(text) for name in NAMES))


def _larger(inner: st.SearchStrategy[str], functions: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("{}({})".format, st.sampled_from(functions), inner),
        st.builds("({})**2".format, inner),
        st.builds("-({})".format, inner),
    )


def _names(text: str) -> set[str]:
    words = "".join(letter if letter.isalpha() else " " for letter in text)
    return set(words.split())
