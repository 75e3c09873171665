"""From a graph to a straight-line Python or NumPy function: the passes run on values that record what they do."""

from engine.codegen.choice import Amount, estimates, fastest_loop
from engine.codegen.loops import Loop, State, Task

__all__ = ["Amount", "Loop", "State", "Task", "estimates", "fastest_loop"]
