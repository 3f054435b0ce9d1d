"""Bad days of the service, switched on to see how the skill bears them."""

import math
from dataclasses import dataclass, field
from http import HTTPStatus

from skill.desk.alerts.routes import OPERATIONS


@dataclass(frozen=True)
class Fails:
    """Answers with this status and does nothing: 429 too many calls, 500, 503, 504 device offline, 204 no
    such setting, 400 with a message of one's own."""

    status: int
    message: str = ""

    def __post_init__(self) -> None:
        HTTPStatus(self.status)


@dataclass(frozen=True)
class Late:
    """Does what was asked, and answers so many seconds later. A caller that gave up and asks again finds it
    done already."""

    seconds: float

    def __post_init__(self) -> None:
        if self.seconds < 0:
            raise ValueError(f"an answer cannot be {self.seconds} seconds late: give zero or more")


@dataclass(frozen=True)
class Silent:
    """The call is lost on the way: nothing is done, and no answer comes."""

    seconds: float = field(default=math.inf, init=False)


@dataclass(frozen=True)
class Nonsense:
    """Does what was asked and answers with something that is no JSON."""

    body: str = "<html><body>Bad Gateway</body></html>"


Fault = Fails | Late | Silent | Nonsense


class Faults:
    """Which operation fails how."""

    def __init__(self) -> None:
        self._on: dict[str, tuple[Fault, float]] = {}

    def switch_on(self, operation: str, fault: Fault, times: int | None = None) -> None:
        """`operation`: by the name of the method of Amazon's SDK; `enqueue` is a progressive response. For
        the next `times` calls, or until switched off. ValueError: there is no such operation."""
        if operation not in OPERATIONS:
            raise ValueError(f"there is no operation {operation!r}: use one of {', '.join(OPERATIONS)}")
        self._on[operation] = (fault, math.inf if times is None else times)

    def switch_off(self) -> None:
        self._on.clear()

    def strike(self, operation: str) -> Fault | None:
        """The fault that this call of the operation meets, if any."""
        fault, left = self._on.get(operation, (None, 0.0))
        if left <= 0:
            return None
        self._on[operation] = (self._on[operation][0], left - 1)
        return fault
