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


@pytest.mark.parametrize(
    ("program", "name", "product"),
    [
        ("w1 = 1; x = 2; y = w1x", "w1x", "w1·x"),
        ("x = 2; y = 3; z = xy + 1", "xy", "x·y"),
        ("y = a·b + ab", "ab", "a·b"),
        ("w = 1; w1 = 2; x = 3; y = w·w1x", "w1x", "w1·x"),
        ("x = 2; y = 3; z = x2y", "x2y", "x·2·y"),
    ],
)
def test_names_that_are_run_together_stay_an_input_and_are_remarked(program, name, product):
    trace = engine.trace(program)
    (note,) = trace.outcome.notes
    assert (note.code, note.details) == ("run_together", {"name": name, "product": product})
    assert program[slice(*note.span)] == name
    assert name in trace.gradients


@pytest.mark.parametrize("program", ["y = x1 + x2 + x", "y = loss + l", "x = 2; y = x2·x", "y = x·target + rate"])
def test_other_names_are_not_remarked(program):
    assert engine.trace(program).outcome.notes == ()


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Sin", "sin"),
        ("sig", "sigmoid"),
        ("rel", "relu"),
        ("squ", "square"),
        ("sinn", "sin"),
        ("arcs", "arcsin"),
        ("sofmax", "softmax"),
    ],
)
def test_a_beginning_suggests_the_whole_name(name, suggestion):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(f"y = {name}(x)")
    assert (caught.value.code, caught.value.details["suggestion"]) == ("unknown_function_like", suggestion)


def test_what_the_hint_for_an_undefined_letter_says_works():
    assert engine.trace("f(x) = x²\ny = f(3)").value == 9.0
    assert engine.trace("y = f·(x + 1)").value == 2.0


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("x = y + 1; y = x + 1", "need_each_other"),
        ("x = z + 1; y = x + 1; z = 2y", "need_each_other"),
        ("y = z + 1; z = 2", "used_before_assignment"),
        ("x = x + 1", "used_in_itself"),
    ],
)
def test_only_where_no_order_works_two_names_need_each_other(program, code):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert caught.value.code == code


def test_an_operator_that_cannot_combine_shapes_is_named_by_its_sign():
    with pytest.raises(engine.EngineError) as caught:
        engine.trace("y = [1, 2]·x·[1, 2, 3]")
    assert caught.value.problem.startswith("× cannot combine the shapes (2,) and (3,)")


@pytest.mark.parametrize(
    ("program", "word"),
    [("y = x + 'a'", "type text"), ("y = x + {}", "type dictionary"), ("y = 'a' + 2", "text and whole number")],
)
def test_a_type_is_called_by_its_word(program, word):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert word in caught.value.problem


@pytest.mark.parametrize("name", ["ReLU", "Sigmoid", "Tanh", "SiLU"])
def test_an_activation_is_a_function_under_its_name_as_a_module(name):
    assert engine.trace(f"y = {name}(2x − 1)·w").value == engine.trace(f"y = {name.lower()}(2x − 1)·w").value


def test_in_pytorch_an_activation_is_a_module():
    assert engine.trace("from torch.nn import ReLU\nx = -2.0\nact = ReLU()\ny = act(x) + x").value == -2
    notes = engine.trace("from torch.nn import ReLU\ny = ReLU(2x)").outcome.notes
    assert [note.code for note in notes] == ["output_chosen"]
