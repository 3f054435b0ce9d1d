"""Whether something of a screen is shown by its `when`, as far as that can be told without computing it.

Comparisons with == and !=, joined by && and ||: of data, of what is written out, and of the shape of the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from skill.desk.household.device_model import ScreenModel

_WHOLE = re.compile(r"\s*\$\{([^{}]{0,500})\}\s*")
_COMPARED = re.compile(r"([^=!<>]{1,200})([=!]=)([^=!<>]{1,200})")
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_WORDS = {"true": True, "false": False}
_PROFILE = "@viewportProfile"


def viewport(of: ScreenModel) -> dict[str, Any]:
    """What a document knows of the screen that it is shown on."""
    return {"shape": "round" if of.shape == "round" else "rectangle", "mode": of.mode}


@dataclass(frozen=True)
class Conditions:
    """Those on one screen, with data. `follow` finds what a path such as payload.list.title leads to, or None."""

    follow: Callable[[str], Any]

    def shows(self, when: Any) -> bool:
        """Whether it is shown. What cannot be told is."""
        if not isinstance(when, str):
            return when is not False
        inner = _WHOLE.fullmatch(when)
        return when != "false" if inner is None else self._holds(inner[1]) is not False

    def _holds(self, condition: str) -> bool | None:
        """None where it cannot be told."""
        if "||" in condition:
            return _any([self._holds(each) for each in condition.split("||")])
        if "&&" in condition:
            return _not(_any([_not(self._holds(each)) for each in condition.split("&&")]))
        if found := _COMPARED.fullmatch(condition):
            same = self._same(found[1].strip(), found[3].strip())
            return same if found[2] == "==" else _not(same)
        data = self._value(condition.strip())
        return data if isinstance(data, bool) else None

    def _same(self, one: str, other: str) -> bool | None:
        if _PROFILE in (one, other):
            return self._is_profile(other if one == _PROFILE else one)
        first, second = self._value(one), self._value(other)
        return None if first is None or second is None else bool(first == second)

    def _is_profile(self, name: str) -> bool | None:
        """Whether the screen is one of Amazon's kinds, such as @hubRoundSmall; None where its size alone tells."""
        is_round, is_tv = self.follow("viewport.shape") == "round", self.follow("viewport.mode") == "tv"
        if ("Round" in name) != is_round or name.startswith("@tv") != is_tv:
            return False
        return True if is_round else None

    def _value(self, of: str) -> Any:
        """What it stands for; None where that is not known."""
        if of in _WORDS:
            return _WORDS[of]
        if _TEXT.fullmatch(of):
            return of[1:-1]
        return float(of) if _NUMBER.fullmatch(of) else self.follow(of)


def _any(of: list[bool | None]) -> bool | None:
    return True if True in of else None if None in of else False


def _not(of: bool | None) -> bool | None:
    return None if of is None else not of
