"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

x = 0.8
loss = np.sin(x**2) * np.exp(-x) + np.abs(x - 2) * np.sqrt(x + 1) + np.log(1 + x**2)
