"""The one error the engine raises, and every sentence it can say.

A code names the kind of error; MESSAGES holds its English sentence and, where there is one, a hint.
Other languages translate the same templates by code (``app/locales``), so a sentence never travels as text.
"""

from dataclasses import dataclass

Span = tuple[int, int]
"""A half-open range of code points in the source, counted from 0."""


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
    "unreadable_program": Message("The program holds a character or a number that cannot be read."),
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
    "cannot_assign_here": Message("Only a name can stand on the left of '='.", "To compare two values, write '=='."),
    "unfinished": Message("The program stops in the middle of an expression."),
    "invalid_syntax": Message("This cannot be read as an expression."),
    "missing_operator": Message("Something is missing between these two.", "For a product, write '·' or '*' between them."),
    "not_supported": Message("{what} is not supported.", "{instead}"),
    # Names and calls
    "unknown_function": Message("unknown function: '{name}'"),
    "unknown_function_like": Message("unknown function: '{name}'", "Did you mean {suggestion}?"),
    "not_a_function": Message("{name} is a value, not a function.", "For a product, write {name}·( … )."),
    "function_without_call": Message("{name} is a function; it needs an argument.", "Write {name}(x)."),
    "unknown_attribute": Message("unknown name: '{owner}.{name}'"),
    "unknown_attribute_like": Message("unknown name: '{owner}.{name}'", "Did you mean {suggestion}?"),
    "wrong_arguments": Message("{name} takes {expected}, but {given} given.", "Write {signature}."),
    "unknown_keyword": Message("{name} has no argument called '{keyword}'.", "Write {signature}."),
    "used_before_assignment": Message("'{name}' is used before a value is assigned to it.", "Move its assignment above this line."),
    "not_a_number": Message("A number is needed here, but this is {kind}."),
    # The program as a whole
    "nothing_to_differentiate": Message("The program has no variable, so there is nothing to differentiate; its value is {value}.", "Write a name such as x in place of a number."),
    "no_result": Message("The program computes no value.", "End with an expression or an assignment, such as y = x²."),
    "unknown_output": Message("'{name}' is not a value of this program.", "Choose one of: {names}."),
    "unknown_value": Message("There is no variable called '{name}' to give a value to.", "The variables are: {names}."),
    "bad_value": Message("The value for '{name}' is not a number or an array of numbers."),
    "output_not_scalar": Message("The output '{name}' has shape {shape}; a gradient needs a single number.", "Add it up, for example with sum(…), or choose another output."),
    # Budgets
    "too_many_nodes": Message("The program needs more than {limit} nodes."),
    "array_too_large": Message("An array of shape {shape} would have more than {limit} entries."),
    "too_many_entries": Message("The arrays of this program have more than {limit} entries in all."),
    "shapes_do_not_fit": Message("{op} cannot combine the shapes {shapes}."),
}


class EngineError(Exception):
    """A problem with what the person wrote: what is wrong, where, and what to do instead.

    ``details`` fill the templates of ``MESSAGES[code]``; they are names, numbers or pieces of the source,
    never sentences, so that every language can use them.
    """

    def __init__(self, code: str, span: Span | None = None, **details: object) -> None:
        self.code = code
        self.span = span
        self.details = details
        super().__init__(self.problem)

    @property
    def problem(self) -> str:
        """What is wrong, as an English sentence."""
        return MESSAGES[self.code].problem.format(**self.details)

    @property
    def hint(self) -> str | None:
        """What to write instead, as an English sentence, where that is known."""
        template = MESSAGES[self.code].hint
        return None if template is None else template.format(**self.details)

    def at(self, span: Span | None) -> "EngineError":
        """The same error with a place, unless it has one already: the innermost place is the best."""
        return self if self.span is not None else EngineError(self.code, span, **self.details)


@dataclass(frozen=True)
class Position:
    """Where a span lies, as people count: lines and columns (code points) from 1; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def locate(source: str, span: Span) -> Position:
    """Lines and columns of ``span`` in ``source``; offsets beyond the end are clipped to it."""
    start, end = (min(max(offset, 0), len(source)) for offset in span)
    return Position(*_line_and_column(source, start), *_line_and_column(source, end))


def _line_and_column(source: str, offset: int) -> tuple[int, int]:
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def describe(error: EngineError, source: str) -> dict[str, object]:
    """The error object of DESIGN §5; without a place its positions are None."""
    place = None if error.span is None else locate(source, error.span)
    return {
        "code": error.code,
        "message": error.problem,
        "line": place and place.line,
        "column": place and place.column,
        "end_line": place and place.end_line,
        "end_column": place and place.end_column,
        "hint": error.hint,
    }
