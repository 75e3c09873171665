"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

rows = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.4]])
w = np.array([0.2, -0.3])
scores = np.dot(rows, w) ** 2
loss = scores[0] + scores[0] * 3.0 + scores[2]
