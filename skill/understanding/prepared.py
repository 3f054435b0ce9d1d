"""A model made ready to understand people by: its samples as a tree, its values, its fillers, and what is learnt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from .encoder import default_encoder, is_installed
from .interaction_model import InteractionModel
from .learning import Learning, Progress
from .lexicon import Lexicon
from .model_cache import USUAL_FOLDER
from .tables import tables_of
from .templates import usual_wordings
from .understood import Slots
from .utterance import Utterance
from .words import Words, language, norms

Tier = Literal["auto", "default", "best"]

_USUAL = ("Help", "Stop", "Cancel", "Yes", "No", "Next", "Previous", "Repeat", "Pause", "Resume", "StartOver", "More")
"""Amazon's own intents whose words mean none of her others, also where a model has no such intent."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Prepared:
    """One skill's model, with all that is made of it once."""

    def __init__(
        self,
        model: InteractionModel,
        now: Callable[[], datetime] = _now,
        *,
        folder: Path | None = USUAL_FOLDER,
        tier: Tier = "auto",
        progress: Progress | None = None,
    ) -> None:
        is_best = tier == "best" or (tier == "auto" and is_installed())
        self._model = model
        self._undeclared = frozenset(
            norms(wording)
            for name in _USUAL
            if model.intent(f"AMAZON.{name}Intent") is None
            for wording in usual_wordings(model.language).get(f"{name}Intent", ())
        )
        self._intents = {intent.name: intent for intent in model.intents}
        self._dynamic: Lexicon | None = None
        """Of the values that are known for a while only, these."""
        self._now = now
        self._mode: Slots = "generous"
        tables = tables_of(model, folder)
        self._lexicon = self._listed = tables.lexicon
        self._fillers, self._doubting, self._samples = tables.fillers, tables.doubting, tables.samples
        self._grammar, self._answers, self._bare = tables.grammar, tables.answers, tables.bare
        self._spelling = tables.spelling
        self._negations, self._abilities = frozenset(language()["negations"]), frozenset(language()["abilities"])
        self._refusing = frozenset(language()["refusing"])
        self._states = frozenset(language()["states"])
        self._statements = frozenset(language()["statements"])
        self._carriers = frozenset(name for name, filler in self._fillers.items() if filler.carries)
        self._listed_of = {
            name: frozenset(filter(self._lexicon.phrases, self._intents[name].slots.values()))
            for name in self._carriers
        }
        """Of each of these, the types of its slots that have listed values."""
        self._learning = Learning(model, tables, folder, default_encoder() if is_best else None, progress)
        self.tier: Tier = "best" if is_best else "default"

    def prepare(self) -> None:
        """Learns now rather than at the first sentence."""
        self._learning.learnt()

    def begin(self) -> None:
        """Learns while others go on. Until it is done, sentences are understood by their words alone, and
        at first, where a model is large, by what some of its samples tell of them."""
        self._learning.begin()

    @property
    def done(self) -> float:
        """The part of the learning that is done, from 0 to 1."""
        return self._learning.done

    def recall(self) -> bool:
        """Loads what was learnt before. Whether all of it was."""
        return self._learning.recalled()

    def _utterance(self, words: Words) -> Utterance:
        return Utterance(words, self._lexicon, self._now().date())
