"""``python -m app`` prints the OpenAPI document, from which ``make types`` makes the types of the front end."""

import json

from app import create_app
from app.openapi import document

if __name__ == "__main__":
    print(json.dumps(document(create_app({})), indent=2, ensure_ascii=False))
