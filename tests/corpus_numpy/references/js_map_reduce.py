"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

logits = np.array([1.0, 2.5, -0.5])
loss = -np.log(np.exp(logits[0]) / np.sum(np.exp(logits)))
