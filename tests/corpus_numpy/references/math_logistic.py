"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

w1 = 1.0
x1 = 1.0
w2 = 1.0
x2 = 1.0
b = 1.0
y = 1.0
p = 1 / (1 + np.exp(-(w1 * x1 + w2 * x2 + b)))
loss = -(y * np.log(p) + (1 - y) * np.log(1 - p))
