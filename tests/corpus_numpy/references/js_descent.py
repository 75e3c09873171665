"""What the program of the same name computes, for HIPS autograd."""

start = 4.0
rate = 0.2
x = start
for _ in range(4):
    x = x - rate * 2 * (x - 1)
loss = (x - 1) ** 2
