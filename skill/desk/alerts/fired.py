"""What the person hears when an alert goes off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from skill.desk.alerts.clock import iso_utc
from skill.json_reader import Reader

Kind = Literal["timer", "reminder"]


@dataclass(frozen=True)
class Fired:
    """A timer that ran out or a reminder that came due."""

    kind: Kind
    id: str
    label: str | None
    """A timer's label, or the text of a reminder. None: a timer without label."""
    announcement: str | None
    """The words to speak. None: the timer only chimes. Alexa introduces a reminder and says it twice; here it
    stands once, as the skill wrote it."""
    at: datetime
    """When, in UTC. A long step of the clock passes many of these."""
    audible: bool = True
    """Whether it chimes first and someone has to stop it; if not, the words come at once. (documented)"""

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "at": iso_utc(self.at)}


class Words:
    """The same words in several locales. A locale that is missing gets the first one given."""

    def __init__(self, items: list[Reader]) -> None:
        self._texts = {item["locale"].text(): item["text"].text() for item in items}

    def spoken_in(self, locale: str) -> str:
        return self._texts.get(locale) or next(iter(self._texts.values()))

    def all(self) -> Collection[str]:
        return self._texts.values()
