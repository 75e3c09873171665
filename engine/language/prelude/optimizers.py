"""``torch.optim``."""

TEXT = """
class Optimizer:
    def __init__(self, params, defaults):
        given = list(params) if isinstance(params, (list, tuple)) else [params]
        groups = given if given and isinstance(given[0], dict) else [{"params": given}]
        self.defaults = defaults
        self.param_groups = []
        for group in groups:
            self.add_param_group(group)
        self.state = {}
    def add_param_group(self, group):
        members = group["params"]
        members = list(members) if isinstance(members, (list, tuple)) else [members]
        self.param_groups.append({**self.defaults, **group, "params": members})
    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            for p in group["params"]:
                p.grad = None if set_to_none or p.grad is None else zeros_like(p)
    def step(self, closure=None):
        loss = None if closure is None else closure()
        with no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        if p not in self.state:
                            self.state[p] = {}
                        self.change(p, p.grad, group, self.state[p])
        return loss
    def state_dict(self):
        return {"state": self.state, "param_groups": self.param_groups}
    def load_state_dict(self, state_dict):
        self.state = state_dict["state"]

class SGD(Optimizer):
    def __init__(self, params, lr=0.001, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, maximize=False):
        super().__init__(params, dict(
            lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov,
            maximize=maximize,
        ))
    def change(self, p, g, group, state):
        d = -g if group["maximize"] else g
        if group["weight_decay"]:
            d = d + group["weight_decay"] * p
        if group["momentum"]:
            before = state.get("momentum_buffer")
            fresh = (1 - group["dampening"]) * d
            state["momentum_buffer"] = 1.0 * d if before is None else group["momentum"] * before + fresh
            d = d + group["momentum"] * state["momentum_buffer"] if group["nesterov"] else state["momentum_buffer"]
        p.data -= group["lr"] * d

class Adam(Optimizer):
    is_decoupled = False
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, amsgrad=False):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay))
    def change(self, p, g, group, state):
        first, second = group["betas"]
        decay = group["weight_decay"]
        if decay and self.is_decoupled:
            p.data -= group["lr"] * decay * p
        elif decay:
            g = g + decay * p
        t = state["step"] = state.get("step", 0) + 1
        m = state["exp_avg"] = first * state.get("exp_avg", 0.0) + (1 - first) * g
        v = state["exp_avg_sq"] = second * state.get("exp_avg_sq", 0.0) + (1 - second) * g * g
        size = sqrt(v) / sqrt(1 - second**t) + group["eps"]
        p.data -= group["lr"] / (1 - first**t) * m / size

class AdamW(Adam):
    is_decoupled = True
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, amsgrad=False):
        super().__init__(params, lr, betas, eps, weight_decay)

class Adamax(Optimizer):
    def __init__(self, params, lr=0.002, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay))
    def change(self, p, g, group, state):
        first, second = group["betas"]
        if group["weight_decay"]:
            g = g + group["weight_decay"] * p
        t = state["step"] = state.get("step", 0) + 1
        m = state["exp_avg"] = first * state.get("exp_avg", 0.0) + (1 - first) * g
        u = state["exp_inf"] = maximum(second * state.get("exp_inf", 0.0), abs(g) + group["eps"])
        p.data -= group["lr"] / (1 - first**t) * m / u

class Adagrad(Optimizer):
    def __init__(self, params, lr=0.01, lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10):
        super().__init__(params, dict(
            lr=lr, lr_decay=lr_decay, weight_decay=weight_decay, start=initial_accumulator_value, eps=eps,
        ))
    def change(self, p, g, group, state):
        if group["weight_decay"]:
            g = g + group["weight_decay"] * p
        t = state["step"] = state.get("step", 0) + 1
        s = state["sum"] = state.get("sum", group["start"]) + g * g
        p.data -= group["lr"] / (1 + (t - 1) * group["lr_decay"]) * g / (sqrt(s) + group["eps"])

class Adadelta(Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay))
    def change(self, p, g, group, state):
        rho, eps = group["rho"], group["eps"]
        if group["weight_decay"]:
            g = g + group["weight_decay"] * p
        v = state["square_avg"] = rho * state.get("square_avg", 0.0) + (1 - rho) * g * g
        before = state.get("acc_delta", 0.0)
        d = sqrt(before + eps) / sqrt(v + eps) * g
        state["acc_delta"] = rho * before + (1 - rho) * d * d
        p.data -= group["lr"] * d

class RMSprop(Optimizer):
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False):
        super().__init__(params, dict(
            lr=lr, alpha=alpha, eps=eps, weight_decay=weight_decay, momentum=momentum, centered=centered,
        ))
    def change(self, p, g, group, state):
        alpha = group["alpha"]
        if group["weight_decay"]:
            g = g + group["weight_decay"] * p
        v = state["square_avg"] = alpha * state.get("square_avg", 0.0) + (1 - alpha) * g * g
        if group["centered"]:
            m = state["grad_avg"] = alpha * state.get("grad_avg", 0.0) + (1 - alpha) * g
            v = v - m * m
        d = g / (sqrt(v) + group["eps"])
        if group["momentum"]:
            d = state["momentum_buffer"] = group["momentum"] * state.get("momentum_buffer", 0.0) + d
        p.data -= group["lr"] * d
"""
