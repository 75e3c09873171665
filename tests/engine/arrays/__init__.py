"""Functions on arrays: differential tests, refusals, random programs."""
