"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

x = np.array([1.0, 3.0, 2.0, 5.0])
alpha = 0.3
s = [x[0]]
for t in range(1, 4):
    s.append(alpha * x[t] + (1 - alpha) * s[t - 1])
loss = sum((s[t + 1] - x[t]) ** 2 for t in range(3))
