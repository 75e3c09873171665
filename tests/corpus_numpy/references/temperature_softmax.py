"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

a = 2.0
b = 1.0
c = 0.1
for T in (0.5, 1.0, 2.0):
    parts = [np.exp((s - 2.0) / T) for s in (2.0, 1.0, 0.1)]
    print(T, ["%.3f" % (part / sum(parts)) for part in parts])
scores = [np.exp(s / 0.7) for s in (a, b, c)]
loss = -np.log(scores[1] / sum(scores))
