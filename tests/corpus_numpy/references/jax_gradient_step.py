"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

w = np.array([0.5, -0.4])
b = 0.2
x = np.array([[1.0, 2.0], [0.5, -1.5]])
t = np.array([1.0, -1.0])
y = np.tanh(np.dot(x, w) + b)
d = 2 * (y - t) * (1 - y**2) / 2
loss = np.mean((np.tanh(np.dot(x, w - 0.1 * np.dot(x.T, d)) + b - 0.1 * np.sum(d)) - t) ** 2)
