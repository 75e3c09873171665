"""The part of the library that is written in the language itself: losses, layers, optimizers, micrograd's classes.

These are PyTorch's and micrograd's definitions; in the picture each call is a group that can be opened.
"""

from functools import cache

import numpy as np

from engine.language.execution import execute
from engine.language.functional import LAYERS, LOSSES
from engine.language.run import Run
from engine.language.source import read
from engine.language.values import Scope

_MODULES = '''
class Module:
    def parameters(self):
        return module_parameters(self)
    def zero_grad(self, set_to_none=True):
        for p in module_parameters(self):
            p.grad = None
    def train(self, mode=True):
        self.training = mode
        return self
    def eval(self):
        self.training = False
        return self
    def to(self, device):
        return self
    def double(self):
        return self
    def float(self):
        return self

class Linear(Module):
    def __init__(self, in_features, out_features, bias=True):
        k = 1 / sqrt(in_features)
        self.weight = Parameter(random.uniform(-k, k, (out_features, in_features)))
        self.bias = Parameter(random.uniform(-k, k, (out_features,))) if bias else None
    def forward(self, x):
        return linear(x, self.weight, self.bias)

class Embedding(Module):
    def __init__(self, num_embeddings, embedding_dim):
        self.weight = Parameter(random.normal(0, 1, (num_embeddings, embedding_dim)))
    def forward(self, x):
        return self.weight[x]

class LayerNorm(Module):
    def __init__(self, normalized_shape, eps=1e-5):
        self.weight = Parameter(ones(normalized_shape))
        self.bias = Parameter(zeros(normalized_shape))
        self.eps = eps
    def forward(self, x):
        return layer_norm(x, self.weight.shape, self.weight, self.bias, self.eps)

class BatchNorm1d(Module):
    def __init__(self, num_features, eps=1e-5):
        self.weight = Parameter(ones(num_features))
        self.bias = Parameter(zeros(num_features))
        self.eps = eps
    def forward(self, x):
        return batch_norm(x, weight=self.weight, bias=self.bias, eps=self.eps)

class Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        self.p = p
        self.training = True
    def forward(self, x):
        return dropout(x, self.p, self.training)

class Conv1d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True):
        k = 1 / sqrt(in_channels * kernel_size)
        self.weight = Parameter(random.uniform(-k, k, (out_channels, in_channels, kernel_size)))
        self.bias = Parameter(random.uniform(-k, k, (out_channels,))) if bias else None
        self.stride = stride
        self.padding = padding
    def forward(self, x):
        return conv1d(x, self.weight, self.bias, self.stride, self.padding)

class Conv2d(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True):
        window = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
        k = 1 / sqrt(in_channels * window[0] * window[1])
        self.weight = Parameter(random.uniform(-k, k, (out_channels, in_channels, window[0], window[1])))
        self.bias = Parameter(random.uniform(-k, k, (out_channels,))) if bias else None
        self.stride = stride
        self.padding = padding
    def forward(self, x):
        return conv2d(x, self.weight, self.bias, self.stride, self.padding)

class MaxPool2d(Module):
    def __init__(self, kernel_size, stride=None, padding=0):
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding
    def forward(self, x):
        return max_pool2d(x, self.kernel_size, self.stride, self.padding)

class AvgPool2d(Module):
    def __init__(self, kernel_size, stride=None, padding=0):
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding
    def forward(self, x):
        return avg_pool2d(x, self.kernel_size, self.stride, self.padding)

class Flatten(Module):
    def __init__(self, start_dim=1):
        self.start_dim = start_dim
    def forward(self, x):
        return flatten(x, self.start_dim)

class Sequential(Module):
    def __init__(self, *modules):
        self._ = list(modules)
    def forward(self, x):
        for module in self._:
            x = module(x)
        return x

class ModuleList(Module):
    def __init__(self, modules=()):
        self._ = list(modules)
    def append(self, module):
        self._.append(module)

class Identity(Module):
    def forward(self, x):
        return x

class ReLU(Module):
    def __init__(self, inplace=False):
        pass
    def forward(self, x):
        return relu(x)

class Tanh(Module):
    def forward(self, x):
        return tanh(x)

class Sigmoid(Module):
    def forward(self, x):
        return sigmoid(x)

class LogSigmoid(Module):
    def forward(self, x):
        return logsigmoid(x)

class GELU(Module):
    def forward(self, x):
        return gelu(x)

class SiLU(Module):
    def forward(self, x):
        return silu(x)

class Softplus(Module):
    def forward(self, x):
        return softplus(x)

class ELU(Module):
    def __init__(self, alpha=1.0, inplace=False):
        self.alpha = alpha
    def forward(self, x):
        return elu(x, self.alpha)

class LeakyReLU(Module):
    def __init__(self, negative_slope=0.01, inplace=False):
        self.negative_slope = negative_slope
    def forward(self, x):
        return leaky_relu(x, self.negative_slope)

class Softmax(Module):
    def __init__(self, dim=-1):
        self.dim = dim
    def forward(self, x):
        return softmax(x, self.dim)

class LogSoftmax(Module):
    def __init__(self, dim=-1):
        self.dim = dim
    def forward(self, x):
        return log_softmax(x, self.dim)

class _Loss(Module):
    def __init__(self, reduction="mean"):
        self.reduction = reduction

class MSELoss(_Loss):
    def forward(self, a, target):
        return mse_loss(a, target, reduction=self.reduction)

class L1Loss(_Loss):
    def forward(self, a, target):
        return l1_loss(a, target, reduction=self.reduction)

class SmoothL1Loss(_Loss):
    def forward(self, a, target):
        return smooth_l1_loss(a, target, reduction=self.reduction)

class HuberLoss(_Loss):
    def forward(self, a, target):
        return huber_loss(a, target, reduction=self.reduction)

class BCELoss(_Loss):
    def forward(self, a, target):
        return bce(a, target, reduction=self.reduction)

class BCEWithLogitsLoss(_Loss):
    def forward(self, a, target):
        return bce_with_logits(a, target, reduction=self.reduction)

class NLLLoss(_Loss):
    def forward(self, a, target):
        return nll_loss(a, target, reduction=self.reduction)

class CrossEntropyLoss(_Loss):
    def forward(self, a, target):
        return cross_entropy(a, target, reduction=self.reduction)

class KLDivLoss(_Loss):
    def forward(self, a, target):
        return kl_div(a, target, reduction=self.reduction)
'''

_OPTIMIZERS = '''
class Optimizer:
    def zero_grad(self, set_to_none=True):
        for p in self.params:
            p.grad = None

class SGD(Optimizer):
    def __init__(self, params, lr=0.001, momentum=0.0, weight_decay=0.0, nesterov=False):
        self.params = list(params)
        self.lr, self.momentum, self.weight_decay, self.nesterov = lr, momentum, weight_decay, nesterov
        self.buffers = [None for p in self.params]
    def step(self):
        with no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                d = p.grad + self.weight_decay * p if self.weight_decay else p.grad
                if self.momentum:
                    before = self.buffers[i]
                    self.buffers[i] = 1.0 * d if before is None else self.momentum * before + d
                    d = d + self.momentum * self.buffers[i] if self.nesterov else self.buffers[i]
                p.data -= self.lr * d

class Adam(Optimizer):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.betas, self.eps, self.weight_decay, self.t = lr, betas, eps, weight_decay, 0
        self.decoupled = False
        self.m = [0.0 for p in self.params]
        self.v = [0.0 for p in self.params]
    def step(self):
        self.t = self.t + 1
        first, second = self.betas
        with no_grad():
            for i, p in enumerate(self.params):
                if p.grad is None:
                    continue
                d = p.grad
                if self.weight_decay and self.decoupled:
                    p.data -= self.lr * self.weight_decay * p
                elif self.weight_decay:
                    d = d + self.weight_decay * p
                self.m[i] = first * self.m[i] + (1 - first) * d
                self.v[i] = second * self.v[i] + (1 - second) * d * d
                size = sqrt(self.v[i]) / sqrt(1 - second**self.t) + self.eps
                p.data -= self.lr / (1 - first**self.t) * self.m[i] / size

class AdamW(Adam):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        super().__init__(params, lr, betas, eps, weight_decay)
        self.decoupled = True

class RMSprop(Optimizer):
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-8):
        self.params = list(params)
        self.lr, self.alpha, self.eps = lr, alpha, eps
        self.v = [0.0 for p in self.params]
    def step(self):
        with no_grad():
            for i, p in enumerate(self.params):
                if p.grad is not None:
                    self.v[i] = self.alpha * self.v[i] + (1 - self.alpha) * p.grad * p.grad
                    p.data -= self.lr * p.grad / (sqrt(self.v[i]) + self.eps)
'''

_MICROGRAD = '''
class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for i in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin
    def __call__(self, x):
        act = sum([wi * xi for wi, xi in zip(self.w, x)], self.b)
        return act.relu() if self.nonlin else act
    def parameters(self):
        return self.w + [self.b]

class Layer(Module):
    def __init__(self, nin, nout, nonlin=True):
        self.neurons = [Neuron(nin, nonlin) for i in range(nout)]
    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out
    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]

class MLP(Module):
    def __init__(self, nin, nouts):
        sizes = [nin] + list(nouts)
        self.layers = [Layer(sizes[i], sizes[i + 1], i != len(nouts) - 1) for i in range(len(nouts))]
    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0.0
'''


@cache
def prelude() -> Scope:
    """The names that the prelude defines."""
    scope = Scope()
    for text in (LOSSES, LAYERS, _MODULES, _OPTIMIZERS, _MICROGRAD):
        run = Run(read(text), {}, {}, scope, is_library=True)
        with np.errstate(all="ignore"):
            for statement in run.source.tree.body:
                execute(run, statement)
    # PyTorch calls the reduced losses what the op table calls the entry-by-entry ops.
    scope.names["functional"] = {
        "binary_cross_entropy": scope.names["bce"],
        "binary_cross_entropy_with_logits": scope.names["bce_with_logits"],
    }
    return scope
