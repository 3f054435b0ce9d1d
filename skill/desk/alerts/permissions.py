"""What the person lets the skill do."""

from collections.abc import Mapping
from typing import Literal, get_args

State = Literal["ask", "granted", "denied"]

SCOPES = {
    "timers": "alexa::alerts:timers:skill:readwrite",
    "reminders": "alexa::alerts:reminders:skill:readwrite",
}
"""Documented."""


class Permissions:
    """One state for timers and one for reminders: to be asked for, granted or denied.

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
        """`name`: timers, reminders, or the scope Alexa calls them by."""
        return self._states[_short(name)]

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
