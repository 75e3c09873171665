"""Every sentence the engine can say when something is wrong, in English, by code.

A code names the kind of error. Other languages translate the same templates by code (``app/locales``), so a
sentence never travels as text; the fields are names, numbers or pieces of the source.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """The English sentence of an error code and what to do instead; both are ``str.format`` templates."""

    problem: str
    hint: str | None = None


MESSAGES: dict[str, Message] = {
    # The text
    "source_too_long": Message("The program has {size} bytes; the limit is {limit}."),
    "too_many_lines": Message("The program has {lines} lines; the limit is {limit}."),
    "empty_program": Message("There is no program yet.", "Type an expression, such as y = (3x + 2)²."),
    "nested_too_deeply": Message("This is nested more than {limit} levels deep.", "Give the inner parts names of their own."),
    "name_too_long": Message("This name has {length} characters; the limit is {limit}."),
    "string_too_long": Message("This text has {length} characters; the limit is {limit}."),
    "number_too_long": Message("This number has more than {limit} digits."),
    "unexpected_character": Message("The character '{char}' has no meaning here."),
    "invisible_character": Message(
        "There is an invisible character here ({name}).",
        "Delete it; it may have come along when the text was pasted.",
    ),
    # Mathematical writing
    "prime_in_name": Message("A name cannot have a prime: {name}′.", "Write {name}2 or d{name} instead."),
    "latex": Message("LaTeX is not read here.", "Write y = σ(w·x + b), (1/2)x² or sin(x)."),
    "unclosed_bar": Message(
        "This bar has no partner.",
        "Write |x| or abs(x). Between masks, put a space on both sides of the bar: a | b.",
    ),
    "missing_radicand": Message("Nothing stands under this root.", "Write √x or √(x + 1)."),
    "inverse_or_reciprocal": Message(
        "{name}⁻¹ can mean the inverse function or 1/{name}.",
        "Write the inverse by its name, such as arcsin(x), or write 1/{name}(x).",
    ),
    # Syntax
    "bracket_never_closed": Message("This bracket is never closed."),
    "bracket_unmatched": Message("This bracket closes nothing that was opened."),
    "bad_indentation": Message("The indentation does not fit the line above."),
    "unterminated_string": Message("This text has no closing quote."),
    "cannot_assign_here": Message("Only a name can stand on the left of '='.", "Write the name on the left, such as x = 3. To compare two values, write '=='."),
    "unfinished": Message("This stops in the middle of an expression."),
    "invalid_syntax": Message("This cannot be read as an expression."),
    "decimal_comma": Message("{number} is read as two numbers.", "A decimal point is written '.': {instead}."),
    "missing_operator": Message("Something is missing between these two.", "For a product, write '·' or '*' between them."),
    "not_supported": Message("'{what}' is not supported."),
    "use_if": Message("'{what}' is not supported.", "Write if and elif."),
    "use_def": Message("'{what}' is not supported.", "Write def."),
    "javascript": Message("'{what}' of JavaScript is not read here.", "Functions, for loops that count, for … of, while, if, arrays and Math. are."),
    "use_power": Message("'{what}' is not supported.", "For a power write ^ or **."),
    "use_function": Message("The sign '{char}' is not supported.", "Write {instead}."),
    "library_of_data": Message("The library '{name}' is not here: programs run without files and downloads.", "Write a few rows of the data into the program, as a list."),
    "library_of_models": Message("The library '{name}' is not here.", "Write the model with torch (nn.Linear, nn.Sequential) or NumPy."),
    "library_of_symbols": Message("The library '{name}' is not needed here.", "Write the expression itself, such as y = sin(x)²."),
    "unknown_library": Message("The library '{name}' is not known here.", "numpy, math, torch, random and micrograd are."),
    # Names and calls
    "unknown_function": Message("unknown function: '{name}'"),
    "unknown_function_like": Message("unknown function: '{name}'", "Did you mean {suggestion}?"),
    "undefined_function": Message("unknown function: '{name}'", "Define it first, such as {name}(x) = x², or write a product as {name}·( … )."),
    "not_a_function": Message("{name} is a value, not a function.", "For a product, write {name}·( … )."),
    "function_without_call": Message("{name} is a function; it needs an argument.", "Write {name}(x)."),
    "unknown_attribute": Message("unknown name: '{owner}.{name}'"),
    "unknown_attribute_like": Message("unknown name: '{owner}.{name}'", "Did you mean {suggestion}?"),
    "wrong_arguments": Message("{name} takes {expected} argument(s), not {given}.", "Write {signature}."),
    "unfit_arguments": Message("{name} cannot work with these arguments.", "Write {signature}."),
    "unknown_keyword": Message("{name} has no argument called '{keyword}'.", "Write {signature}."),
    "used_before_assignment": Message("'{name}' is used before a value is assigned to it.", "Move its assignment above this line."),
    "need_each_other": Message("'{name}' and '{other}' need each other, so neither can be computed first.", "Give one of them a value above this line, such as {name} = 1."),
    "unknown_name": Message("unknown name: '{name}'"),
    "not_callable": Message("{name} cannot be called; it is of type {kind}."),
    "cannot_set_attribute": Message("'{name}' cannot be set here."),
    "not_a_number": Message("A number is needed here, but this is of type {kind}."),
    # The program as a whole
    "nothing_to_differentiate": Message("The program has no variable, so there is nothing to differentiate; its value is {value}.", "Write a name such as x in place of a number."),
    "no_result": Message("The program computes no value.", "End with an expression or an assignment, such as y = x²."),
    "unknown_output": Message("'{name}' is not a value of this program.", "Choose one of: {names}."),
    "unknown_value": Message("There is no variable called '{name}' to give a value to.", "The variables are: {names}."),
    "bad_value": Message("The value for '{name}' is not a number or an array of numbers."),
    "output_not_scalar": Message("The output '{name}' has shape {shape}; a gradient needs a single number.", "Add it up, for example with sum(…), or choose another output."),
    # Questions about a program: paths, practice, export
    "unknown_leaf": Message("'{name}' is not a variable of this program.", "Choose one of: {names}."),
    "unknown_node": Message("There is no node '{node}' in this graph."),
    "unknown_edge": Message("There is no edge '{edge}' over which a gradient passes."),
    "no_such_entry": Message("'{name}' has shape {shape}; it has no entry {index}."),
    "unknown_mistake": Message("There is no mistake called '{mistake}'.", "The mistakes are: {names}."),
    "mistake_needs_node": Message("The mistake '{mistake}' is made at one node.", "Choose the node."),
    "nothing_to_hide": Message("There is nothing to hide here: no number of this kind that could be worked out."),
    "unknown_item": Message("'{item}' is not hidden in this exercise.", "The hidden ones are: {names}."),
    "unknown_topic": Message("There are no exercises about '{topic}'.", "The topics are: {names}."),
    "answer_not_expression": Message("An answer is one expression.", "Type a number, such as −0.6, or 0.5·1.2."),
    "answer_too_long": Message("This answer has {length} characters; the limit is {limit}."),
    "no_counterpart": Message("{target} has nothing for '{op}', so this program cannot be exported as it is."),
    "no_whole_epoch": Message(
        "The run diverges in its first epoch, so there is no loss that a script could be held to.",
        "Choose a smaller learning rate.",
    ),
    "rounding_decides": Message("The losses of this run depend on rounding, so no other code reproduces them."),
    # Budgets
    "too_many_nodes": Message("The program needs more than {limit} nodes.", "Make its loops shorter, or compute with arrays in place of numbers."),
    "array_too_large": Message("An array of shape {shape} would have more than {limit} entries.", "Take smaller sizes: the steps are the same."),
    "too_many_entries": Message("The arrays of this program have more than {limit} entries in all.", "Make its loops shorter or its arrays smaller: a few turns show the same."),
    "shapes_do_not_fit": Message("{op} cannot combine the shapes {shapes} of {operands}."),
    # Control flow and Python's own types
    "runs_too_long": Message("The program runs more than {limit} statements.", "Make its loops shorter."),
    "calls_too_deep": Message("{name} calls itself more than {limit} times.", "Check the condition that ends the recursion."),
    "endless_loop": Message("This loop turns more than {limit} times.", "Check its condition: something in it must change."),
    "too_many_turns": Message("This loop would turn {turns} times; the limit is {limit}.", "Walk a few turns here; the Network page trains for longer."),
    "outside": Message("'{what}' stands outside of '{where}'."),
    "super_outside_class": Message("super() stands outside of a class."),
    "assertion_failed": Message("This does not hold: {test}"),
    "cannot_loop": Message("This cannot be looped over: {value}"),
    "unpack": Message("There are {names} names on the left but {values} values."),
    "ambiguous_truth": Message("An array of shape {shape} is neither true nor false.", "Reduce it first, for example with sum or max."),
    "not_whole": Message("A whole number is needed here, not {value}."),
    "index_not_whole": Message("An index must hold whole numbers."),
    "index_out_of_range": Message("There is no entry {index}: the list has {size}."),
    "bad_index": Message("This index does not fit an array of shape {shape}."),
    "no_such_key": Message("The dictionary has no key {key}."),
    "cannot_index": Message("A value of type {kind} has no entries."),
    "no_length": Message("A value of type {kind} has no length."),
    "list_too_long": Message("The list would have more than {limit} entries."),
    "zero_step": Message("The step of a range cannot be 0."),
    "cannot_assign_entry": Message("An entry of this array cannot be changed: its gradient would be lost.", "Build a new array, for example with where(…) or stack(…)."),
    "bad_format": Message("The format '{spec}' is not supported.", "Formats such as .2f, 8.3f, .3e or .1% are."),
    # Arrays
    "ragged_list": Message("The entries of this list do not have the same shape: {shapes}."),
    "ragged_lengths": Message("The lists in this list have different lengths, so they make no array.", "Give every row as many entries as the first."),
    "nothing_to_join": Message("{name} needs at least one array."),
    "unfit_shape": Message("Shape {given} does not fit into the place of shape {shape}.", "An array that is changed in place keeps its shape."),
    "too_many_dimensions": Message("An array can have at most {limit} dimensions."),
    "negative_size": Message("The shape {shape} has a negative size."),
    "empty_range": Message("There is no whole number from {low} up to {high}."),
    "no_such_axis": Message("There is no axis {axis} in an array of shape {shape}."),
    "bad_axes": Message("The axes {axes} are not an order of the axes of shape {shape}."),
    "cannot_reshape": Message("An array of shape {old} cannot take the shape {new}."),
    "inner_sizes": Message("cannot multiply {left} by {right}: the inner sizes {inner_left} and {inner_right} differ ({operands})", "Transpose one of them with .T, or check which comes first."),
    "matmul_of_scalars": Message("'@' multiplies vectors and matrices, not shapes {left} and {right}.", "For plain numbers write ·."),
    "bad_einsum": Message("The pattern '{pattern}' does not fit its arrays.", "Write one letter per axis, each once per array: 'ij,jk->ik'."),
    "image_dimensions": Message("An array of shape {shape} is not (C, …) or (N, C, …) with {dimensions} more axes."),
    "window_too_large": Message("A window of {window} does not fit into an array of shape {shape}."),
    "too_much_work": Message("This needs more than {limit} multiplications."),
    "label_out_of_range": Message("The label {label} is not one of {classes} classes, counted from 0."),
    "empty_array": Message("{op} of an array without entries ({shape}) has no value."),
    "cannot_squeeze": Message("Axis {axis} of an array of shape {shape} cannot be dropped: its size is not 1."),
    "cannot_expand": Message(
        "An array of shape {old} cannot be copied to {new}.",
        "Only axes of size 1 can be copied.",
    ),
    "cannot_split": Message("An axis of size {length} cannot be split into {split}."),
    "bad_margins": Message(
        "The margins {margins} do not fit an array of shape {shape}.",
        "Give a pair of whole numbers, before and after, for each axis.",
    ),
    "index_beyond": Message(
        "There is no entry {index} along axis {axis}: it has {size}.",
        "Places are counted from 0, and from −1 backwards.",
    ),
    "needs_dimensions": Message(
        "{name} takes {needed} arrays, not {shapes}.",
        "Write @, which multiplies vectors and matrices alike.",
    ),
    "needs_square": Message("{name} takes a square matrix, not one of shape {shape}."),
    "singular_matrix": Message(
        "{name}: this matrix is singular; its determinant is 0.",
        "Add a small multiple of the identity: A + 0.01·eye(n).",
    ),
    "unknown_norm": Message(
        "The norm of order {ord} is not supported here.",
        "Of a matrix there are 'fro', 1 and inf; of a vector all p.",
    ),
    "unknown_mode": Message("'{mode}' is not supported here."),
    "not_a_share": Message("A share between 0 and 1 is needed here, not {value}."),
    "hooks": Message("{name}: hooks are not run here.", "Change a gradient after backward(), as in x.grad = 2·x.grad."),
    "checked_here": Message("{name} is not needed here.", "Every gradient is compared with a finite difference anyway."),
    "not_here": Message("{name} is not supported here."),
    "not_here_but": Message("{name} is not supported here.", "Write {instead} instead."),
    "text_too_long": Message("This text would have more than {limit} characters."),
    "unfit_operands": Message("'{sign}' does not work between {left} and {right}."),
    "unfit_key": Message("A value of type {kind} cannot be a key.", "Use a text, a number or a tuple of these."),
    "no_operator": Message("{kind} does not define {method}.", "Write def {method}(self, …) in the class."),
    "repeated_argument": Message("{name} is given the argument '{keyword}' twice."),
    "raised": Message("{kind}: {message}"),
    "attribute_of_none": Message("{owner} holds nothing yet, so it has no {name}.", "A gradient is there after backward(), and gone after zero_grad()."),
    "unknown_member": Message("'{name}' of {library} is not available here.", "Write what it makes into the program, such as data as a list."),
    "endless_generator": Message("This generator yields more than {limit} values.", "End it with a condition, or take its values with next()."),
    "not_in_list": Message("{value} is not in the list."),
    "sample_too_large": Message("{count} different entries cannot be drawn from {size}."),
    "refused_function": Message("Programs run here without files, input and other programs.", "Write the values into the program."),
    # Differentiation as programs ask for it
    "backward_needs_gradient": Message("backward() starts from a single number, and this has shape {shape}.", "Add it up first, or say where to start: .backward(gradient=…)."),
    "gradient_shape": Message("The gradient has shape {shape}; the output has {expected}."),
    "item_of_array": Message("item() takes an array of one entry, and this has shape {shape}.", "Write .tolist(), or pick an entry."),
    "grad_of_number": Message("grad(y, x) needs y and x to be values of the program.", "Assign x a value first, then compute y from it."),
    "in_place_on_leaf": Message("'{name}' requires a gradient, so it cannot be changed in place: the backward pass needs its old value.", "Write {name} = {name} − …, or change it under torch.no_grad()."),
    # Training
    "learning_rate": Message("The learning rate must be a positive number, but it is {value}.", "Try 0.01."),
    "epochs": Message("The number of epochs must be a whole number from 1 to {limit}, but it is {value}."),
    "batch_size": Message(
        "The batch size must be a whole number of at least 1, but it is {value}.",
        "For the whole set in one batch, take None.",
    ),
    "seed": Message("The seed must be a whole number from 0 to {limit}, but it is {value}."),
    "unknown_optimizer": Message("There is no optimizer called '{name}'.", "The optimizers are: {names}."),
    "unknown_setting": Message("The optimizer {optimizer} has no setting called '{name}'.", "Its settings: {names}."),
    "bad_setting": Message("The setting '{name}' must be a number of at least 0 and below {limit}, but it is {value}."),
    "no_data": Message("There are no data to train on.", "Give at least one variable a value for each sample."),
    "data_lengths": Message(
        "The data have different lengths: {lengths}.", "Give every variable one value for each sample."
    ),
    "data_not_finite": Message("Sample {sample} of '{name}' is not a finite number: {value}."),
    "too_much_data": Message("The data have {entries} numbers; the limit is {limit}."),
    "no_parameter": Message(
        "The program has no parameter that training could change.",
        "Call what is to be learned w… or b…, or give its first value as a parameter.",
    ),
    "parameter_not_finite": Message("The parameter '{name}' starts at {value}, which is not a finite number."),
    "too_many_updates": Message(
        "This would be {updates} updates of the parameters; the limit is {limit}.",
        "Take fewer epochs, fewer data or larger batches.",
    ),
    "training_too_long": Message(
        "This training would take about {seconds} seconds; the limit is {limit}.",
        "Take fewer epochs, fewer data or a smaller program.",
    ),
    "cannot_train": Message("This program cannot be trained: generated code has nothing for {what}."),
    "depends_on_values": Message(
        "Which steps this program takes depends on '{name}', which training changes.",
        "Choose between values with where(condition, a, b) or relu.",
    ),
    "unknown_dataset": Message("There is no data set called '{name}'.", "The data sets are: {names}."),
    "points": Message("The number of points must be a whole number from 1 to {limit}, but it is {value}."),
    "noise": Message("The noise must be a number of at least 0, but it is {value}."),
    "csv_cell": Message(
        "Line {line}, column {column} of the data is not a finite number: '{text}'.", "Write numbers such as −1.5 as -1.5."
    ),
    "csv_width": Message("Line {line} of the data has {cells} cells, but the first has {expected}."),
    "csv_name": Message(
        "Line {line}, column {column}: '{text}' cannot be the name of a variable.",
        "Give every column a name of its own, of letters and digits.",
    ),
    "network_size": Message("The number of {what} must be a whole number from {low} to {high}, but it is {value}."),
    "network_part": Message("There is no {what} called '{name}'.", "Choose one of: {names}."),
    "network_inputs": Message("The network takes {inputs} numbers, but the data have {columns} columns besides the target."),
    "too_many_variants": Message(
        "The program takes more than {limit} different courses over the samples.",
        "Choose between values with where(condition, a, b) or relu.",
    ),
    "no_such_update": Message("There is no update {update}.", "The updates of this run are 1 to {last}."),
}
