"""Gradwalk's engine: a program's text in, its computation graph and every step of its gradient out."""

from engine.errors import EngineError
from engine.graph import Edge, Graph, Node, Role
from engine.trace import Step, Trace, trace

__all__ = ["Edge", "EngineError", "Graph", "Node", "Role", "Step", "Trace", "trace"]
