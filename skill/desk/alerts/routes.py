"""Which HTTP call is which operation. (documented paths; the names are the methods of Amazon's SDK)"""

from urllib.parse import unquote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

_TIMER, _REMINDER = "/v1/alerts/timers/<id>", "/v1/alerts/reminders/<id>"
_RULES = [
    Rule("/v1/alerts/timers", methods=["POST"], endpoint="create_timer"),
    Rule("/v1/alerts/timers", methods=["GET"], endpoint="get_timers"),
    Rule("/v1/alerts/timers", methods=["DELETE"], endpoint="delete_timers"),
    Rule(_TIMER, methods=["GET"], endpoint="get_timer"),
    Rule(_TIMER, methods=["DELETE"], endpoint="delete_timer"),
    Rule(f"{_TIMER}/pause", methods=["POST"], endpoint="pause_timer"),
    Rule(f"{_TIMER}/resume", methods=["POST"], endpoint="resume_timer"),
    Rule("/v1/alerts/reminders", methods=["POST"], endpoint="create_reminder"),
    Rule("/v1/alerts/reminders", methods=["GET"], endpoint="get_reminders"),
    Rule(_REMINDER, methods=["GET"], endpoint="get_reminder"),
    Rule(_REMINDER, methods=["PUT"], endpoint="update_reminder"),
    Rule(_REMINDER, methods=["DELETE"], endpoint="delete_reminder"),
    Rule("/v2/devices/<id>/settings/System.timeZone", methods=["GET"], endpoint="get_system_time_zone"),
    Rule("/v1/directives", methods=["POST"], endpoint="enqueue"),
]
_ROUTES = Map(_RULES, merge_slashes=False).bind("device")

OPERATIONS = tuple(rule.endpoint for rule in _RULES)


def find_operation(method: str, path: str) -> tuple[str, str] | None:
    """The operation and the id in its path (empty if it has none). None: there is no such operation."""
    try:
        operation, values = _ROUTES.match(path.partition("?")[0], method)
    except HTTPException:
        return None
    return operation, unquote(values.get("id", ""))
