"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

x = np.array([0.0, 0.5, 1.0, 1.5])
coefficients = np.array([0.3, -0.7, 0.2])
fit = coefficients[0] + coefficients[1] * x + coefficients[2] * x**2
loss = fit[0] ** 2 + fit[3] ** 2 + 4.0
