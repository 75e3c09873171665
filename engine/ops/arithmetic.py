"""Sums, products, quotients and powers."""

from engine.op import POWER, PRODUCT, SIGN, SUM, Form, elementwise, infix

ARITHMETIC = (
    elementwise("add", "a b", "a + b", "1", "1", text=infix(" + ", SUM), latex=infix(" + ", SUM), title="+"),
    elementwise("sub", "a b", "a - b", "1", "-1", text=infix(" − ", SUM), latex=infix(" - ", SUM), title="−"),
    elementwise("mul", "a b", "a * b", "b", "a",
                text=infix("·", PRODUCT), latex=infix(r" \cdot ", PRODUCT), title="×"),
    elementwise("div", "a b", "a / b", "1 / b", "-out / b", domain="b != 0",
                text=infix(" / ", PRODUCT), latex=Form(r"\frac{{{a}}}{{{b}}}", SIGN), title="÷"),
    elementwise("neg", "a", "-a", "-1", text=Form("−{a:7}", SIGN), latex=Form("-{a:7}", SIGN), title="−( )"),
    elementwise("power", "a b", "a ** b",
                "where(b == 0, 0, b * a**(b - 1))",
                "where(logical_and(a == 0, b >= 0), 0, out * log(a))",
                domain="where(b == round(b), a != 0, a > 0)", title="( )^( )",
                text=Form("{a:9}{b:sup}", POWER), latex=Form("{{{a:9}}}^{{{b}}}", POWER)),
    elementwise("square", "a", "np.square(a)", "2 * a",
                text=Form("{a:9}²", POWER), latex=Form("{{{a:9}}}^{{2}}", POWER), title="( )²"),
    elementwise("reciprocal", "a", "1 / a", "-out**2", domain="a != 0",
                latex=Form(r"\frac{{1}}{{{a}}}", SIGN), title="1 / ( )"),
    elementwise("remainder", "a b", "np.mod(a, b)", "1", "-floor_divide(a, b)",
                domain="b != 0", kinks=("a - b * round(a / b)",),
                text=infix(" % ", PRODUCT), latex=infix(r" \bmod ", PRODUCT), title="mod"),
    elementwise("floor_divide", "a b", "np.floor_divide(a, b)", "0", "0",
                domain="b != 0", kinks=("a - b * round(a / b)",), text=Form("⌊{a:6} / {b:7}⌋"),
                latex=Form(r"\left\lfloor \frac{{{a}}}{{{b}}} \right\rfloor"), title="⌊÷⌋"),
    elementwise("fmod", "a b", "np.fmod(a, b)", "1", "-trunc(a / b)", domain="b != 0", kinks=("a - b * round(a / b)",)),
)
