"""What the program of the same name computes, for HIPS autograd."""

x = -2.0
y = 5.0
z = -4.0
loss = (x + y) * z
