"""PyTorch's functional losses and normalisations, written in the language itself with PyTorch's argument names."""

LOSSES = '''
def _reduced(values, reduction):
    if reduction == "none" or values.ndim == 0:
        return values
    return values.sum() if reduction == "sum" else values.mean()

def mse_loss(input, target, reduction="mean"):
    return _reduced((input - target)**2, reduction)

def l1_loss(input, target, reduction="mean"):
    return _reduced(abs(input - target), reduction)

def smooth_l1_loss(input, target, reduction="mean", beta=1.0):
    d = abs(input - target)
    if beta == 0:
        return _reduced(d, reduction)
    return _reduced(where(d < beta, 0.5 * d**2 / beta, d - 0.5 * beta), reduction)

def huber_loss(input, target, reduction="mean", delta=1.0):
    d = abs(input - target)
    return _reduced(where(d <= delta, 0.5 * d**2, delta * (d - 0.5 * delta)), reduction)

def bce(input, target, weight=None, reduction="mean"):
    losses = binary_cross_entropy(input, target)
    return _reduced(losses if weight is None else weight * losses, reduction)

def bce_with_logits(input, target, weight=None, reduction="mean", pos_weight=None):
    if pos_weight is None:
        losses = binary_cross_entropy_with_logits(input, target)
    else:
        losses = -(pos_weight * target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    return _reduced(losses if weight is None else weight * losses, reduction)

def _classes_last(values):
    """(C), (N, C) as they are; (N, C, …) with the classes moved behind."""
    return values if values.ndim < 3 else moveaxis(values, 1, -1)

def _rows(values):
    """One row of classes for each sample."""
    return values.reshape(-1, values.shape[-1])

def nll_loss(input, target, weight=None, ignore_index=-100, reduction="mean"):
    input, target = asarray(input), array(target)
    kept = target != ignore_index
    label = where(kept, target, 0) if not all(kept) else target
    if input.ndim == 1:
        losses = -input[label]
    else:
        rows = _rows(_classes_last(input))
        losses = -rows[arange(len(rows)), label.flatten()].reshape(label.shape)
    if weight is None and all(kept):
        return _reduced(losses, reduction)
    shares = kept if weight is None else array(weight)[label] * kept
    if reduction == "mean":
        return sum(losses * shares) / sum(shares)
    return _reduced(losses * shares, reduction)

def _cross_entropy_of_shares(logs, target, weight, reduction):
    losses = -(target * logs if weight is None else target * logs * weight).sum(-1)
    return losses.mean() if reduction == "mean" else _reduced(losses, reduction)

def cross_entropy(input, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    input = asarray(input)
    logs = log_softmax(input, axis=0 if input.ndim == 1 else 1)
    if shape_of(target) == input.shape:
        shares = _classes_last(target)
        if label_smoothing:
            shares = (1 - label_smoothing) * shares + label_smoothing / shares.shape[-1]
        return _cross_entropy_of_shares(_classes_last(logs), shares, weight, reduction)
    loss = nll_loss(logs, target, weight, ignore_index, reduction)
    if not label_smoothing:
        return loss
    kept = array(target) != ignore_index
    logs = _classes_last(logs)
    smooth = -(logs if weight is None else logs * weight).sum(-1) * kept
    if reduction == "mean":
        smooth = sum(smooth) / sum(kept if weight is None else array(weight)[where(kept, target, 0)] * kept)
    if reduction == "sum":
        smooth = sum(smooth)
    return (1 - label_smoothing) * loss + label_smoothing / logs.shape[-1] * smooth

def kl_div(input, target, reduction="mean", log_target=False):
    if log_target:
        d = exp(target) * (target - input)
    else:
        d = xlogy(target, target) - target * input
    return d.sum() / len(input) if reduction == "batchmean" else _reduced(d, reduction)

def poisson_nll_loss(input, target, log_input=True, full=False, eps=1e-8, reduction="mean"):
    return _reduced(exp(input) - target * input if log_input else input - target * log(input + eps), reduction)

def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    var = maximum(var.detach(), eps) + (var - var.detach())
    losses = 0.5 * (log(var) + (input - target)**2 / var)
    return _reduced(losses + 0.5 * log(2 * pi) if full else losses, reduction)

def hinge_embedding_loss(input, target, margin=1.0, reduction="mean"):
    far = where(target == -1, clip(margin - input, 0), 0.0)
    return _reduced(far + where(target == 1, input, 0.0), reduction)

def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
    return _reduced(clip(-target * (input1 - input2) + margin, 0), reduction)

def soft_margin_loss(input, target, reduction="mean"):
    return _reduced(log1p(exp(-target * input)), reduction)

def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, reduction="mean"):
    rows = input.reshape(-1, input.shape[-1])
    labels = array(target).reshape(-1)
    right = rows[arange(len(rows)), labels]
    losses = relu(margin - right.reshape(-1, 1) + rows)**p
    if weight is not None:
        losses = losses * array(weight)[labels].reshape(-1, 1)
    others = 1 - one_hot(labels, rows.shape[1])
    return _reduced((losses * others).sum(1) / rows.shape[1], reduction)

def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-6, swap=False, reduction="mean"):
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = minimum(far, pairwise_distance(positive, negative, p, eps))
    return _reduced(clip(near - far + margin, 0), reduction)

def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
    products = (input1 * input2).sum(-1)
    lengths = sqrt(((input1**2).sum(-1) + 1e-12) * ((input2**2).sum(-1) + 1e-12))
    cosine = products / lengths
    unlike = where(target == -1, clip(cosine - margin, 0), 0.0)
    return _reduced(where(target == 1, 1 - cosine, 0.0) + unlike, reduction)
'''

LAYERS = '''
def _scaled(values, weight, bias):
    if weight is not None:
        values = values * weight
    return values if bias is None else values + bias

def _standardized(values, axes, eps):
    centred = values - mean(values, axis=axes, keepdims=True)
    return centred / sqrt(var(values, axis=axes, correction=0, keepdims=True) + eps)

def _last_axes(normalized_shape):
    return [-1 - i for i in range(len(normalized_shape) if isinstance(normalized_shape, (tuple, list)) else 1)]

def _per_channel(values, dimensions):
    """(C) as (C, 1, …), to go with (N, C, …)."""
    return values if values is None or dimensions < 3 else values.reshape(-1, *[1 for i in range(dimensions - 2)])

def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    return _scaled(_standardized(input, _last_axes(normalized_shape), eps), weight, bias)

def rms_norm(input, normalized_shape, weight=None, eps=None):
    squares = mean(input**2, axis=_last_axes(normalized_shape), keepdims=True)
    return _scaled(input / sqrt(squares + (2.220446049250313e-16 if eps is None else eps)), weight, None)

def batch_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):
    count = input.ndim
    if training or running_mean is None:
        values = _standardized(input, [i for i in range(count) if i != 1], eps)
    else:
        values = (input - _per_channel(running_mean, count)) / sqrt(_per_channel(running_var, count) + eps)
    return _scaled(values, _per_channel(weight, count), _per_channel(bias, count))

def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    groups = input.reshape(input.shape[0], num_groups, -1)
    values = _standardized(groups, [-1], eps).reshape(input.shape)
    return _scaled(values, _per_channel(weight, input.ndim), _per_channel(bias, input.ndim))

def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5
):
    return group_norm(input, input.shape[1], weight, bias, eps)

def normalize(input, p=2.0, dim=1, eps=1e-12):
    return input / maximum(norm(input, p, axis=dim, keepdims=True), eps)

def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    return sum(x1 * x2, axis=dim) / (maximum(norm(x1, axis=dim), eps) * maximum(norm(x2, axis=dim), eps))

def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return norm(x1 - x2 + eps, p, axis=-1, keepdims=keepdim)

def cdist(x1, x2, p=2.0):
    return norm(x1[..., :, None, :] - x2[..., None, :, :], p, axis=-1)

def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    size = 1 / sqrt(query.shape[-1]) if scale is None else scale
    scores = size * query @ key.swapaxes(-2, -1)
    if is_causal:
        scores = where(tril(ones(scores.shape[-2], scores.shape[-1])) > 0, scores, -inf)
    if attn_mask is not None:
        scores = scores + attn_mask
    return dropout(softmax(scores, axis=-1), dropout_p, dropout_p > 0) @ value

def dropout(input, p=0.5, training=True, inplace=False):
    if not training or p == 0:
        return input
    return input * dropout_mask(input, p)

def linear(input, weight, bias=None):
    y = input @ weight.T
    return y if bias is None else y + bias

def bilinear(input1, input2, weight, bias=None):
    y = einsum("ni,oij,nj->no", input1, weight, input2)
    return y if bias is None else y + bias

def embedding(input, weight, padding_idx=None):
    found = weight[input]
    if padding_idx is None:
        return found
    padding = array(input) == (padding_idx if padding_idx >= 0 else len(weight) + padding_idx)
    return where(padding.unsqueeze(-1), found.detach(), found)
'''
