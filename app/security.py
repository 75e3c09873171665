"""Headers that tell browsers what an answer may do: nothing from elsewhere, nothing inline."""

from base64 import b64encode
from hashlib import sha256

from flask import Flask, Response

from app.config import Config

NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The policy of data, which is never a page."""


def init_app(app: Flask, config: Config) -> None:
    """Add the headers to every answer; a view may have set its own policy before."""
    pages = page_policy(config.frame_ancestors)

    @app.after_request
    def protect(response: Response) -> Response:
        is_page, is_picture = response.mimetype == "text/html", response.mimetype == "image/svg+xml"
        response.headers.setdefault("Content-Security-Policy", pages if is_page else NOTHING)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_picture else "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response


def page_policy(frame_ancestors: str) -> str:
    """The content security policy of the pages: own files only, nothing inline."""
    own = ("script-src", "style-src", "font-src", "connect-src", "manifest-src")
    nothing = ("default-src", "base-uri", "form-action")
    rules = [*(f"{what} 'none'" for what in nothing), *(f"{what} 'self'" for what in own)]
    return "; ".join([*rules, "img-src 'self' data:", f"frame-ancestors {frame_ancestors}"])


def picture_policy(style: str) -> str:
    """The policy of a picture that may use its one style sheet, known by its hash, and be shown anywhere."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors *"
