"""The pretend service over HTTP, for a skill that runs elsewhere."""

import math
import socket
import time
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.desk.alerts.rest import FindService, bearer, handle

PATHS = (
    "/v1/alerts/<path:rest>",
    "/v1/directives",
    "/v1/devices/<path:rest>",
    "/v1/users/<path:rest>",
    "/v2/accounts/<path:rest>",
    "/v2/devices/<path:rest>",
    "/v2/persons/<path:rest>",
)


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

    @blueprint.app_errorhandler(404)
    def nowhere(error: HTTPException) -> tuple[Response, int] | Response:
        """A skill that calls a service which the desk does not have is answered too, and its developer is told."""
        if find(bearer(dict(request.headers))):
            return answer()
        return jsonify({"error": error.description}), 404

    for path in PATHS:
        blueprint.add_url_rule(path, "answer", answer, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    return blueprint


def _hang_up() -> None:
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
