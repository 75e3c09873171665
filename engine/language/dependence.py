"""Which leaves a node depends on in such a way that a gradient can flow back to them."""

from collections.abc import Iterator

from engine.ops import OPS
from engine.recorder import Draft


def leaves_with_gradient(draft: Draft) -> Iterator[Draft]:
    """The leaves, each once; not those behind ``detach``, a comparison or another op without a derivative."""
    seen, waiting = {draft}, [draft]
    while waiting:
        node = waiting.pop()
        if node.op is None:
            yield node
            continue
        for argnum, operand in enumerate(node.operands):
            if operand not in seen and OPS[node.op].rule(argnum) is not None:
                seen.add(operand)
                waiting.append(operand)
