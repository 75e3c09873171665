"""What cannot be done with arrays: the reason by its code, the place, marked ⟦so⟧, and nothing built first."""

import tracemalloc

import pytest

import engine
from engine.errors import describe

NUMPY = "import numpy as np\n"
TORCH = "import torch\nimport torch.nn.functional as F\n"
A = "A = np.array([[1., 2.], [3., 4.], [5., 6.]])\n"
V = "v = np.array([1., 2., 3.])\n"

SHAPES = {
    "inner sizes": ("inner_sizes", NUMPY + A + V + "y = ⟦A @ v⟧"),
    "inner sizes of stacks": ("inner_sizes", NUMPY + "y = ⟦np.ones((2, 2, 3)) @ np.ones((2, 2, 3))⟧"),
    "no matrix": ("matmul_of_scalars", NUMPY + V + "y = ⟦v @ 3.0⟧"),
    "broadcast": ("shapes_do_not_fit", NUMPY + A + V + "y = ⟦A + v⟧"),
    "broadcast in a function": ("shapes_do_not_fit", NUMPY + A + V + "y = ⟦np.maximum(A, v)⟧"),
    "broadcast in a loss": ("shapes_do_not_fit", TORCH + "y = ⟦F.mse_loss(torch.ones(3), torch.ones(2))⟧"),
    "dot of stacks": ("shapes_do_not_fit", NUMPY + "y = ⟦np.dot(np.ones((2, 3)), np.ones((2, 2, 3)))⟧"),
    "concatenation": ("shapes_do_not_fit", NUMPY + A + V + "y = ⟦np.concatenate([A, v])⟧"),
    "stack": ("shapes_do_not_fit", NUMPY + A + V + "y = ⟦np.stack([A, v])⟧"),
    "nothing to stack": ("nothing_to_join", NUMPY + "y = ⟦np.stack([])⟧"),
    "einsum": ("shapes_do_not_fit", NUMPY + A + V + "y = ⟦np.einsum('ij,j->i', A, v)⟧"),
    "solve": ("shapes_do_not_fit", NUMPY + V + "y = ⟦np.linalg.solve(np.eye(2), v)⟧"),
    "cross": ("shapes_do_not_fit", NUMPY + V + "y = ⟦np.cross(v, np.ones(2))⟧"),
    "conv2d": ("shapes_do_not_fit", TORCH + "y = ⟦F.conv2d(torch.ones(1, 2, 3, 3), torch.ones(1, 1, 2, 2))⟧"),
    "a list with holes": ("ragged_lengths", NUMPY + "y = ⟦np.array([[1, 2], [3]])⟧"),
    "an entry": ("unfit_shape", NUMPY + A + "⟦A[0] = np.ones(3)⟧\ny = A.sum()"),
    "in place": ("unfit_shape", TORCH + "x = torch.zeros(3)\n⟦x += torch.ones(2, 3)⟧\ny = x.sum()"),
    "reshape": ("cannot_reshape", NUMPY + A + "y = ⟦A.reshape(4, 2)⟧"),
    "reshape with two open sizes": ("cannot_reshape", NUMPY + A + "y = ⟦A.reshape(-1, -1)⟧"),
    "reshape to five dimensions": ("too_many_dimensions", NUMPY + A + "y = ⟦A.reshape(1, 1, 1, 3, 2)⟧"),
    "squeeze": ("cannot_squeeze", NUMPY + A + "y = ⟦np.squeeze(A, axis=0)⟧"),
    "expand": ("cannot_expand", NUMPY + V + "y = ⟦np.broadcast_to(v, (3, 2))⟧"),
    "split": ("cannot_split", NUMPY + V + "y = ⟦np.split(v, 2)⟧[0]"),
    "split by sizes": ("cannot_split", TORCH + "y = ⟦torch.split(torch.ones(3), [1, 1])⟧[0]"),
    "pad": ("bad_margins", NUMPY + V + "y = ⟦np.pad(v, ((1, 1), (2, 2)))⟧"),
    "pad by less than nothing": ("bad_margins", NUMPY + V + "y = ⟦np.pad(v, -1)⟧"),
    "an array of a scalar": ("output_not_scalar", NUMPY + V + "y = ⟦v * 2⟧"),
}
AXES = {
    "sum": ("no_such_axis", NUMPY + A + "y = ⟦A.sum(axis=2)⟧"),
    "from the end": ("no_such_axis", NUMPY + A + "y = ⟦A.mean(axis=-3)⟧"),
    "of several": ("no_such_axis", NUMPY + A + "y = ⟦np.max(A, axis=(0, 2))⟧"),
    "softmax": ("no_such_axis", TORCH + "y = ⟦F.softmax(torch.ones(3), dim=1)⟧"),
    "stack": ("no_such_axis", NUMPY + V + "y = ⟦np.stack([v, v], axis=3)⟧"),
    "concatenate": ("no_such_axis", NUMPY + V + "y = ⟦np.concatenate([v, v], axis=1)⟧"),
    "unsqueeze": ("no_such_axis", TORCH + "y = ⟦torch.ones(3).unsqueeze(3)⟧"),
    "twice": ("bad_axes", NUMPY + A + "y = ⟦A.sum(axis=(0, 0))⟧"),
    "twice, counted from both ends": ("bad_axes", NUMPY + A + "y = ⟦A.sum(axis=(0, -2))⟧"),
    "an order that is none": ("bad_axes", NUMPY + A + "y = ⟦A.transpose(0, 0)⟧"),
    "an order too short": ("bad_axes", NUMPY + A + "y = ⟦np.transpose(A, (0,))⟧"),
    "half an axis": ("not_whole", NUMPY + A + "y = ⟦A.sum(axis=0.5)⟧"),
}
BOMBS = {
    "zeros": ("array_too_large", NUMPY + "y = ⟦np.zeros((10**9,))⟧"),
    "zeros in two dimensions": ("array_too_large", NUMPY + "y = ⟦np.zeros((10**5, 10**5))⟧"),
    "many dimensions": ("too_many_dimensions", NUMPY + "y = ⟦np.zeros((1,) * 50)⟧"),
    "arange": ("array_too_large", NUMPY + "y = ⟦np.arange(10**12)⟧"),
    "linspace": ("array_too_large", NUMPY + "y = ⟦np.linspace(0, 1, 10**9)⟧"),
    "eye": ("array_too_large", NUMPY + "y = ⟦np.eye(10**5)⟧"),
    "random": ("array_too_large", NUMPY + "y = ⟦np.random.randn(10**5, 10**5)⟧"),
    "broadcast": ("array_too_large", NUMPY + "a = np.ones((1000, 1))\nb = np.ones((1, 1000))\ny = ⟦a + b⟧"),
    "broadcast of large ones": ("array_too_large", NUMPY + "y = ⟦np.zeros((20000, 1))⟧ + np.zeros((1, 20000))"),
    "broadcast_to": ("array_too_large", NUMPY + "y = ⟦np.broadcast_to(np.ones(1), (10**9,))⟧"),
    "expand": ("array_too_large", TORCH + "y = ⟦torch.ones(1).expand(10**9)⟧"),
    "outer": ("array_too_large", NUMPY + "a = np.ones(1000)\ny = ⟦np.outer(a, a)⟧"),
    "matrix product": ("array_too_large", NUMPY + "a = np.ones((1000, 1))\ny = ⟦a @ a.T⟧"),
    "einsum": ("array_too_large", NUMPY + "a = np.ones(1000)\ny = ⟦np.einsum('i,j->ij', a, a)⟧"),
    "kron": ("array_too_large", NUMPY + "a = np.ones((30, 30))\ny = ⟦np.kron(a, a)⟧"),
    "repeat": ("array_too_large", NUMPY + "y = ⟦np.repeat(np.ones(3), 10**9)⟧"),
    "tile": ("array_too_large", NUMPY + "y = ⟦np.tile(np.ones(3), (10**6, 10**6))⟧"),
    "repeat of a tensor": ("array_too_large", TORCH + "y = ⟦torch.ones(3).repeat(10**9)⟧"),
    "pad": ("array_too_large", NUMPY + "y = ⟦np.pad(np.ones(3), 10**9)⟧"),
    "diag": ("array_too_large", NUMPY + "y = ⟦np.diag(np.ones(1000))⟧"),
    "diag far out": ("array_too_large", NUMPY + "y = ⟦np.diag(np.ones(3), 10**9)⟧"),
    "meshgrid": ("array_too_large", NUMPY + "a = np.ones(1000)\ny = ⟦np.meshgrid(a, a)⟧[0]"),
    "concatenate": ("array_too_large", NUMPY + "y = ⟦np.concatenate([np.ones(1000)] * 1000)⟧"),
    "stack": ("array_too_large", NUMPY + "y = ⟦np.stack([np.ones(1000)] * 1000)⟧"),
    "one_hot": ("array_too_large", TORCH + "y = ⟦F.one_hot(torch.tensor([1, 2]), 10**9)⟧"),
    "tril_indices": ("array_too_large", NUMPY + "y = ⟦np.tril_indices(10**5)⟧[0]"),
    "windows": ("array_too_large", TORCH + "y = ⟦torch.ones(1000).unfold(0, 500, 1)⟧"),
    "many windows": ("too_much_work", TORCH + "y = ⟦F.avg_pool2d(torch.ones(1, 1, 9, 9), 40, 1, 20)⟧"),
    "padded windows": ("too_much_work", TORCH + "y = ⟦F.avg_pool2d(torch.ones(1, 1, 9, 9), 999, padding=499)⟧"),
    "list": ("list_too_long", "y = ⟦[0] * 10**9⟧"),
    "many arrays": ("too_many_entries", NUMPY + "x = np.ones(1000)\nfor i in range(30):\n    x = ⟦x * 2⟧\ny = x.sum()"),
}
INDICES = {
    "beyond the end": ("bad_index", NUMPY + V + "y = ⟦v[3]⟧"),
    "before the start": ("bad_index", NUMPY + V + "y = ⟦v[-4]⟧"),
    "too many": ("bad_index", NUMPY + V + "y = ⟦v[0, 0]⟧"),
    "of a scalar": ("bad_index", NUMPY + V + "s = v.sum()\ny = ⟦s[0]⟧"),
    "half": ("not_whole", NUMPY + V + "y = ⟦v[0.5]⟧"),
    "halves": ("index_not_whole", NUMPY + V + "y = ⟦v[np.array([0.5, 1])]⟧"),
    "an array beyond the end": ("bad_index", NUMPY + V + "y = ⟦v[[0, 5]]⟧"),
    "arrays that do not fit": ("bad_index", NUMPY + A + "y = ⟦A[[0, 1, 2], [0, 1]]⟧"),
    "a mask of another size": ("bad_index", NUMPY + V + "y = ⟦v[np.ones(2) > 0]⟧"),
    "take": ("bad_index", NUMPY + V + "y = ⟦np.take(v, [7])⟧"),
    "gather": ("index_beyond", TORCH + "y = ⟦torch.ones(1, 2).gather(1, torch.tensor([[2]]))⟧"),
    "topk": ("index_beyond", TORCH + "y = ⟦torch.topk(torch.ones(2), 3)⟧.values"),
    "a label": ("label_out_of_range", TORCH + "y = ⟦F.one_hot(torch.tensor([5]), 3)⟧"),
}
FUNCTIONS = {
    "max of nothing": ("empty_array", NUMPY + "y = ⟦np.max(np.zeros(0))⟧"),
    "argmax of nothing": ("empty_array", NUMPY + "y = ⟦np.argmax(np.zeros(0))⟧"),
    "median of nothing": ("empty_array", NUMPY + "y = ⟦np.median(np.zeros(0))⟧"),
    "singular": ("singular_matrix", NUMPY + "y = ⟦np.linalg.inv(np.ones((2, 2)))⟧"),
    "not square": ("needs_square", NUMPY + A + "y = ⟦np.linalg.det(A)⟧"),
    "torch.dot of matrices": ("needs_dimensions", TORCH + "y = ⟦torch.dot(torch.ones(2, 2), torch.ones(2))⟧"),
    "torch.mm of vectors": ("needs_dimensions", TORCH + "y = ⟦torch.mm(torch.ones(2), torch.ones(2))⟧"),
    "spectral norm": ("unknown_norm", NUMPY + A + "y = ⟦np.linalg.norm(A, 2)⟧"),
    "nuclear norm": ("unknown_norm", NUMPY + A + "y = ⟦np.linalg.norm(A, 'nuc')⟧"),
    "a share above 1": ("not_a_share", NUMPY + V + "y = ⟦np.quantile(v, 50)⟧"),
    "a way of padding": ("unknown_mode", NUMPY + V + "y = ⟦np.pad(v, 1, mode='linear_ramp')⟧"),
    "dilation": ("unknown_keyword", TORCH + "y = ⟦F.conv1d(torch.ones(1, 1, 5), torch.ones(1, 1, 2), dilation=2)⟧"),
    "where to look": ("unknown_keyword", NUMPY + V + "y = ⟦np.sum(v, where=v > 1)⟧"),
    "an image without channels": ("image_dimensions", TORCH + "y = ⟦F.max_pool2d(torch.ones(3, 3), 2)⟧"),
    "a window too large": ("window_too_large", TORCH + "y = ⟦F.max_pool1d(torch.ones(1, 3), 4)⟧"),
    "a letter twice": ("bad_einsum", NUMPY + "y = ⟦np.einsum('ii->', np.eye(2))⟧"),
    "a letter from nowhere": ("bad_einsum", NUMPY + V + "y = ⟦np.einsum('i->k', v)⟧"),
    "too few letters": ("bad_einsum", NUMPY + A + "y = ⟦np.einsum('i->', A)⟧"),
    "eigenvalues": ("not_here", NUMPY + "y = ⟦np.linalg.eigvalsh(np.eye(2))⟧"),
    "a pseudo-inverse": ("not_here_but", NUMPY + A + "y = ⟦np.linalg.pinv(A)⟧"),
    "where without values": ("unfit_arguments", NUMPY + V + "y = ⟦np.where(v > 1, v)⟧"),
    "backward from an array": ("backward_needs_gradient", TORCH + "w = torch.ones(3)\n⟦(w * x).backward()⟧"),
}
REFUSALS = {"shapes": SHAPES, "axes": AXES, "bombs": BOMBS, "indices": INDICES, "functions": FUNCTIONS}
CASES = [pytest.param(*case, id=f"{kind}: {name}") for kind, cases in REFUSALS.items() for name, case in cases.items()]


def refused(program: str) -> engine.EngineError:
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    return caught.value


@pytest.mark.parametrize(("code", "marked"), CASES)
def test_a_refusal_names_its_reason_line_and_column(code, marked):
    before, place, after = marked.partition("⟦")[0], *marked.partition("⟦")[2].split("⟧")
    program = before + place + after
    told = describe(refused(program), program)
    assert told["code"] == code
    assert (told["line"], told["column"]) == (before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)
    start, end = refused(program).span
    assert program[start:end] == place


@pytest.mark.parametrize(("code", "marked"), BOMBS.values(), ids=BOMBS)
def test_a_memory_bomb_is_refused_before_it_is_built(code, marked):
    program = marked.replace("⟦", "").replace("⟧", "")
    engine.trace("import numpy\nx * 2")  # what is loaded once does not count
    tracemalloc.start()
    try:
        refused(program)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (
            A + "x = np.ones(3)\ny = A @ x",
            "cannot multiply (3, 2) by (3,): the inner sizes 2 and 3 differ (A @ x)",
        ),
        (A + "y = A.T @ (A.T + 1)", "cannot multiply (2, 3) by (2, 3): the inner sizes 3 and 2 differ (A.T @ A.T + 1)"),
        (A + V + "y = A + v", "+ cannot combine the shapes (3, 2) and (3,) of A and v."),
        (A + "y = A * [1, 2, 3]", "× cannot combine the shapes (3, 2) and (3,) of A and [1, 2, 3]."),
        (A + V + "y = np.concatenate([A, v])", "concatenate cannot combine the shapes (3, 2) and (3,) of A and v."),
        (A + "y = A.sum(axis=2)", "There is no axis 2 in an array of shape (3, 2)."),
        (A + "y = A.reshape(4, -1)", "An array of shape (3, 2) cannot take the shape (4, -1)."),
    ],
)
def test_a_shape_error_tells_both_shapes_and_whose_they_are(program, sentence):
    assert refused(NUMPY + program).problem == sentence
