"""A bar on standard error while the simulator learns a model. Where all was learnt before, nothing is shown."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


class LearningBar:
    """Told the part that is done, from 0 to 1, it draws it. It begins when it is first told, and ends at 1."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def __call__(self, done: float) -> None:
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
