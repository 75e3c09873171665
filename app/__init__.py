"""The web server: HTTP in, a call of the engine, HTTP out. `create_app` is what a WSGI server loads."""

from collections.abc import Mapping

from flask import Flask
from flask_compress import Compress

from app import answers, api, assets, config, entry_api, explore_api, graph_svg, pages, security, train_api
from app.train_work import Trainings
from app.work import Work


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """A server configured by ``settings`` (see `app.config.Config`), or by the environment when None."""
    chosen = config.load(settings)
    app = Flask(__name__, template_folder=config.ROOT / "templates", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=config.BODY_LIMIT + 1, COMPRESS_STREAMING_ENDPOINT_CONDITIONAL=["assets.static"]
    )
    app.extensions["work"] = Work(chosen)
    app.extensions["trainings"] = Trainings(chosen)
    for module in (api, assets, entry_api, explore_api, graph_svg, pages, train_api):
        app.register_blueprint(module.blueprint)
    answers.init_app(app)
    assets.init_app(app, chosen.dist)
    pages.init_app(app)
    security.init_app(app, chosen)
    Compress(app)
    return app
