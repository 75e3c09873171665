"""The OpenAPI document is valid, covers every route, and its models hold for real answers."""

import pytest
from openapi_spec_validator import validate

from app.answer_models import ErrorAnswer, Health, OpList
from engine.ops import OPS


@pytest.fixture
def document(client):
    return client.get("/openapi.json").json


def test_the_document_is_valid(document):
    validate(document)


def test_every_route_is_described(app, document):
    described = {(path, method.upper()) for path, item in document["paths"].items() for method in item}
    routes = {
        (rule.rule.replace("<path:", "{").replace(">", "}"), method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert described == routes


def test_every_operation_says_what_it_does(document):
    assert [path for path, item in document["paths"].items() for entry in item.values() if not entry["summary"]] == []


def test_the_ops_are_as_documented(client):
    ops = OpList.model_validate_json(client.get("/api/ops").data).ops
    assert [op.name for op in ops] == list(OPS)


def test_health_is_as_documented(client):
    assert Health.model_validate_json(client.get("/healthz").data).status == "ok"


@pytest.mark.parametrize(("path", "method"), [("/nothing", "get"), ("/healthz", "post"), ("/graph.svg", "get")])
def test_errors_are_as_documented(client, path, method):
    ErrorAnswer.model_validate_json(getattr(client, method)(path).data)
