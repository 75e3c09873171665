"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

A = np.array([[0.3, -0.2], [0.5, 0.4]])
c = np.array([0.1, -0.1])
v = np.array([0.7, -0.6])
x = np.array([1.0, 0.5])
h = np.maximum(np.dot(A, x) + c, 0)
d = 2 * (np.dot(h, v) - 1.0)
dh = d * v * (h > 0)
stepped = np.maximum(np.dot(A - 0.05 * np.outer(dh, x), x) + c - 0.05 * dh, 0)
loss = (np.dot(stepped, v - 0.05 * d * h) - 1.0) ** 2
