"""Functions of ``torch.nn.functional`` that keep running statistics, mask attention, or draw."""

TEXT = '''
def _channelled(input, values):
    """Values per channel in the shape that goes with input of (N, C) or (N, C, ...)."""
    return values if input.ndim < 3 else reshape(values, (1, -1) + (1,) * (input.ndim - 2))

def batch_norm(input, running_mean=None, running_var=None, weight=None, bias=None, training=False,
               momentum=0.1, eps=1e-5):
    axes = (0,) + tuple(range(2, input.ndim))
    if training or running_mean is None:
        centre = mean(input, axis=axes, keepdims=True)
        spread = var(input, axis=axes, correction=0, keepdims=True)
        if running_mean is not None:
            with no_grad():
                set_data(running_mean, (1 - momentum) * running_mean + momentum * flatten(centre))
                unbiased = var(input, axis=axes, correction=1)
                set_data(running_var, (1 - momentum) * running_var + momentum * unbiased)
    else:
        centre = _channelled(input, running_mean)
        spread = _channelled(input, running_var)
    y = (input - centre) / sqrt(spread + eps)
    if weight is not None:
        y = y * _channelled(input, weight)
    if bias is not None:
        y = y + _channelled(input, bias)
    return y

def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    scores = query @ key.transpose(-2, -1) * (1 / sqrt(query.shape[-1]) if scale is None else scale)
    if is_causal:
        attn_mask = tril(ones(scores.shape[-2], scores.shape[-1])) > 0
    if attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, -inf) if attn_mask.dtype == bool_dtype else scores + attn_mask
    weights = softmax(scores, axis=-1)
    if dropout_p > 0:
        weights = dropout(weights, dropout_p)
    return weights @ value

def gumbel_softmax(logits, tau=1, hard=False, dim=-1):
    noise = -log(-log(rand_like(logits)))
    return softmax((logits + noise) / tau, axis=dim)
'''
