"""``torch.nn.init``: how parameters begin."""

TEXT = """
def _fans(tensor):
    field = 1
    for size in tensor.shape[2:]:
        field = field * size
    return tensor.shape[1] * field, tensor.shape[0] * field

def calculate_gain(nonlinearity, param=None):
    if nonlinearity == "tanh":
        return 5 / 3
    if nonlinearity == "relu":
        return sqrt(2)
    if nonlinearity == "leaky_relu":
        return sqrt(2 / (1 + (0.01 if param is None else param)**2))
    return 3 / 4 if nonlinearity == "selu" else 1

def uniform_(tensor, a=0.0, b=1.0):
    set_data(tensor, random_uniform(a, b, tensor.shape))
    return tensor

def normal_(tensor, mean=0.0, std=1.0):
    set_data(tensor, random_normal(mean, std, tensor.shape))
    return tensor

def constant_(tensor, val):
    set_data(tensor, full(tensor.shape, val))
    return tensor

def zeros_(tensor):
    return constant_(tensor, 0.0)

def ones_(tensor):
    return constant_(tensor, 1.0)

def eye_(tensor):
    set_data(tensor, eye(*tensor.shape))
    return tensor

def xavier_uniform_(tensor, gain=1.0):
    fan_in, fan_out = _fans(tensor)
    k = sqrt(3) * gain * sqrt(2 / (fan_in + fan_out))
    return uniform_(tensor, -k, k)

def xavier_normal_(tensor, gain=1.0):
    fan_in, fan_out = _fans(tensor)
    return normal_(tensor, 0.0, gain * sqrt(2 / (fan_in + fan_out)))

def kaiming_uniform_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    fan = _fans(tensor)[0 if mode == "fan_in" else 1]
    k = sqrt(3) * calculate_gain(nonlinearity, a) / sqrt(fan)
    return uniform_(tensor, -k, k)

def kaiming_normal_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    fan = _fans(tensor)[0 if mode == "fan_in" else 1]
    return normal_(tensor, 0.0, calculate_gain(nonlinearity, a) / sqrt(fan))
"""
