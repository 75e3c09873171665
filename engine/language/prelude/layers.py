"""Layers with parameters, normalisations, pooling."""

TEXT = """
def _pair(value):
    return value if isinstance(value, (tuple, list)) else (value, value)

class Linear(Module):
    def __init__(self, in_features, out_features, bias=True):
        self.in_features, self.out_features = in_features, out_features
        k = 1 / sqrt(in_features)
        self.weight = Parameter(random_uniform(-k, k, (out_features, in_features)))
        self.bias = Parameter(random_uniform(-k, k, (out_features,))) if bias else None
    def forward(self, input):
        return linear(input, self.weight, self.bias)
    def extra_repr(self):
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"

class Bilinear(Module):
    def __init__(self, in1_features, in2_features, out_features, bias=True):
        k = 1 / sqrt(in1_features)
        self.weight = Parameter(random_uniform(-k, k, (out_features, in1_features, in2_features)))
        self.bias = Parameter(random_uniform(-k, k, (out_features,))) if bias else None
    def forward(self, input1, input2):
        return bilinear(input1, input2, self.weight, self.bias)

class Embedding(Module):
    def __init__(self, num_embeddings, embedding_dim, padding_idx=None):
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        is_from_end = padding_idx is not None and padding_idx < 0
        self.padding_idx = num_embeddings + padding_idx if is_from_end else padding_idx
        rows = random_normal(0, 1, (num_embeddings, embedding_dim))
        if padding_idx is not None:
            rows[padding_idx] = 0.0
        self.weight = Parameter(rows)
    def from_pretrained(embeddings, freeze=True):
        made = Embedding(*embeddings.shape)
        made.weight = Parameter(embeddings, requires_grad=not freeze)
        return made
    def forward(self, input):
        return embedding(input, self.weight, self.padding_idx)
    def extra_repr(self):
        padding = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        return f"{self.num_embeddings}, {self.embedding_dim}{padding}"

class Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        self.p = p
    def forward(self, input):
        return dropout(input, self.p, self.training)
    def extra_repr(self):
        return f"p={self.p}, inplace=False"

class Dropout1d(Dropout):
    pass

class Dropout2d(Dropout):
    pass

class Conv1d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True):
        k = 1 / sqrt(in_channels * kernel_size)
        self.weight = Parameter(random_uniform(-k, k, (out_channels, in_channels, kernel_size)))
        self.bias = Parameter(random_uniform(-k, k, (out_channels,))) if bias else None
        self.in_channels, self.out_channels, self.kernel_size = in_channels, out_channels, kernel_size
        self.stride, self.padding = stride, padding
    def forward(self, input):
        return conv1d(input, self.weight, self.bias, self.stride, self.padding)
    def extra_repr(self):
        return f"{self.in_channels}, {self.out_channels}, kernel_size=({self.kernel_size},), stride=({self.stride},)"

class Conv2d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True):
        window = _pair(kernel_size)
        k = 1 / sqrt(in_channels * window[0] * window[1])
        self.weight = Parameter(random_uniform(-k, k, (out_channels, in_channels, window[0], window[1])))
        self.bias = Parameter(random_uniform(-k, k, (out_channels,))) if bias else None
        self.in_channels, self.out_channels, self.kernel_size = in_channels, out_channels, window
        self.stride, self.padding = stride, padding
    def forward(self, input):
        return conv2d(input, self.weight, self.bias, self.stride, self.padding)
    def extra_repr(self):
        return f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={_pair(self.stride)}"

class _Pool(Module):
    def __init__(self, kernel_size, stride=None, padding=0):
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding
    def extra_repr(self):
        stride = self.kernel_size if self.stride is None else self.stride
        return f"kernel_size={self.kernel_size}, stride={stride}, padding={self.padding}"

class MaxPool1d(_Pool):
    def forward(self, input):
        return max_pool1d(input, self.kernel_size, self.stride, self.padding)

class MaxPool2d(_Pool):
    def forward(self, input):
        return max_pool2d(input, self.kernel_size, self.stride, self.padding)

class AvgPool1d(_Pool):
    def forward(self, input):
        return avg_pool1d(input, self.kernel_size, self.stride, self.padding)

class AvgPool2d(_Pool):
    def forward(self, input):
        return avg_pool2d(input, self.kernel_size, self.stride, self.padding)

class AdaptiveAvgPool1d(Module):
    def __init__(self, output_size):
        self.output_size = output_size
    def forward(self, input):
        return adaptive_avg_pool1d(input, self.output_size)

class AdaptiveAvgPool2d(Module):
    def __init__(self, output_size):
        self.output_size = output_size
    def forward(self, input):
        return adaptive_avg_pool2d(input, self.output_size)

class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        self.start_dim, self.end_dim = start_dim, end_dim
    def forward(self, input):
        return flatten(input, self.start_dim, self.end_dim)
    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

class Unflatten(Module):
    def __init__(self, dim, unflattened_size):
        self.dim, self.unflattened_size = dim, unflattened_size
    def forward(self, input):
        shape = input.shape
        place = self.dim % len(shape)
        return input.reshape(*shape[:place], *self.unflattened_size, *shape[place + 1:])

class CosineSimilarity(Module):
    def __init__(self, dim=1, eps=1e-8):
        self.dim, self.eps = dim, eps
    def forward(self, x1, x2):
        return cosine_similarity(x1, x2, self.dim, self.eps)

class PairwiseDistance(Module):
    def __init__(self, p=2.0, eps=1e-6, keepdim=False):
        self.p, self.eps, self.keepdim = p, eps, keepdim
    def forward(self, x1, x2):
        return pairwise_distance(x1, x2, self.p, self.eps, self.keepdim)

class MultiheadAttention(Module):
    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, batch_first=False):
        self.embed_dim, self.num_heads, self.batch_first = embed_dim, num_heads, batch_first
        k = sqrt(6 / (4 * embed_dim))
        self.in_proj_weight = Parameter(random_uniform(-k, k, (3 * embed_dim, embed_dim)))
        self.in_proj_bias = Parameter(zeros(3 * embed_dim)) if bias else None
        self.out_proj = Linear(embed_dim, embed_dim, bias)
    def forward(
        self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True
    ):
        if query.ndim == 3 and not self.batch_first:
            query, key, value = query.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1)
        size, heads = self.embed_dim, self.num_heads
        parts = []
        for i, x in enumerate((query, key, value)):
            bias = None if self.in_proj_bias is None else self.in_proj_bias[i * size:(i + 1) * size]
            y = linear(x, self.in_proj_weight[i * size:(i + 1) * size], bias)
            parts.append(y.reshape(*y.shape[:-1], heads, size // heads).transpose(-3, -2))
        q, k, v = parts
        scores = q @ k.transpose(-2, -1) / sqrt(size // heads)
        if attn_mask is not None:
            scores = scores.masked_fill(attn_mask, -inf) if attn_mask.dtype == bool_dtype else scores + attn_mask
        weights = softmax(scores, axis=-1)
        y = (weights @ v).transpose(-3, -2)
        y = self.out_proj(y.reshape(*y.shape[:-2], size))
        if y.ndim == 3 and not self.batch_first:
            y = y.transpose(0, 1)
        if not need_weights:
            return y, None
        return y, weights.mean(-3) if average_attn_weights else weights
"""

NORMALISATIONS = """
class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, bias=True):
        is_one = not isinstance(normalized_shape, (tuple, list))
        self.normalized_shape = (normalized_shape,) if is_one else tuple(normalized_shape)
        self.weight = Parameter(ones(self.normalized_shape)) if elementwise_affine else None
        self.bias = Parameter(zeros(self.normalized_shape)) if elementwise_affine and bias else None
        self.eps = eps
    def forward(self, input):
        return layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)
    def extra_repr(self):
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.weight is not None}"

class RMSNorm(Module):
    def __init__(self, normalized_shape, eps=1.1920928955078125e-07):
        self.weight = Parameter(ones(normalized_shape))
        self.eps = eps
    def forward(self, input):
        return rms_norm(input, self.weight.shape, self.weight, self.eps)

class GroupNorm(Module):
    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True):
        self.num_groups, self.eps = num_groups, eps
        self.weight = Parameter(ones(num_channels)) if affine else None
        self.bias = Parameter(zeros(num_channels)) if affine else None
    def forward(self, input):
        return group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

class _BatchNorm(Module):
    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True):
        self.num_features, self.eps, self.momentum, self.affine = num_features, eps, momentum, affine
        self.weight = Parameter(ones(num_features)) if affine else None
        self.bias = Parameter(zeros(num_features)) if affine else None
        self.running_mean = self.running_var = None
        if track_running_stats:
            self.register_buffer("running_mean", zeros(num_features))
            self.register_buffer("running_var", ones(num_features))
    def forward(self, input):
        statistics = self.running_mean, self.running_var
        return batch_norm(input, *statistics, self.weight, self.bias, self.training, self.momentum, self.eps)
    def extra_repr(self):
        tracks = self.running_mean is not None
        settings = f"eps={self.eps}, momentum={self.momentum}, affine={self.affine}, track_running_stats={tracks}"
        return f"{self.num_features}, {settings}"

class BatchNorm1d(_BatchNorm):
    pass

class BatchNorm2d(_BatchNorm):
    pass
"""
