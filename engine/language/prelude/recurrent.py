"""Recurrent layers and cells, unrolled over time."""

TEXT = """
class _Cell(Module):
    gates = 1
    def __init__(self, input_size, hidden_size, bias=True):
        self.input_size, self.hidden_size = input_size, hidden_size
        k = 1 / sqrt(hidden_size)
        rows = self.gates * hidden_size
        self.weight_ih = Parameter(random_uniform(-k, k, (rows, input_size)))
        self.weight_hh = Parameter(random_uniform(-k, k, (rows, hidden_size)))
        self.bias_ih = Parameter(random_uniform(-k, k, (rows,))) if bias else None
        self.bias_hh = Parameter(random_uniform(-k, k, (rows,))) if bias else None
    def start(self, input):
        return zeros(*input.shape[:-1], self.hidden_size)
    def extra_repr(self):
        return f"{self.input_size}, {self.hidden_size}"

def _rnn_step(x, h, w_ih, w_hh, b_ih, b_hh, nonlinearity):
    z = linear(x, w_ih, b_ih) + linear(h, w_hh, b_hh)
    return relu(z) if nonlinearity == "relu" else tanh(z)

def _lstm_step(x, h, c, w_ih, w_hh, b_ih, b_hh):
    i, f, g, o = (linear(x, w_ih, b_ih) + linear(h, w_hh, b_hh)).chunk(4, -1)
    c = sigmoid(f) * c + sigmoid(i) * tanh(g)
    return sigmoid(o) * tanh(c), c

def _gru_step(x, h, w_ih, w_hh, b_ih, b_hh):
    r_x, z_x, n_x = linear(x, w_ih, b_ih).chunk(3, -1)
    r_h, z_h, n_h = linear(h, w_hh, b_hh).chunk(3, -1)
    r = sigmoid(r_x + r_h)
    z = sigmoid(z_x + z_h)
    n = tanh(n_x + r * n_h)
    return (1 - z) * n + z * h

class RNNCell(_Cell):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh"):
        super().__init__(input_size, hidden_size, bias)
        self.nonlinearity = nonlinearity
    def forward(self, input, hx=None):
        h = self.start(input) if hx is None else hx
        return _rnn_step(input, h, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh, self.nonlinearity)

class LSTMCell(_Cell):
    gates = 4
    def forward(self, input, hx=None):
        h, c = (self.start(input), self.start(input)) if hx is None else hx
        return _lstm_step(input, h, c, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)

class GRUCell(_Cell):
    gates = 3
    def forward(self, input, hx=None):
        h = self.start(input) if hx is None else hx
        return _gru_step(input, h, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)

class _Recurrent(Module):
    gates = 1
    def __init__(
        self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False
    ):
        assert not bidirectional, "bidirectional is not supported here"
        self.input_size, self.hidden_size, self.num_layers = input_size, hidden_size, num_layers
        self.batch_first, self.has_bias = batch_first, bias
        k = 1 / sqrt(hidden_size)
        rows = self.gates * hidden_size
        for layer in range(num_layers):
            columns = input_size if layer == 0 else hidden_size
            setattr(self, f"weight_ih_l{layer}", Parameter(random_uniform(-k, k, (rows, columns))))
            setattr(self, f"weight_hh_l{layer}", Parameter(random_uniform(-k, k, (rows, hidden_size))))
            if bias:
                setattr(self, f"bias_ih_l{layer}", Parameter(random_uniform(-k, k, (rows,))))
                setattr(self, f"bias_hh_l{layer}", Parameter(random_uniform(-k, k, (rows,))))
    def weights(self, layer):
        names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] if self.has_bias else ["weight_ih", "weight_hh"]
        found = [getattr(self, f"{name}_l{layer}") for name in names]
        return found if self.has_bias else found + [None, None]
    def start(self, xs):
        batch = () if xs.ndim == 2 else (xs.shape[1],)
        return zeros(self.num_layers, *batch, self.hidden_size)
    def through(self, input, states):
        xs = input.transpose(0, 1) if self.batch_first and input.ndim == 3 else input
        if states is None:
            states = self.first(xs)
        lasts = []
        for layer in range(self.num_layers):
            state = self.of_layer(states, layer)
            weights = self.weights(layer)
            outputs = []
            for x in xs:
                state = self.step(x, state, weights)
                outputs.append(state[0] if isinstance(state, tuple) else state)
            xs = stack(outputs)
            lasts.append(state)
        output = xs.transpose(0, 1) if self.batch_first and input.ndim == 3 else xs
        return output, lasts
    def first(self, xs):
        return self.start(xs)
    def of_layer(self, states, layer):
        return states[layer]
    def forward(self, input, hx=None):
        output, lasts = self.through(input, hx)
        return output, stack(lasts)
    def extra_repr(self):
        return f"{self.input_size}, {self.hidden_size}" + (", batch_first=True" if self.batch_first else "")

class RNN(_Recurrent):
    def __init__(
        self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False, dropout=0.0,
        bidirectional=False,
    ):
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)
        self.nonlinearity = nonlinearity
    def step(self, x, h, weights):
        return _rnn_step(x, h, *weights, self.nonlinearity)

class GRU(_Recurrent):
    gates = 3
    def step(self, x, h, weights):
        return _gru_step(x, h, *weights)

class LSTM(_Recurrent):
    gates = 4
    def first(self, xs):
        return self.start(xs), self.start(xs)
    def of_layer(self, states, layer):
        return states[0][layer], states[1][layer]
    def step(self, x, state, weights):
        return _lstm_step(x, *state, *weights)
    def forward(self, input, hx=None):
        output, lasts = self.through(input, hx)
        return output, (stack([h for h, c in lasts]), stack([c for h, c in lasts]))
"""
