"""What the person lets the skill do."""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

State = Literal["ask", "granted", "denied"]

SCOPES = {
    "timers": "alexa::alerts:timers:skill:readwrite",
    "reminders": "alexa::alerts:reminders:skill:readwrite",
    "address": "read::alexa:device:all:address",
    "postal_code": "read::alexa:device:all:address:country_and_postal_code",
    "name": "alexa::profile:name:read",
    "given_name": "alexa::profile:given_name:read",
    "email": "alexa::profile:email:read",
    "mobile_number": "alexa::profile:mobile_number:read",
    "geolocation": "alexa::devices:all:geolocation:read",
    "notifications": "alexa::devices:all:notifications:write",
    "lists_read": "read::alexa:household:list",
    "lists_write": "write::alexa:household:list",
}
"""Documented: what a skill can ask for, by the short name that the desk has for it."""


class Permissions:
    """One state for each scope: to be asked for, granted or denied.

    The APIs let a call through only if it is granted. What else there is matters to the device: it asks the
    person when the skill wants it to and the state is "ask".
    """

    def __init__(self, states: Mapping[str, str] | None = None) -> None:
        """`states`: such as {"timers": "granted"}; what is left out is "ask". ValueError: says what may
        stand."""
        self._states: dict[str, State] = dict.fromkeys(SCOPES, "ask")
        for name, state in (states or {}).items():
            self.set(name, state)

    def __getitem__(self, name: str) -> State:
        """`name`: such as timers, or the scope Alexa calls it by."""
        return self._states[_short(name)]

    def __iter__(self) -> Iterator[tuple[str, State]]:
        """Every permission, by its short name."""
        return iter(list(self._states.items()))

    def set(self, name: str, state: str) -> None:
        for allowed in get_args(State):
            if state == allowed:
                self._states[_short(name)] = allowed
                return
        raise ValueError(f"permission {name!r} cannot be {state!r}: use {', '.join(get_args(State))}")


def _short(name: str) -> str:
    for short, scope in SCOPES.items():
        if name in (short, scope):
            return short
    raise ValueError(f"there is no permission {name!r}: use {', '.join(SCOPES)}")
