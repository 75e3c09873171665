"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

p = np.array([1.5, -0.5])
loss = (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2
