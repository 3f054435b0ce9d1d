"""Amazon's rules for what a slot may hold, as a model's dialog names them. Those about dates are not looked at."""

from __future__ import annotations

from collections.abc import Callable

from skill.json_reader import Json


def is_valid(slot: Json, rule: Json) -> bool:
    """Whether a filled slot passes one rule of its `validations`."""
    check = CHECKS.get(str(rule.get("type")))
    return check is None or check(slot, rule)


def names_of(slot: Json) -> set[str]:
    """What was said and the listed values it stands for, in lower case."""
    resolved = (slot.get("resolutions") or {}).get("resolutionsPerAuthority") or []
    names = [each["value"]["name"] for authority in resolved for each in authority.get("values") or []]
    return {str(name).lower() for name in [slot.get("value", ""), *names]}


def is_listed(slot: Json) -> bool:
    """Whether what was said is one of the values of the slot's type, or another word for one."""
    resolved = (slot.get("resolutions") or {}).get("resolutionsPerAuthority") or []
    return any(authority["status"]["code"] == "ER_SUCCESS_MATCH" for authority in resolved)


def _in_set(slot: Json, rule: Json) -> bool:
    return bool(names_of(slot) & {str(value).lower() for value in rule.get("values") or []})


def _number(compare: Callable[[float, float], bool]) -> Callable[[Json, Json], bool]:
    def check(slot: Json, rule: Json) -> bool:
        try:
            return compare(float(slot["value"]), float(rule["value"]))
        except (KeyError, TypeError, ValueError):  # dates and times, whose rules are not looked at
            return True

    return check


CHECKS: dict[str, Callable[[Json, Json], bool]] = {
    "hasEntityResolutionMatch": lambda slot, rule: is_listed(slot),
    "isInSet": _in_set,
    "isNotInSet": lambda slot, rule: not _in_set(slot, rule),
    "isGreaterThan": _number(lambda value, limit: value > limit),
    "isGreaterThanOrEqualTo": _number(lambda value, limit: value >= limit),
    "isLessThan": _number(lambda value, limit: value < limit),
    "isLessThanOrEqualTo": _number(lambda value, limit: value <= limit),
}
