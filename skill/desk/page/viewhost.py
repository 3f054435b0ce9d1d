"""Amazon's own renderer of APL, where `script/viewhost` has installed it, in a frame of its own.

It makes functions out of text, writes styles and would fetch fonts and packages: nothing that the page itself lets a
script do. So it runs in a frame without an origin, which can reach neither the desk nor the page but by messages.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Blueprint, Response, abort, send_file

STATIC = Path(__file__).parent / "static"
INSTALLED = Path(__file__).parents[3] / "script" / "viewhost-web" / "node_modules" / "apl-viewhost-web" / "index.js"
VARIABLE = "BACK_COACH_VIEWHOST"
"""Names the file where it is elsewhere; empty: the desk draws by itself."""
PATH = "/viewhost"
PACKAGES = "https://d2na8397m465mh.cloudfront.net"
"""Where Amazon keeps the packages that a document may import: `alexa-layouts` and others."""

HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src https: data: blob:",
            "media-src https:",
            f"connect-src data: {PACKAGES}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-scripts",
        ]
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of everything in the frame, instead of what the guard says of the other pages."""


def runtime() -> Path | None:
    """The renderer's file, where it is installed."""
    told = os.environ.get(VARIABLE)
    file = INSTALLED if told is None else Path(told)
    return file if file.is_file() else None


def viewhost_blueprint() -> Blueprint:
    """`/viewhost` and the two scripts in it."""
    viewhost = Blueprint("viewhost", __name__, url_prefix=PATH)

    @viewhost.get("")
    def frame() -> Response:
        return send_file(STATIC / "viewhost.html", mimetype="text/html; charset=utf-8")

    @viewhost.get("/frame.js")
    def ours() -> Response:
        return send_file(STATIC / "viewhost_frame.js", mimetype="text/javascript; charset=utf-8")

    @viewhost.get("/runtime.js")
    def amazons() -> Response:
        file = runtime()
        if file is None:
            abort(404, "Amazon's renderer is not installed; script/viewhost installs it")
        return send_file(file, mimetype="text/javascript; charset=utf-8")

    return viewhost
