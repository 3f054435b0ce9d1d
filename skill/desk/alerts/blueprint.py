"""The pretend service over HTTP, for a skill that runs elsewhere."""

import math
import socket
import time
from collections.abc import Callable

from flask import Blueprint, Response, request

from skill.desk.alerts.rest import FindService, handle

PATHS = (
    "/v1/alerts/<path:rest>",
    "/v1/directives",
    "/v1/devices/<path:rest>",
    "/v1/users/<path:rest>",
    "/v1/proactiveEvents/<path:rest>",
    "/v1/datastore/<path:rest>",
    "/v2/accounts/<path:rest>",
    "/v2/devices/<path:rest>",
    "/v2/householdlists/",
    "/v2/householdlists/<path:rest>",
    "/v2/persons/<path:rest>",
    "/v3/<path:rest>",
)
"""Those of services that the desk does not have are here as well, so that whoever calls them is told."""


def alerts_blueprint(
    find: FindService, longest_wait: float = 10.0, sleep: Callable[[float], None] = time.sleep
) -> Blueprint:
    """Everything under the paths of Alexa's services. Use its address as the apiEndpoint.

    A late answer is really late, though never by more than `longest_wait` seconds. An answer that never comes
    is a connection dropped after that time (a 504 where the server does not give its socket away).
    """
    blueprint = Blueprint("alerts", __name__)

    def answer(**_: str) -> Response:
        made = handle(find, request.method, request.path, dict(request.headers), request.get_data())
        if made.delay:
            sleep(min(made.delay, longest_wait))
        if made.delay == math.inf:
            _hang_up()
        return Response(made.body, made.status, made.headers)

    for path in PATHS:
        blueprint.add_url_rule(path, "answer", answer, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    return blueprint


def _hang_up() -> None:
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
