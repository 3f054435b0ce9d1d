"""Keeps other web sites out of the desk. A browser that visits one of them must not be able to talk to it.

- DNS rebinding: the Host must be an address, this machine, or a name the desk was told; a rebound name is none.
- Cross-site requests: an Origin must be the desk's own, and a browser's own word for "another site" is believed.
- Scripts: only those of the desk run, nothing inline, and nothing is ever parsed as HTML (Trusted Types).

`/alexa` and `/healthz` are for the world and have their own rules.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

PUBLIC = ("/alexa", "/healthz")
READING = ("GET", "HEAD", "OPTIONS")

HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}


def guard(app: Flask, names: Collection[str] = ()) -> None:
    """Guards every route of the app but the public ones. `names`: other names this desk is reached by."""

    @app.before_request
    def refuse() -> None:
        if request.path in PUBLIC:
            return
        if not is_ours(request.host, names):
            abort(403, f"the desk does not answer to the name {request.host!r}; open it by its address")
        if request.method not in READING and comes_from_elsewhere():
            abort(403, "the desk takes no requests from other web sites")

    @app.after_request
    def protect(response: Response) -> Response:
        if request.path not in PUBLIC:
            response.headers.update(HEADERS)
        return response


def is_ours(host: str, names: Collection[str] = ()) -> bool:
    """Whether a Host header names this desk, not a name that somebody else points at it."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name == "localhost" or name in names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def comes_from_elsewhere() -> bool:
    """Whether a browser says that another site made this request. What is no browser says nothing."""
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.host}"
