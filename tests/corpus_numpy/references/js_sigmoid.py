"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

w1 = 0.6
w2 = -0.4
b = 0.1
x1 = 1.5
x2 = 2.0
loss = (1 / (1 + np.exp(-(w1 * x1 + w2 * x2 + b))) - 1) ** 2
