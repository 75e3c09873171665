"""What the program of the same name computes, for HIPS autograd."""

a = 2.0
x = 1.0
loss = x
for _ in range(4):
    loss = loss - (loss**2 - a) / (2 * loss)
