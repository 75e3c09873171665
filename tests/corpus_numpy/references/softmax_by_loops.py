"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

X = np.array([[1.0, -0.5], [0.3, 0.8], [-0.7, 0.2]])
W = np.array([[0.2, -0.1, 0.4], [0.0, 0.3, -0.6]])
scores = np.dot(X, W)
loss = np.mean(np.log(np.sum(np.exp(scores), axis=1)) - scores[np.arange(3), [1, 0, 2]])
