"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

image = np.array([[1.0, 2.0, 0.0], [0.5, -1.0, 1.5], [2.0, 0.0, -0.5]])
kernel = np.array([[0.2, -0.1], [0.4, 0.3]])
windows = [np.sum(image[i : i + 2, j : j + 2] * kernel) for i in range(2) for j in range(2)]
loss = sum(window**2 for window in windows)
