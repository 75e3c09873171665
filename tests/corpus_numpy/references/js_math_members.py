"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

x = 1.3
loss = np.sqrt(x * x + 4) + x ** (1 / 3) + np.log10(x) + np.log2(x) + np.log1p(x) + np.tanh(x) + x * np.pi + x + np.e**x
