"""Ops that choose between values, and the comparisons they choose by."""

from engine.op import AND, ATOM, COMPARISON, NOT, OR, Form, Op, call, elementwise, infix


def _comparison(name: str, code: str, text: str, latex: str) -> Op:
    """1.0 or 0.0; no gradient passes, and the value jumps where both sides are equal."""
    return elementwise(name, "a b", f"truth(a {code} b)", None, None, kinks=("a - b",),
                       text=infix(f" {text} ", COMPARISON), latex=infix(f" {latex} ", COMPARISON), title=text)


CHOICES = (
    elementwise("maximum", "a b", "np.maximum(a, b)",
                "where(a < b, 0, where(a == b, 1 / 2, 1))", "where(b < a, 0, where(a == b, 1 / 2, 1))",
                kinks=("a - b",), text=call("max", ("a", "b")), latex=r"\max", title="max"),
    elementwise("minimum", "a b", "np.minimum(a, b)",
                "where(a > b, 0, where(a == b, 1 / 2, 1))", "where(b > a, 0, where(a == b, 1 / 2, 1))",
                kinks=("a - b",), text=call("min", ("a", "b")), latex=r"\min", title="min"),
    elementwise("fmax", "a b", "np.fmax(a, b)", "where(logical_or(a >= b, b != b), 1, 0)",
                "where(logical_or(a >= b, b != b), 0, 1)", kinks=("a - b",), latex=r"\max", title="max"),
    elementwise("fmin", "a b", "np.fmin(a, b)", "where(logical_or(a <= b, b != b), 1, 0)",
                "where(logical_or(a <= b, b != b), 0, 1)", kinks=("a - b",), latex=r"\min", title="min"),
    elementwise("clip", "a low high", "np.minimum(np.maximum(a, low), high)",
                "where(logical_and(a >= low, a <= high), 1, 0)",
                "where(logical_and(low < high, a < low), 1, 0)",
                "where(logical_or(low > high, a > high), 1, 0)", kinks=("a - low", "a - high", "low - high")),
    elementwise("where", "condition a b", "where(condition, a, b)",
                None, "where(condition, 1, 0)", "where(condition, 0, 1)",
                latex=Form(r"\begin{{cases}} {a} & {condition} \\ {b} & \lnot {condition:9} \end{{cases}}")),
    _comparison("greater", ">", ">", ">"),
    _comparison("less", "<", "<", "<"),
    _comparison("greater_equal", ">=", "≥", r"\ge"),
    _comparison("less_equal", "<=", "≤", r"\le"),
    _comparison("equal", "==", "=", "="),
    _comparison("not_equal", "!=", "≠", r"\ne"),
    elementwise("logical_and", "a b", "truth(np.logical_and(a, b))", None, None,
                text=infix(" and ", AND), latex=infix(r" \land ", AND), title="and"),
    elementwise("logical_or", "a b", "truth(np.logical_or(a, b))", None, None,
                text=infix(" or ", OR), latex=infix(r" \lor ", OR), title="or"),
    elementwise("logical_not", "a", "truth(np.logical_not(a))", None,
                text=Form("not {a:3}", NOT), latex=Form(r"\lnot {a:9}", ATOM), title="not"),
)
