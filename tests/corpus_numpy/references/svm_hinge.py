"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

X = np.array([[0.5, -1.2, 0.3], [1.1, 0.4, -0.6], [-0.9, 0.7, 1.3]])
W = np.array([[0.2, -0.4, 0.1], [0.5, 0.3, -0.2], [-0.3, 0.1, 0.6]])
scores = np.dot(X, W)
correct = scores[np.arange(3), [0, 2, 1]][:, None]
loss = (np.sum(np.maximum(0, scores - correct + 1.0)) - 3) / 3 + 0.1 * np.sum(W**2)
