"""The OpenAPI document, assembled from the routes of the application and the models they use."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, Literal, TypeVar

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from werkzeug.routing import Rule

from app.answer_models import ErrorAnswer

JSON = "application/json"
SCHEMAS = "#/components/schemas/{model}"

STATUS_TEXTS = {
    200: "The answer.",
    400: "The request is malformed.",
    404: "There is no such thing.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The program has an error.",
    503: "Too much work is in flight; Retry-After says when to come back.",
}

Model = type[BaseModel]
View = TypeVar("View", bound=Callable[..., Any])


class Schemas(GenerateJsonSchema):
    """Pydantic's schemas without the titles that only repeat the names of the fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@dataclass(frozen=True)
class Operation:
    """What a route takes and answers; its words are the docstring of the view."""

    mimetype: str
    answer: Model | None
    body: Model | None
    query: Model | None
    errors: tuple[int, ...]

    @property
    def models(self) -> Iterator[Model]:
        """The models that the document must define."""
        return (model for model in (self.answer, self.body, self.query) if model is not None)


_operations: dict[Callable[..., Any], Operation] = {}


def describe(
    mimetype: str = JSON,
    *,
    answer: Model | None = None,
    body: Model | None = None,
    query: Model | None = None,
    errors: tuple[int, ...] = (),
) -> Callable[[View], View]:
    """Note on a view what it takes and answers."""

    def note(view: View) -> View:
        _operations[view] = Operation(mimetype, answer, body, query, errors)
        return view

    return note


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI 3.1 document of every route of ``app``."""
    rules = list(app.url_map.iter_rules())
    models = dict.fromkeys(model for operation in operations(app) for model in operation.models) | {ErrorAnswer: None}
    modes: list[tuple[Model, Literal["validation"]]] = [(model, "validation") for model in models]
    _, schemas = models_json_schema(modes, ref_template=SCHEMAS, schema_generator=Schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gradwalk", "version": "1", "description": getdoc(app.view_functions["api.trace"])},
        "paths": {_path(rule): _path_item(app, rule) for rule in rules},
        "components": {"schemas": schemas["$defs"]},
    }


def operations(app: Flask) -> list[Operation]:
    """What every route of ``app`` takes and answers."""
    return [_operation(app, rule) for rule in app.url_map.iter_rules()]


def _operation(app: Flask, rule: Rule) -> Operation:
    return _operations[app.view_functions[rule.endpoint]]


def _path(rule: Rule) -> str:
    """Flask's ``/static/<path:filename>`` as ``/static/{filename}``."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def _path_item(app: Flask, rule: Rule) -> dict[str, Any]:
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return {method.lower(): _describe(app, rule) for method in methods}


def _describe(app: Flask, rule: Rule) -> dict[str, Any]:
    operation = _operation(app, rule)
    summary, _, description = (getdoc(app.view_functions[rule.endpoint]) or rule.endpoint).partition("\n\n")
    entry = {"operationId": rule.endpoint.replace(".", "_"), "summary": summary, "responses": _responses(operation)}
    if description:
        entry["description"] = description
    if parameters := [*_path_parameters(rule), *_query_parameters(operation.query)]:
        entry["parameters"] = parameters
    if operation.body:
        entry["requestBody"] = {"required": True, "content": _content(JSON, operation.body)}
    return entry


def _path_parameters(rule: Rule) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in sorted(rule.arguments)
    ]


def _query_parameters(query: Model | None) -> list[dict[str, Any]]:
    if query is None:
        return []
    schema = query.model_json_schema(ref_template=SCHEMAS, schema_generator=Schemas)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": field}
        for name, field in schema["properties"].items()
    ]


def _responses(operation: Operation) -> dict[str, Any]:
    answers = {200: _content(operation.mimetype, operation.answer)}
    errors = {status: _content(JSON, ErrorAnswer) for status in operation.errors}
    return {
        str(status): {"description": STATUS_TEXTS[status], "content": content}
        for status, content in (answers | errors).items()
    }


def _content(mimetype: str, model: Model | None) -> Mapping[str, Any]:
    return {mimetype: {} if model is None else {"schema": {"$ref": SCHEMAS.format(model=model.__name__)}}}
