"""What a request about training may say, and what its answers look like, as strict Pydantic models."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from app.answer_models import Entries, Number, Part
from app.request_models import Finite, Lang, Value

View = Literal["scalar", "array"]
Whole = int | Finite
"""A whole number; that it is one is for the engine to say, in words about its meaning."""


class Asked(BaseModel):
    """What all parts of a request have in common: exactly the fields that are named."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class DataRequest(Asked):
    """A data set drawn by its recipe, or in its place a person's own as CSV text: a sample a line, the target last."""

    set: str = Field("square", examples=["moons"])
    points: Whole | None = Field(None, description="How many samples to draw; else the recipe's own number.")
    noise: Finite | None = Field(None, description="Spread of the noise; else the recipe's own.")
    seed: Whole = 42
    csv: str | None = None


class LayerRequest(Asked):
    """A hidden layer."""

    neurons: Whole
    activation: str


class NetworkRequest(Asked):
    """A network of layers; it is written as a program, and ``start`` draws its first parameters."""

    hidden: list[LayerRequest] = Field(examples=[[{"neurons": 3, "activation": "relu"}]])
    loss: str = "squared_error"
    start: str = "course"
    start_seed: Whole | None = Field(None, description="When left out, the draws follow those of the data set.")


class RunRequest(Asked):
    """Everything that decides the numbers of a training: equal requests train alike, on any server."""

    data: DataRequest = Field(examples=[{"set": "square"}])
    test_share: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    network: NetworkRequest | None = Field(None, description="Needed unless there is a source.")
    source: str | None = Field(
        None, description="A program of one sample in place of the network's own; its output is the loss."
    )
    view: View = Field("array", description="Whose names the program takes from the network: of numbers, or of arrays.")
    parameters: dict[str, Value] = Field({}, description="First values by name; the others keep those of the start.")
    optimizer: str = "sgd"
    settings: dict[str, Finite] = Field({}, description='Of the optimizer, such as {"momentum": 0.9}.')
    learning_rate: Finite = 0.01
    epochs: Whole = 500
    batch_size: Whole | None = Field(1, description="Samples in an update; null for all.")
    shuffle: bool = False
    seed: Whole = Field(0, description="Decides the order of shuffled samples and the test samples.")
    lang: Lang | None = Field(None, description="Language of error sentences; else Accept-Language decides.")


class TrainRequest(RunRequest):
    """A training from one update to another.

    With the state of the frame at ``from_update`` it goes on from there; without, the updates before are made again.
    Either way it comes to the same numbers.
    """

    from_update: Annotated[int, Field(ge=0)] = 0
    state: str | None = Field(None, description="The `state` of the frame whose `update` is `from_update`.")
    to_update: Annotated[int, Field(ge=0)] | None = None


class MomentRequest(RunRequest):
    """One update of a training, counted from 1, and which sample of its batch is to be walked through.

    It is found from the state of a frame that is not after it, where one is sent along; else from the start.
    """

    update: int
    from_update: Annotated[int, Field(ge=0)] = 0
    state: str | None = Field(None, description="The `state` of the frame whose `update` is `from_update`.")
    sample: Annotated[int, Field(ge=0)] = 0
    shown: View = Field("scalar", description="The view of the network that is to be walked through.")


class StartsRequest(RunRequest):
    """The same training from several starts, drawn by the seeds 0, 1, 2, …"""

    count: Annotated[int, Field(ge=1, le=16)] = 16


class RunExportRequest(RunRequest):
    """A training, and the library of the script that is to make it again."""

    format: Literal["pytorch", "numpy"]


# --- answers ---------------------------------------------------------------------------------------------------------


class Truth(Part):
    """The function that the noise was added to."""

    x: list[float]
    y: list[float]


class Samples(Part):
    """The data, for drawing. ``test`` are the indices of the samples that are only tested on."""

    inputs: dict[str, list[float]]
    target: list[float]
    target_name: str
    classes: int = Field(description="0 where the target is a number.")
    test: list[int]
    truth: Truth | None


class Program(Part):
    """A program of one sample with its first parameters."""

    source: str
    parameters: dict[str, Entries]


class NetworkPrograms(Part):
    """A network in both views; ``names`` are those of its neurons, inputs first."""

    scalar: Program
    array: Program
    names: list[list[str]]


class LayerState(Part):
    """Rows of ``weights`` and entries of ``biases`` are neurons; gradients are means over the training samples."""

    weights: list[list[Number]]
    biases: list[Number]
    weight_gradients: list[list[Number]]
    bias_gradients: list[Number]


class CurveFit(Part):
    """Over one input: the prediction, and what each neuron of the last hidden layer adds to it."""

    kind: Literal["curve"]
    x: list[float]
    prediction: list[Number]
    parts: list[list[Number]]


class RegionFit(Part):
    """Over two inputs: a grid whose rows begin at the lowest y; ``confidence`` is 0 at a boundary, 1 at most."""

    kind: Literal["regions"]
    x: tuple[float, float]
    y: tuple[float, float]
    columns: int
    classes: list[int]
    confidence: list[float]


class Histogram(Part):
    """How many of the gradients of all samples towards the parameters of a layer lie between two edges."""

    layer: str
    edges: list[float]
    counts: list[int]


class Mark(Part):
    """A neuron that does no work of its own, and why: the catalogue says ``network.mark.<code>``.

    ``layer`` (0 is the first hidden one) and ``neuron`` are null in a program that is not the network's own.
    """

    name: str
    layer: int | None
    neuron: int | None
    code: str
    details: dict[str, Any]


class Frame(Part):
    """The state after ``update`` updates, with the epochs since the frame before: number, loss, test loss.

    The loss of epoch 0 is the mean over the training samples before the first update. That of each other epoch is the
    mean of the losses on its way, each taken just before the update that it drives.
    """

    event: Literal["frame"]
    update: int
    losses: list[tuple[int, Number, Number | None]]
    layers: list[LayerState] | None
    fit: CurveFit | RegionFit | None
    histogram: list[Histogram]
    neurons: list[Mark]
    state: str | None = Field(None, description="Where a training stands, to go on from there; null in a replay.")


class Start(Part):
    """What is trained, and the state before the first update. ``names`` are those of the neurons, inputs first."""

    event: Literal["start"]
    source: str
    names: list[list[str]] | None
    shapes: dict[str, list[int]]
    updates: int
    updates_per_epoch: int
    samples: int
    data: Samples
    frame: Frame


class Diverged(Part):
    """The update after which the loss, or the parameter ``name``, was no longer finite."""

    epoch: int
    update: int
    reason: Literal["loss", "parameter", "optimizer"]
    name: str | None


class End(Part):
    """Why the stream ends, and at which update."""

    event: Literal["end"]
    reason: Literal["done", "diverged", "out_of_time"]
    update: int
    seconds: float
    parameters: dict[str, Entries]
    divergence: Diverged | None


class TrainLine(RootModel[Annotated[Start | Frame | End, Field(discriminator="event")]]):
    """A line of the stream."""


class SampleValues(Part):
    """A sample of a batch: its place in the data, and its values by the names of the program that is shown."""

    index: int
    values: dict[str, Entries]


class Change(Part):
    """What an update did to a parameter; ``state`` is what the optimizer remembers after it."""

    name: str
    before: Entries
    gradient: Entries
    state: dict[str, Entries]
    after: Entries


class Moment(Part):
    """One update. ``source``, ``values`` and ``roles`` are for /api/trace.

    ``is_plain`` tells that the update step of that trace is the one of the training: one sample, plain descent.
    """

    update: int
    epoch: int
    samples: list[SampleValues]
    source: str
    values: dict[str, Entries]
    roles: dict[str, Literal["input", "parameter"]]
    is_plain: bool
    changes: list[Change]
    frame: Frame


class Tried(Part):
    """Where the training from one start ended."""

    event: Literal["tried"]
    seed: int
    first: Number
    loss: Number
    diverged: bool
