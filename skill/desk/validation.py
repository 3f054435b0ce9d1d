"""Amazon's rules for what a slot may hold, as a model's dialog names them.

Documented: the rules, and that both ends of an interval are days or times, or lengths of time from now. Assumed: all of
a week or month has to lie in an interval, both ends are part of it, and what cannot be compared passes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from skill.desk.alexa_request import values_of
from skill.desk.spans import Span, between, span
from skill.json_reader import Json


@dataclass(frozen=True)
class Held:
    """One value of a slot, of a type, at a moment."""

    value: Json
    kind: str
    now: datetime

    def span(self, text: str) -> Span | None:
        """A value of the slot's type; None for what cannot be compared."""
        return span(text, self.kind, self.now)


def is_valid(slot: Json, kind: str, rule: Json, now: datetime) -> bool:
    """Whether all that a filled slot of this type holds passes one rule of its `validations`."""
    check = CHECKS.get(str(rule.get("type")))
    return check is None or all(check(Held(value, kind.upper(), now), rule) for value in values_of(slot))


def names_of(value: Json) -> set[str]:
    """What was said and the listed values it stands for, in lower case."""
    resolved = (value.get("resolutions") or {}).get("resolutionsPerAuthority") or []
    names = [each["value"]["name"] for authority in resolved for each in authority.get("values") or []]
    return {str(name).lower() for name in [value.get("value", ""), *names]}


def is_listed(value: Json) -> bool:
    """Whether what was said is one of the values of the slot's type, or another word for one."""
    resolved = (value.get("resolutions") or {}).get("resolutionsPerAuthority") or []
    return any(authority["status"]["code"] == "ER_SUCCESS_MATCH" for authority in resolved)


def _in_set(held: Held, rule: Json) -> bool:
    return bool(names_of(held.value) & {str(value).lower() for value in rule.get("values") or []})


def _beyond(compare: Callable[[Span, Span], bool]) -> Callable[[Held, Json], bool]:
    def check(held: Held, rule: Json) -> bool:
        value, limit = (held.span(str(each.get("value"))) for each in (held.value, rule))
        return value is None or limit is None or compare(value, limit)

    return check


def _in_duration(is_inside: bool) -> Callable[[Held, Json], bool]:
    def check(held: Held, rule: Json) -> bool:
        value, (start, end) = held.span(str(held.value.get("value"))), (str(rule.get(key)) for key in ("start", "end"))
        found = value and between(value, held.kind, start, end, held.now)
        return found is None or found == is_inside

    return check


CHECKS: dict[str, Callable[[Held, Json], bool]] = {
    "hasEntityResolutionMatch": lambda held, rule: is_listed(held.value),
    "isInSet": _in_set,
    "isNotInSet": lambda held, rule: not _in_set(held, rule),
    "isGreaterThan": _beyond(lambda value, limit: value[0] > limit[1]),
    "isGreaterThanOrEqualTo": _beyond(lambda value, limit: value[0] >= limit[0]),
    "isLessThan": _beyond(lambda value, limit: value[1] < limit[0]),
    "isLessThanOrEqualTo": _beyond(lambda value, limit: value[1] <= limit[1]),
    "isInDuration": _in_duration(True),
    "isNotInDuration": _in_duration(False),
}
