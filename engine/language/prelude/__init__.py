"""The part of the library that is written in the language itself: layers, losses, optimizers, exceptions.

These are PyTorch's, Python's and micrograd's own definitions; in the picture each call is a group that can be
opened. Every module here holds texts and the library whose members they become.
"""

from functools import cache

import numpy as np

from engine.language.execution import execute
from engine.language.functional import LAYERS, LOSSES
from engine.language.prelude import (
    activations,
    data,
    exceptions,
    functional,
    initialisation,
    layers,
    losses,
    micrograd,
    modules,
    numpy_objects,
    optimizers,
    recurrent,
    schedulers,
    utilities,
)
from engine.language.run import Run
from engine.language.source import read
from engine.language.values import Scope

_TEXTS = (
    ("", exceptions.TEXT),
    ("enum", exceptions.ENUM),
    ("np", numpy_objects.TEXT),
    ("torch.nn.functional", LOSSES),
    ("torch.nn.functional", LAYERS),
    ("torch.nn.functional", functional.TEXT),
    ("torch.nn", modules.TEXT),
    ("torch.nn", activations.TEXT),
    ("torch.nn", layers.TEXT),
    ("torch.nn", layers.NORMALISATIONS),
    ("torch.nn", recurrent.TEXT),
    ("torch.nn", losses.CLASSES),
    ("torch.nn.init", initialisation.TEXT),
    ("torch.nn.utils", utilities.TEXT),
    ("torch.autograd", utilities.FUNCTION),
    ("torch.optim", optimizers.TEXT),
    ("torch.optim.lr_scheduler", schedulers.TEXT),
    ("torch.utils.data", data.TEXT),
)


@cache
def prelude() -> Scope:
    """The names that the prelude defines, and in ``libraries`` which of them are members of which library."""
    scope = Scope()
    for library, text in _TEXTS:
        scope.libraries.setdefault(library, {}).update(_defined(text, scope))
    # PyTorch calls the reduced losses what the op table calls the entry-by-entry ops.
    scope.libraries["torch.nn.functional"].update(
        binary_cross_entropy=scope.names["bce"], binary_cross_entropy_with_logits=scope.names["bce_with_logits"]
    )
    functions = scope.libraries["torch.nn.functional"]
    scope.libraries["torch"] = {name: function for name, function in functions.items() if not name.startswith("_")}
    scope.libraries["micrograd.nn"] = _defined(micrograd.TEXT, Scope(parent=scope))
    scope.names.update({name: scope.libraries["micrograd.nn"][name] for name in ("Neuron", "Layer", "MLP")})
    return scope


def _defined(text: str, scope: Scope) -> dict[str, object]:
    """What a text defines, which it adds to ``scope``."""
    before = dict(scope.names)
    run = Run(read(text), {}, {}, scope, is_library=True)
    with np.errstate(all="ignore"):
        for statement in run.source.tree.body:
            execute(run, statement)
    return {name: value for name, value in scope.names.items() if value is not before.get(name)}
