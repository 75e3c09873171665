"""The pages for people."""

from flask import Blueprint, Flask, Response, make_response, render_template, request, url_for

from app import network_page
from app.catalogue import examples
from app.completions import completions
from app.locales import LANGUAGES, page_words, reader_language, text
from app.op_table import op_table
from app.openapi import describe

blueprint = Blueprint("pages", __name__)

HTML = "text/html"


def init_app(app: Flask) -> None:
    """Give templates the language of the reader and its words."""

    @app.context_processor
    def language() -> dict[str, object]:
        lang = reader_language()
        return {"lang": lang, "languages": _languages(), "t": lambda key, **details: text(lang, key, **details)}


@blueprint.get("/")
@describe(HTML)
def expression() -> Response:
    """Show the page on which a program is walked through."""
    return _page("expression", page_data=_page_data(reader_language()))


@blueprint.get("/network")
@describe(HTML)
def network() -> Response:
    """Show the page on which a network is trained."""
    return _page("network", page_data=_page_data(reader_language()) | network_page.choices())


@blueprint.get("/help")
@describe(HTML)
def help() -> Response:
    """Show how programs are written, and the table of ops."""
    return _page("help", ops=op_table())


def _page(name: str, **context: object) -> Response:
    page = make_response(render_template(f"{name}.html", page=name, **context))
    page.headers["Content-Language"] = reader_language()
    page.cache_control.no_cache = True
    page.vary.add("Accept-Language")
    return page


def _page_data(lang: str) -> dict[str, object]:
    """What the scripts of the page need to start, and nothing that they could compute."""
    return {
        "lang": lang,
        "catalogue": page_words(lang),
        "examples": [{"id": each.id, "title": each.titles[lang], "source": each.source} for each in examples()],
        "ops": completions(),
    }


def _languages() -> list[dict[str, str]]:
    """The languages with the address of this page in each."""
    path = url_for(request.endpoint, **(request.view_args or {})) if request.endpoint else url_for("pages.expression")
    return [{"code": code, "name": name, "url": f"{path}?lang={code}"} for code, name in LANGUAGES.items()]
