"""``nn.Module`` and the modules that hold others."""

TEXT = """
class Module:
    training = True
    _buffers = ()
    def parameters(self, recurse=True):
        return [p for name, p in named_parameters_of(self)]
    def named_parameters(self, prefix="", recurse=True):
        return named_parameters_of(self, prefix + "." if prefix else "")
    def children(self):
        return [child for name, child in named_children_of(self)]
    def named_children(self):
        return named_children_of(self)
    def modules(self):
        return [module for name, module in named_modules_of(self)]
    def named_modules(self):
        return named_modules_of(self)
    def zero_grad(self, set_to_none=True):
        for p in self.parameters():
            p.grad = None if set_to_none or p.grad is None else zeros_like(p)
    def requires_grad_(self, requires_grad=True):
        for p in self.parameters():
            p.requires_grad = requires_grad
        return self
    def train(self, mode=True):
        for module in self.modules():
            module.training = mode
        return self
    def eval(self):
        return self.train(False)
    def to(self, *where, **how):
        return self
    def cuda(self, device=None):
        return self
    def cpu(self):
        return self
    def double(self):
        return self
    def float(self):
        return self
    def half(self):
        return self
    def apply(self, fn):
        for child in self.children():
            child.apply(fn)
        fn(self)
        return self
    def state_dict(self):
        return {name: value.detach().clone() for name, value in named_tensors_of(self)}
    def load_state_dict(self, state_dict, strict=True):
        for name, value in named_tensors_of(self):
            if name in state_dict:
                set_data(value, state_dict[name])
    def register_buffer(self, name, tensor, persistent=True):
        setattr(self, name, tensor)
        self._buffers = [*self._buffers, name]
    def register_parameter(self, name, param):
        setattr(self, name, param)
    def add_module(self, name, module):
        setattr(self, name, module)
    def register_module(self, name, module):
        setattr(self, name, module)
    def __repr__(self):
        return module_text(self)

class Sequential(Module):
    def __init__(self, *modules):
        if len(modules) == 1 and isinstance(modules[0], dict):
            self._modules = {**modules[0]}
        else:
            self._modules = {str(i): module for i, module in enumerate(modules)}
    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input
    def append(self, module):
        self._modules = {**self._modules, str(len(self._modules)): module}
        return self
    def add_module(self, name, module):
        self._modules = {**self._modules, name: module}
    def __getattr__(self, name):
        if name in self._modules:
            return self._modules[name]
        raise AttributeError("Sequential has no module " + name)
    def __getitem__(self, index):
        modules = list(self._modules.values())[index]
        return Sequential(*modules) if isinstance(index, slice) else modules
    def __len__(self):
        return len(self._modules)
    def __iter__(self):
        return iter(list(self._modules.values()))

class ModuleList(Module):
    def __init__(self, modules=()):
        self._modules = {str(i): module for i, module in enumerate(modules)}
    def append(self, module):
        self._modules = {**self._modules, str(len(self._modules)): module}
        return self
    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self
    def __getitem__(self, index):
        modules = list(self._modules.values())[index]
        return ModuleList(modules) if isinstance(index, slice) else modules
    def __len__(self):
        return len(self._modules)
    def __iter__(self):
        return iter(list(self._modules.values()))

class ModuleDict(Module):
    def __init__(self, modules=()):
        self._modules = dict(modules)
    def __getitem__(self, key):
        return self._modules[key]
    def __setitem__(self, key, module):
        self._modules = {**self._modules, key: module}
    def __getattr__(self, name):
        if name in self._modules:
            return self._modules[name]
        raise AttributeError("ModuleDict has no module " + name)
    def __len__(self):
        return len(self._modules)
    def __iter__(self):
        return iter(list(self._modules))
    def __contains__(self, key):
        return key in self._modules
    def keys(self):
        return self._modules.keys()
    def items(self):
        return self._modules.items()
    def values(self):
        return self._modules.values()

class ParameterList(Module):
    def __init__(self, values=()):
        for i, value in enumerate(values):
            setattr(self, str(i), value if isinstance(value, Parameter) else Parameter(value))
        self._count = len(values)
    def append(self, value):
        setattr(self, str(self._count), value)
        self._count = self._count + 1
        return self
    def __getitem__(self, index):
        return getattr(self, str(index))
    def __len__(self):
        return self._count
    def __iter__(self):
        return iter([getattr(self, str(i)) for i in range(self._count)])

class ParameterDict(Module):
    def __init__(self, values=()):
        self._keys = list(dict(values))
        for key, value in dict(values).items():
            setattr(self, key, value if isinstance(value, Parameter) else Parameter(value))
    def __getitem__(self, key):
        return getattr(self, key)
    def __setitem__(self, key, value):
        self._keys = [*self._keys, key]
        setattr(self, key, value)
    def keys(self):
        return self._keys
    def items(self):
        return [(key, getattr(self, key)) for key in self._keys]
    def values(self):
        return [getattr(self, key) for key in self._keys]

class Identity(Module):
    def __init__(self, *ignored, **ignored_too):
        pass
    def forward(self, input):
        return input
"""
