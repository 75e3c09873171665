"""Programs in NumPy, mathematical writing and JavaScript's Math, with the gradients they must have."""
