"""Which HTTP call is which operation. (documented paths; the names are the methods of Amazon's SDK)"""

import re
from urllib.parse import unquote

_ROUTES = [
    ("POST", r"/v1/alerts/timers", "create_timer"),
    ("GET", r"/v1/alerts/timers", "get_timers"),
    ("DELETE", r"/v1/alerts/timers", "delete_timers"),
    ("GET", r"/v1/alerts/timers/([^/]+)", "get_timer"),
    ("DELETE", r"/v1/alerts/timers/([^/]+)", "delete_timer"),
    ("POST", r"/v1/alerts/timers/([^/]+)/pause", "pause_timer"),
    ("POST", r"/v1/alerts/timers/([^/]+)/resume", "resume_timer"),
    ("POST", r"/v1/alerts/reminders", "create_reminder"),
    ("GET", r"/v1/alerts/reminders", "get_reminders"),
    ("GET", r"/v1/alerts/reminders/([^/]+)", "get_reminder"),
    ("PUT", r"/v1/alerts/reminders/([^/]+)", "update_reminder"),
    ("DELETE", r"/v1/alerts/reminders/([^/]+)", "delete_reminder"),
    ("GET", r"/v2/devices/([^/]+)/settings/System\.timeZone", "get_system_time_zone"),
    ("POST", r"/v1/directives", "enqueue"),
]

OPERATIONS = tuple(operation for _, _, operation in _ROUTES)


def find_operation(method: str, path: str) -> tuple[str, str] | None:
    """The operation and the id in its path (empty if it has none). None: there is no such operation."""
    for allowed, pattern, operation in _ROUTES:
        match = re.fullmatch(pattern, path.partition("?")[0])
        if match and method.upper() == allowed:
            return operation, unquote("".join(match.groups()))
    return None
