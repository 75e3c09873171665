"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

a = 1.5
b = -0.5
loss = np.sqrt(np.sqrt(a * a + b * b + 1) + 1)
