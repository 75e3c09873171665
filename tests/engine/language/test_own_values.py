"""A program's own kind of number is differentiated before it has a backward(), as in the first cells of a lecture."""

import engine

VALUE = """
class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self._prev = set(_children)
        self.label = label
    def __add__(self, other):
        return Value(self.data + other.data, (self, other), '+')
    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), '*')
a = Value(2.0, label='a')
b = Value(-3.0, label='b')
e = a * b; e.label = 'e'
"""


def test_a_value_without_backward_is_a_number_of_the_graph():
    trace = engine.trace(f"{VALUE}e")
    assert (trace.value, trace.gradients) == (-6.0, {"a": -3.0, "b": 2.0})


def test_a_point_in_the_plane_is_no_number():
    program = """
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5
v = Vec(3.0, 4.0)
y = abs(v * 2)
"""
    assert engine.trace(program).value == 10.0


def test_a_layer_with_a_backward_of_its_own_keeps_its_weights_as_variables():
    program = """
import numpy as np
class Dense:
    def __init__(self, n, m):
        self.weights = 0.1 * np.ones((n, m))
    def forward(self, rows):
        self.rows, self.output = rows, rows @ self.weights
    def backward(self, slope):
        self.dweights = self.rows.T @ slope
layer = Dense(2, 1)
layer.forward(np.array([[1.0, 2.0]]))
loss = np.sum(layer.output ** 2)
layer.backward(2 * layer.output)
print(layer.dweights.tolist())
"""
    trace = engine.trace(program)
    assert str(trace.gradients["weights"].tolist()) == trace.outcome.prints[0].text
