"""``break`` and ``continue`` belong to a loop; Python says so when it compiles, which is never done here."""

import ast
from collections.abc import Iterator, Sequence


def stray_jumps(statements: Sequence[ast.AST], *, in_loop: bool = False) -> Iterator[ast.Break | ast.Continue]:
    """Those that stand in no loop of their own function. Nesting is within limits."""
    for statement in statements:
        match statement:
            case ast.Break() | ast.Continue() if not in_loop:
                yield statement
            case ast.For(body=body, orelse=orelse) | ast.While(body=body, orelse=orelse):
                yield from stray_jumps(body, in_loop=True)
                yield from stray_jumps(orelse, in_loop=in_loop)
            case ast.FunctionDef(body=body) | ast.ClassDef(body=body):
                yield from stray_jumps(body)
            case ast.stmt() | ast.ExceptHandler():
                inner = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.expr)]
                yield from stray_jumps(inner, in_loop=in_loop)
