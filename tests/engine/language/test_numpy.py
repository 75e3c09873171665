"""What NumPy's own objects print: each program prints what NumPy prints."""

import pytest

import engine
from tests.engine.language.test_python import printed_by_python

_TEXT = """
=== adding at places
a = np.zeros(3)
np.add.at(a, [0, 0, 2], 1.5)
print(a)
=== rows and columns
x = np.array([1.0, 2.0])
print(np.c_[x, x**2], np.r_[x, 0.5, 0:3])
=== stepping through an array
x = np.array([[1.0, 2.0], [3.0, 4.0]])
it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
total = 0.0
while not it.finished:
    total += x[it.multi_index] * (1 + it.multi_index[1])
    it.iternext()
print(total, list(np.ndindex(2, 2)), [i for i, v in np.ndenumerate(x) if v > 2])
=== how arrays are printed
np.set_printoptions(precision=3, suppress=True)
print(np.array([1.23456, -0.00001]))
=== a generator of its own
r = np.random.RandomState(1)
print(r.randn(2), r.choice(4, 2), r.rand())
=== the newer generator
r = np.random.default_rng(3)
print(r.choice(5, size=3, replace=False), r.random(2), r.choice([1.0, 2.0, 3.0]))
=== types
x = np.array([1.0, 2.0])
print(type(x) == np.ndarray, isinstance(x, np.ndarray), type(x.sum()) == np.float64, isinstance(x.sum(), float))
=== functions of lists make arrays
print(np.add([1, 2], [1, 1]), np.subtract((1, 2), 1), np.multiply([1, 2], 2), np.exp([0, 0]), np.log([1]))
print(np.greater([1, 2], 1), np.equal([1, 2], [1, 3]), np.maximum([1, 4], 2), np.sqrt([4.0, 9.0]), np.isnan([1.0]))
=== different entries
print(np.unique([3, 1, 2, 3]), np.unique(np.array([2.0, 2.0, 1.0]), return_counts=True))
=== a copy
x = np.array([1.0, 2.0])
y = np.copy(x)
y[0] = 5.0
print(x, y)
"""

PROGRAMS = {
    title: f"import numpy as np\n{program}"
    for title, program in (part.split("\n", 1) for part in _TEXT.split("\n=== ")[1:])
}


@pytest.mark.parametrize("title", PROGRAMS)
def test_a_program_prints_what_numpy_prints(title):
    trace = engine.trace(PROGRAMS[title] + "\nx_ = 2.0\ny_ = x_ ** 2")
    theirs = printed_by_python(f"{PROGRAMS[title]}\nnp.set_printoptions(precision=8, suppress=False)")
    assert "\n".join(line.text for line in trace.outcome.prints).splitlines() == theirs
