"""What the conversations on this desk have reached of all there is: intents, topics, red flags, steps."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from skill.desk.answer import SayAnswer
from skill.understanding import InteractionModel


@dataclass
class Coverage:
    """Counts what turns reached. May be used from several threads."""

    turns: int = 0
    counts: dict[str, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in ("intents", "topics", "red flags", "steps")}
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, turn: SayAnswer) -> None:
        """One turn."""
        with self._lock:
            self.turns += 1
            self.counts["intents"].update(filter(None, [turn["intent"]]))
            self.counts["topics"].update(filter(None, [turn["topic"]]))
            self.counts["red flags"].update(turn["red_flags"])
            self.counts["steps"].update([turn["step"]["id"]] if turn["step"] else [])

    def of(
        self, kinds: Mapping[str, Sequence[str]], model: InteractionModel
    ) -> list[tuple[str, list[tuple[str, int]]]]:
        """The intents and every other kind the skill has, with all names and how often each was reached."""
        everything = {"intents": [intent.name for intent in model.intents], **kinds}
        with self._lock:
            return [(kind, [(name, self.counts[kind][name]) for name in names]) for kind, names in everything.items()]
