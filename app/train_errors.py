"""What is wrong with a request about training, with the field that it is about."""

from app.errors import Problem, of_program
from engine.errors import EngineError

FIELDS = {
    "learning_rate": "learning_rate",
    "epochs": "epochs",
    "too_many_updates": "epochs",
    "training_too_long": "epochs",
    "batch_size": "batch_size",
    "seed": "seed",
    "unknown_optimizer": "optimizer",
    "unknown_setting": "settings",
    "bad_setting": "settings",
    "unknown_dataset": "data.set",
    "points": "data.points",
    "noise": "data.noise",
    "csv_cell": "data.csv",
    "csv_width": "data.csv",
    "csv_name": "data.csv",
    "no_data": "data.csv",
    "too_much_data": "data.csv",
    "data_not_finite": "data.csv",
    "network_inputs": "data.csv",
    "label_out_of_range": "network.loss",
    "network_size": "network.hidden",
    "parameter_not_finite": "parameters",
    "no_such_update": "update",
    "no_whole_epoch": "learning_rate",
    "rounding_decides": "learning_rate",
}
"""The field of a request that an error of the engine is about, by its code; the others are about the program."""


_PARTS = {"loss": "network.loss", "start": "network.start", "activation": "network.hidden"}
"""The field for each part of a network that can have a name of its own."""


def of_training(error: EngineError, source: str) -> Problem:
    """The engine's error about a training whose program is ``source``."""
    problem = of_program(error, source)
    field = error.details.get("field", FIELDS.get(error.code, "source"))
    if error.code == "network_part":
        field = _PARTS.get(str(error.details["what"]), "network")
    return Problem(problem.code, {**problem.details, "field": field}, problem.position)
