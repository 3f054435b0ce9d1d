"""What a kind of question is: how it is asked again, and what every kind of answer to it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from skill.dialogue.turn import Then, Turn

Move = Callable[[Turn], Then]
"""What happens in a turn. It says where the conversation goes then; None where it has asked what comes next itself."""


@dataclass(frozen=True)
class Question:
    """One kind of question: a row of the policy."""

    ask: Callable[[Turn, str], Then]
    """Asks it once more, after a detour; the text is what it is about."""
    yes: Move
    no: Move
    unsure: Move
    words: Move | None = None
    """An answer in words. Then.NOT_UNDERSTOOD where the words are none, so that they are what their intent says."""
    missed: Move | None = None
    """Not understood for the first time; without one it is said so, and asked again."""
    missed_twice: Move | None = None
    """Not understood again; without one the same as before."""
    why: Move | None = None
    """ "Why", or "tell me more"; without one it is about the step or topic that was spoken of last."""
    help: str = ""
    """The phrase that says what one can say here; without one `why` explains, and then the place in the steps does."""
    comes_back: bool = False
    """Whether it is asked again after an interruption."""
    due: Callable[[Turn, str], bool] | None = None
    """Whether it still has to be asked after one; without this it has."""
    acknowledged: Move | None = None
    """ "Okay"; without one it is a yes."""
    is_check: bool = False
    """Whether it is part of the safety check: no step while it is open."""
    in_alarm: bool = False
    """Whether it belongs to an alarm, and is answered while that stands."""
    of_errand: bool = False
    """Whether it is about a timer or a reminder."""
    of_step: bool = False
    """Whether it is about the current step, which a screen goes on showing."""

    @property
    def asks_plainly(self) -> bool:
        """Whether a yes is all it asks for, and words mean something else."""
        return self.words is None or self.of_errand
