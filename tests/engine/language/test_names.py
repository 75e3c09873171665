"""What a name means that the program does not assign: an input, or something of the library."""

import pytest

import engine


@pytest.mark.parametrize(
    ("program", "inputs"),
    [
        ("y = a·step + b", ["a", "step", "b"]),
        ("y = −roll·x", ["roll", "x"]),
        ("y = pad + repeat²", ["pad", "repeat"]),
        ("y = input·w", ["input", "w"]),
        ("y = linear·x + dropout", ["linear", "x", "dropout"]),
        ("y = time·rate", ["time", "rate"]),
        ("y = x/median", ["x", "median"]),
        ("y = 2t + e·π", ["t"]),
    ],
)
def test_a_name_that_is_reckoned_with_is_an_input(program, inputs):
    assert list(engine.trace(program).gradients) == inputs


@pytest.mark.parametrize("program", ["y = sin·x", "y = 2·relu", "y = sum + x", "y = −sqrt", "y = exp²", "y = ln/x"])
def test_a_function_of_mathematics_needs_its_argument(program):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert caught.value.code == "function_without_call"


@pytest.mark.parametrize(
    "program",
    ["y = roll(x·[1, 2], 1)[0]", "y = step(x) + x", "f = relu\ny = f(x)", "y = [tanh, relu][0](x)", "y = np.pi·x"],
)
def test_a_function_that_is_called_or_passed_on_is_the_librarys(program):
    assert list(engine.trace(program).gradients) == ["x"]
