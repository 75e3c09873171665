"""What the program of the same name computes, for HIPS autograd."""

m = 2.0
v = 3.0
g = 9.81
h = 1.2
loss = m * v**2 / 2 + m * g * h
