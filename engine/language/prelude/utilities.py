"""``torch.nn.utils``, and functions with a gradient of their own."""

TEXT = """
def clip_grad_norm_(parameters, max_norm, norm_type=2.0):
    with no_grad():
        found = parameters if isinstance(parameters, list) else [parameters]
        grads = [p.grad for p in found if p.grad is not None]
        if norm_type == inf:
            total = max([abs(g).max() for g in grads])
        else:
            total = sum([(abs(g)**norm_type).sum() for g in grads])**(1 / norm_type)
        factor = minimum(max_norm / (total + 1e-6), 1.0)
        for g in grads:
            set_data(g, g * factor)
        return total

def clip_grad_value_(parameters, clip_value):
    with no_grad():
        for p in parameters if isinstance(parameters, list) else [parameters]:
            if p.grad is not None:
                set_data(p.grad, clip(p.grad, -clip_value, clip_value))

def parameters_to_vector(parameters):
    return cat([p.reshape(-1) for p in parameters])

def vector_to_parameters(vec, parameters):
    start = 0
    for p in parameters:
        set_data(p, vec[start:start + p.numel()].reshape(p.shape))
        start = start + p.numel()
"""

FUNCTION = """
class _Context:
    def __init__(self):
        self.saved_tensors = ()
        self.needs_input_grad = (True,) * 8
    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors
    def mark_dirty(self, *tensors):
        pass
    def mark_non_differentiable(self, *tensors):
        pass
    def set_materialize_grads(self, value):
        pass

class Function:
    @classmethod
    def apply(cls, *inputs):
        return apply_function(cls, _Context(), *inputs)
"""
