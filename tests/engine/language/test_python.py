"""What Python means, the language means: each program prints what Python itself prints."""

import contextlib
import io

import pytest

import engine

_TEXT = """
=== whole numbers
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 10, 7 / 2, divmod(7, 2))
=== slices
a = list(range(6))
print(a[::-1], a[1:4], a[-2:], a[::2])
=== comparisons
x = 3
print(0 < x <= 3, 1 < x < 2, x == 3.0, not x, x and 'yes', None or 'no')
=== unpacking
a, *b = [1, 2, 3]
(c, d), e = (4, 5), 6
print(a, b, c, d, e)
=== arguments
def f(a, b=2, *c, d=4, **e):
    return a, b, c, d, e
print(f(1), f(1, 3, 5, d=6, g=7), f(*[1, 2], **{'d': 0}))
=== closures
def make():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    return up
f = make()
print(f(), f(), f())
=== global names
n = 1
def up():
    global n
    n += 1
up()
up()
print(n)
=== while and else
i = 0
while i < 3:
    i += 1
else:
    print('end', i)
=== a walrus
if (n := 10) > 5:
    print(n)
=== sets and dictionaries
s = {3, 1, 3}
d = {k: k * k for k in sorted(s)}
print(len(s), d, 3 in s, d.get(9, 'none'), list(d.items()))
=== texts
s = ' Ada,Bob '
print(s.strip().split(','), 'ab' * 2, '-'.join(['x', 'y']), 'abc'.upper(), 'a' in 'abc', 'abc'[::-1])
=== formats
x = 3.14159
print(f'{x:.2f} {x:8.3f}| {x:<8.1f}| {1234567:,} {0.5:.0%} {x!r} {"s":>4}')
print('{:.1f} {name}'.format(x, name='n'), '%d %.2f %s' % (3, x, 'z'))
=== sorting
words = ['bb', 'a', 'ccc']
words.sort(key=len, reverse=True)
print(words, sorted([3, 1, 2]), max(words, key=len), min(3, 1))
=== exceptions
class Odd(ValueError):
    pass
try:
    raise Odd('three')
except (KeyError, ValueError) as error:
    print(type(error).__name__, error)
else:
    print('no')
finally:
    print('done')
=== a missing key
try:
    {'a': 1}['b']
except KeyError:
    print('missing')
=== generators
def squares(n):
    for i in range(n):
        yield i * i
print(list(squares(4)), sum(squares(3)))
g = squares(3)
print(next(g), next(g))
=== an endless generator
def count():
    n = 0
    while True:
        yield n
        n += 1
g = count()
print(next(g), next(g))
=== operators of a class
class V:
    def __init__(self, x):
        self.x = x
    def __add__(self, o):
        return V(self.x + o.x)
    def __eq__(self, o):
        return self.x == o.x
    def __getitem__(self, i):
        return (self.x, i)
    def __len__(self):
        return 4
    def __repr__(self):
        return f'V({self.x})'
print(V(1) + V(2), V(1) == V(1), V(5)[3], len(V(0)), [V(7)])
=== properties
class A:
    n = 2
    def __init__(self):
        self._v = 3
    @property
    def v(self):
        return self._v
    @v.setter
    def v(self, value):
        self._v = value * 2
    @classmethod
    def make(cls):
        return cls()
    @staticmethod
    def twice(x):
        return 2 * x
a = A.make()
a.v = 5
print(a.v, A.twice(4), a.n, hasattr(a, 'w'), getattr(a, 'w', 0))
=== inheritance
class A:
    def hi(self):
        return 'A'
class B(A):
    def hi(self):
        return super().hi() + 'B'
b = B()
print(b.hi(), isinstance(b, A), type(b).__name__)
=== a dataclass
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int = 2
p = P(1)
print(p.x, p.y)
=== a named tuple
from collections import namedtuple, Counter, defaultdict
P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p, p.x, p[1], Counter('aab')['a'])
d = defaultdict(list)
d['k'].append(1)
print(d['k'])
=== a decorator
def twice(f):
    def g(*a):
        return 2 * f(*a)
    return g
@twice
def add(a, b):
    return a + b
print(add(1, 2))
=== functools
from functools import reduce, partial
from itertools import product
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), partial(pow, 2)(5), list(product([1, 2], 'a')))
=== Python's random numbers
import random
random.seed(1337)
print(random.random(), random.randint(1, 6), random.gauss(0, 1))
a = [1, 2, 3, 4]
random.shuffle(a)
print(a, random.choice(a), random.sample(range(50), 3))
=== a context
class C:
    def __enter__(self):
        print('in')
        return 3
    def __exit__(self, *a):
        print('out')
with C() as c:
    print(c)
=== deleting
d = {'a': 1, 'b': 2}
del d['a']
a = [1, 2, 3]
del a[0]
print(d, a)
=== a dataclass with defaults
from dataclasses import dataclass, field
@dataclass
class P:
    x: float
    y: float = 2.0
    tags: list = field(default_factory=list)
print(P(3.0), P(3.0, tags=['a']), P(1.0) == P(1.0, 2.0), P(1.0) == P(2.0))
=== typed and defaulted named tuples
from collections import namedtuple
from typing import NamedTuple
class Setting(NamedTuple):
    rate: float
    steps: int = 3
P = namedtuple('P', 'x y', defaults=[5])
print(Setting(0.5), Setting(0.5)._replace(steps=4), P(1), Setting)
=== an enumeration
from enum import Enum
class Act(Enum):
    RELU = 'relu'
    TANH = 'tanh'
print(Act.RELU, Act.TANH.value, Act.TANH.name, Act.RELU == Act.RELU, Act.RELU == Act.TANH)
=== a wrapped function keeps its name
import functools
def twice(f):
    @functools.wraps(f)
    def g(*a, **k):
        return 2 * f(*a, **k)
    return g
@twice
def add(a, b=1):
    return a + b
print(add.__name__, add(1, b=2))
=== names in a format that a library also has
print("{x:.2f} {a} {input}".format(x=1.5, a=2, input=3), dict(x=1, a=2))
=== types
print(type(3) == int, type([]) is list, type(2.0), isinstance(True, int), type('a') == type('b'))
"""

PROGRAMS = dict(part.split("\n", 1) for part in _TEXT.split("\n=== ")[1:])
"""By their titles."""


def printed_by_python(program: str) -> list[str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {"__name__": "__main__"})  # the programs are ours
    return printed.getvalue().splitlines()


@pytest.mark.parametrize("title", PROGRAMS)
def test_a_program_prints_what_python_prints(title):
    trace = engine.trace(PROGRAMS[title] + "\nx_ = 2.0\ny_ = x_ ** 2")
    assert "\n".join(line.text for line in trace.outcome.prints).splitlines() == printed_by_python(PROGRAMS[title])


@pytest.mark.parametrize("name", ["sum", "max", "min"])
def test_a_list_nobody_looked_into_is_one_array(name: str):
    graph = engine.trace(f"W = [[1, 2], [3, -4]]\ny = {name}(W)").graph
    assert [(leaf.name, leaf.shape) for leaf in graph.leaves] == [("W", (2, 2))]
