"""What the program of the same name computes, for HIPS autograd."""

x = 1.5
y = -0.5
loss = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
