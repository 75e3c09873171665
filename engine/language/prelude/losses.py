"""Losses as modules; the functions that they call are in ``language.functional``."""

_LOSSES: dict[str, tuple[str, str, dict[str, object]]] = {
    "MSELoss": ("mse_loss", "input, target", {}),
    "L1Loss": ("l1_loss", "input, target", {}),
    "SmoothL1Loss": ("smooth_l1_loss", "input, target", {"beta": 1.0}),
    "HuberLoss": ("huber_loss", "input, target", {"delta": 1.0}),
    "BCELoss": ("bce", "input, target", {"weight": None}),
    "BCEWithLogitsLoss": ("bce_with_logits", "input, target", {"weight": None, "pos_weight": None}),
    "NLLLoss": ("nll_loss", "input, target", {"weight": None, "ignore_index": -100}),
    "CrossEntropyLoss": (
        "cross_entropy",
        "input, target",
        {"weight": None, "ignore_index": -100, "label_smoothing": 0.0},
    ),
    "KLDivLoss": ("kl_div", "input, target", {"log_target": False}),
    "HingeEmbeddingLoss": ("hinge_embedding_loss", "input, target", {"margin": 1.0}),
    "MarginRankingLoss": ("margin_ranking_loss", "input1, input2, target", {"margin": 0.0}),
    "SoftMarginLoss": ("soft_margin_loss", "input, target", {}),
    "CosineEmbeddingLoss": ("cosine_embedding_loss", "input1, input2, target", {"margin": 0.0}),
    "TripletMarginLoss": ("triplet_margin_loss", "anchor, positive, negative", {"margin": 1.0, "p": 2.0, "eps": 1e-6}),
    "PoissonNLLLoss": ("poisson_nll_loss", "input, target", {"log_input": True, "full": False, "eps": 1e-8}),
    "GaussianNLLLoss": ("gaussian_nll_loss", "input, target, var", {"full": False, "eps": 1e-6}),
}
"""The modules of losses: their function, what ``forward`` takes, and what they remember of it."""


def _class(name: str) -> str:
    function, operands, settings = _LOSSES[name]
    parameters = "".join(f", {key}={value!r}" for key, value in settings.items())
    stored = "".join(f"        self.{key} = {key}\n" for key in settings)
    passed = "".join(f", {key}=self.{key}" for key in settings)
    return (
        f"class {name}(Module):\n"
        f"    def __init__(self{parameters}, size_average=None, reduce=None, reduction='mean'):\n"
        f"{stored}        self.reduction = reduction\n"
        f"    def forward(self, {operands}):\n"
        f"        return {function}({operands}{passed}, reduction=self.reduction)\n"
    )


CLASSES = "\n".join(map(_class, _LOSSES))
