"""Ops that move or mix the entries of arrays."""

from engine.op import structural

ARRAYS = (
    structural("sum_to", "a", "sum_to(a, shape)", "broadcast_to(g, shape=shape_of(a))", params={"shape": ()}),
    structural("broadcast_to", "a", "np.broadcast_to(a, shape)", "sum_to(g, shape=shape_of(a))", params={"shape": ()}),
)
