"""NumPy's objects that are indexed or stepped through, and what JAX has for a changed entry."""

TEXT = """
class _Columns:
    def __getitem__(self, parts):
        return column_stack(parts if isinstance(parts, tuple) else (parts,))

class _Rows:
    def __getitem__(self, parts):
        found = [_line(part) for part in (parts if isinstance(parts, tuple) else (parts,))]
        return concatenate(found)

def _line(part):
    if isinstance(part, slice):
        return arange(part.start or 0, part.stop, part.step or 1)
    return reshape(array(part), (-1,)) if isinstance(part, (int, float)) else array(part)

c_ = _Columns()
r_ = _Rows()

class nditer:
    def __init__(self, op, flags=(), op_flags=()):
        self._places, self._at = list(ndindex(*op.shape)), 0
    @property
    def finished(self):
        return self._at >= len(self._places)
    @property
    def multi_index(self):
        return self._places[self._at]
    def iternext(self):
        self._at = self._at + 1
        return not self.finished

def ndenumerate(arr):
    return [(place, arr[place]) for place in ndindex(*arr.shape)]

class _Changed:
    def __init__(self, values, key):
        self._values, self._key = values, key
    def _with(self, change):
        made = self._values.clone()
        made[self._key] = change
        return made
    def get(self):
        return self._values[self._key]
    def set(self, values):
        return self._with(values)
    def add(self, values):
        return self._with(self.get() + values)
    def multiply(self, values):
        return self._with(self.get() * values)

class _At:
    def __init__(self, values):
        self._values = values
    def __getitem__(self, key):
        return _Changed(self._values, key)
"""
