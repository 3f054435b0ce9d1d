"""One locale's interaction model, and the understanding that is learnt of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from skill.desk.dialog_rules import Rules
from skill.json_reader import Json
from skill.understanding import InteractionModel, Tier, Understanding
from skill.understanding.lexicon import Lexicon


@dataclass(frozen=True, eq=False)
class LocaleModel:
    """A model as it was read at one time."""

    raw: Json
    """As it stands in the file, or was put."""
    model: InteractionModel
    tier: Tier = "auto"

    @cached_property
    def lexicon(self) -> Lexicon:
        """The values of its slots, by their words."""
        return Lexicon(self.model)

    @cached_property
    def rules(self) -> Rules:
        """What it says of dialogs."""
        return Rules(self.model, self.raw)

    @cached_property
    def understanding(self) -> Understanding:
        """What people mean by what they say. Raises EncoderError."""
        return Understanding(self.model, now=lambda: datetime.now(UTC), tier=self.tier, progress=LearningBar())


class LearningBar:
    """A bar on standard error while a model is learnt and somebody waits. Where all was learnt before, nothing is
    shown; nor while it is learnt beside something else, which has the screen to itself and shows it in its own way.

    Told the part that is done, from 0 to 1, it draws it. It begins when it is first told, and ends at 1.
    """

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def __call__(self, done: float) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        if self._bar is None:
            columns = TextColumn("learning what people say"), BarColumn(), TimeRemainingColumn()
            console = Console(stderr=True)
            self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
            self._bar.add_task("learning", total=1.0)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
        if done >= 1:
            self._bar.stop()
            self._bar = None
