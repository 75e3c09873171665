"""The table of ops: to add an op, add its row to the file of its family.

Formulas are PyTorch's, so that values, gradients, kinks and domain edges agree with it.
"""

from engine.op import Op
from engine.ops.activations import ACTIVATIONS
from engine.ops.arithmetic import ARITHMETIC
from engine.ops.arrays import ARRAYS
from engine.ops.choices import CHOICES
from engine.ops.functions import FUNCTIONS
from engine.ops.losses import LOSSES
from engine.ops.products import PRODUCTS
from engine.ops.reductions import REDUCTIONS

_FAMILIES = (ARITHMETIC, FUNCTIONS, ACTIVATIONS, CHOICES, LOSSES, REDUCTIONS, PRODUCTS, ARRAYS)

OPS: dict[str, Op] = {op.name: op for family in _FAMILIES for op in family}
