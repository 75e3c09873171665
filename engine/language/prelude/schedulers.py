"""``torch.optim.lr_scheduler``: the learning rate as a function of the epoch."""

TEXT = """
class _Scheduler:
    def __init__(self, optimizer, last_epoch=-1):
        self.optimizer = optimizer
        self.base_lrs = [group["lr"] for group in optimizer.param_groups]
        self.last_epoch = 0
        self.put()
    def put(self):
        for group, base in zip(self.optimizer.param_groups, self.base_lrs):
            group["lr"] = self.rate(base, self.last_epoch)
    def step(self, epoch=None):
        self.last_epoch = self.last_epoch + 1
        self.put()
    def get_last_lr(self):
        return [group["lr"] for group in self.optimizer.param_groups]
    def state_dict(self):
        return {"last_epoch": self.last_epoch}

class StepLR(_Scheduler):
    def __init__(self, optimizer, step_size, gamma=0.1, last_epoch=-1):
        self.step_size, self.gamma = step_size, gamma
        super().__init__(optimizer)
    def rate(self, base, epoch):
        return base * self.gamma**(epoch // self.step_size)

class MultiStepLR(_Scheduler):
    def __init__(self, optimizer, milestones, gamma=0.1, last_epoch=-1):
        self.milestones, self.gamma = milestones, gamma
        super().__init__(optimizer)
    def rate(self, base, epoch):
        return base * self.gamma**len([one for one in self.milestones if one <= epoch])

class ExponentialLR(_Scheduler):
    def __init__(self, optimizer, gamma, last_epoch=-1):
        self.gamma = gamma
        super().__init__(optimizer)
    def rate(self, base, epoch):
        return base * self.gamma**epoch

class LambdaLR(_Scheduler):
    def __init__(self, optimizer, lr_lambda, last_epoch=-1):
        self.lr_lambda = lr_lambda
        super().__init__(optimizer)
    def rate(self, base, epoch):
        return base * self.lr_lambda(epoch)

class LinearLR(_Scheduler):
    def __init__(self, optimizer, start_factor=1/3, end_factor=1.0, total_iters=5, last_epoch=-1):
        self.start_factor, self.end_factor, self.total_iters = start_factor, end_factor, total_iters
        super().__init__(optimizer)
    def rate(self, base, epoch):
        way = min(epoch, self.total_iters) / self.total_iters
        return base * (self.start_factor + (self.end_factor - self.start_factor) * way)

class CosineAnnealingLR(_Scheduler):
    def __init__(self, optimizer, T_max, eta_min=0.0, last_epoch=-1):
        self.T_max, self.eta_min = T_max, eta_min
        super().__init__(optimizer)
    def rate(self, base, epoch):
        return self.eta_min + (base - self.eta_min) * (1 + cos(pi * epoch / self.T_max)) / 2

class ReduceLROnPlateau:
    def __init__(self, optimizer, mode="min", factor=0.1, patience=10, threshold=1e-4, min_lr=0):
        self.optimizer, self.mode, self.factor, self.patience = optimizer, mode, factor, patience
        self.threshold, self.min_lr, self.best, self.waited = threshold, min_lr, None, 0
    def step(self, metrics):
        value = float(metrics)
        better = self.best is None
        if not better:
            t = self.threshold
            better = value < self.best * (1 - t) if self.mode == "min" else value > self.best * (1 + t)
        if better:
            self.best, self.waited = value, 0
            return
        self.waited = self.waited + 1
        if self.waited > self.patience:
            self.waited = 0
            for group in self.optimizer.param_groups:
                group["lr"] = max([group["lr"] * self.factor, self.min_lr])
    def get_last_lr(self):
        return [group["lr"] for group in self.optimizer.param_groups]
"""
