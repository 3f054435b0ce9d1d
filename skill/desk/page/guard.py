"""Keeps other web sites out of the desk. A browser that visits one of them must not be able to talk to it.

- DNS rebinding: the Host must be an address, this machine, or a name the desk was told; a rebound name is none.
- Cross-site requests: an Origin must be the desk's own, and a browser's own word for "another site" is believed.
- Scripts: only those of the desk run, nothing inline, and nothing is ever parsed as HTML (Trusted Types).
- The network: a desk that listens beyond this machine wants the token that is in the address it printed.

`/healthz` is for the world, and so is `/alexa` while it verifies who signed.
"""

from __future__ import annotations

from collections.abc import Collection
from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from skill.desk.page import viewhost

ALEXA, PUBLIC = "/alexa", ("/healthz",)
SERVICES = ("/v1/", "/v2/", "/v3/", "/auth/")
"""Alexa's services and Amazon's tools, which bring tokens of their own. The scripts of Amazon's renderer need none:
they are the same for everybody, and their frame, which has no origin, could bring none."""
COOKIE = "desk"
READING = ("GET", "HEAD", "OPTIONS")

HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
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


def guard(app: Flask, names: Collection[str] = (), unsigned: bool = False, token: str | None = None) -> None:
    """Guards every route of the app but the public ones. `names`: other names this desk is reached by.

    `unsigned`: nobody has to sign what comes to `/alexa`, so that it is not public. `token`: what callers have to know.
    """
    public = PUBLIC if unsigned else (*PUBLIC, ALEXA)

    def refuse() -> None:
        if request.path in public:
            return
        if not is_ours(request.host, names):
            abort(403, f"the desk does not answer to the name {request.host!r}; open it by its address")
        if request.method not in READING and comes_from_elsewhere():
            abort(403, "the desk takes no requests from other web sites")
        if request.path == ALEXA and request.mimetype != "application/json":
            abort(415, "send Alexa's JSON with Content-Type: application/json")
        if token and not request.path.startswith((*SERVICES, f"{viewhost.PATH}/")) and not _knows(token):
            abort(401, "this desk listens beyond its machine; open it by the address it printed, with the token in it")

    app.before_request_funcs.setdefault(None, []).insert(0, refuse)  # before `/alexa`, which answers in this way too

    @app.after_request
    def protect(response: Response) -> Response:
        if request.path not in public:
            response.headers.update(HEADERS)
        if request.path.startswith(viewhost.PATH):
            response.headers.update(viewhost.HEADERS)
        if token and request.args.get("token") == token:  # from here on the browser knows it
            response.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
        return response


def _knows(token: str) -> bool:
    """Whether a request brings the token: in its address, as a cookie, or as a bearer's."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    told = (request.args.get("token"), request.cookies.get(COOKIE), bearer)
    return any(compare_digest(each.encode(), token.encode()) for each in told if each)


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
