"""What the program of the same name computes, for HIPS autograd."""

x0 = 1.0
v0 = 0.5
x, v = x0, v0
for _ in range(6):
    v = v + 0.1 * (-4.0 * x - 0.2 * v) / 1.5
    x = x + 0.1 * v
print("Spring(mass=1.5, stiffness=4.0, damping=0.2)")
loss = 0.5 * 1.5 * v**2 + 0.5 * 4.0 * x**2
