"""What the program of the same name computes, for HIPS autograd."""

x = 1.7
loss = x**x + 2**x + x**3 - 3 * x + 4 / (x**2 + 1)
