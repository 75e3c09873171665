"""How arithmetic is written in Python, in the scripts of every library."""

from collections.abc import Mapping

from engine.op import ATOM, POWER, PRODUCT, SIGN, SUM, Form, infix

ARITHMETIC: Mapping[str, Form] = {
    "add": infix(" + ", SUM),
    "sub": infix(" - ", SUM),
    "mul": infix(" * ", PRODUCT),
    "div": infix(" / ", PRODUCT),
    "neg": Form(f"-{{a:{SIGN}}}", SIGN),
    "power": Form(f"{{a:{ATOM}}} ** {{b:{SIGN}}}", POWER),
    "square": Form(f"{{a:{ATOM}}} ** 2", POWER),
}
