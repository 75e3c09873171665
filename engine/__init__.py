"""Gradwalk's engine: a program's text in, its computation graph and every step of its gradient out."""

from engine.errors import EngineError
from engine.graph import Edge, Graph, Node, Role
from engine.trace import Step, Trace, trace
from engine.training import History, Progress, Snapshot, Training, train, training_run

__all__ = [
    "Edge",
    "EngineError",
    "Graph",
    "History",
    "Node",
    "Progress",
    "Role",
    "Snapshot",
    "Step",
    "Trace",
    "Training",
    "trace",
    "train",
    "training_run",
]
