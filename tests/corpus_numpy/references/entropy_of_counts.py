"""What the program of the same name computes, for HIPS autograd."""

import numpy as np

sharpness = 1.3
shares = [(count / 6) ** sharpness for count in (2, 1, 1, 2)]
whole = sum(shares)
loss = -sum(s / whole * np.log(s / whole) for s in shares)
print({"to": 2, "be": 2}, False, True)
