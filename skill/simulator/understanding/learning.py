"""A classifier for one model: learnt from its samples and the background, and kept on disk for the next time."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import platformdirs

from .background import background
from .classifier import Classifier, learn
from .expansion import expansions
from .features import features
from .hearing import FREE_TYPES, Hearing
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .templates import Template, templates_of
from .understood import FALLBACK
from .words import norms, split

USUAL_FOLDER = Path(platformdirs.user_cache_dir("back-coach", appauthor=False))
"""Where learnt classifiers are kept between runs."""
_MOST_KEPT = 8
_FILLINGS = 3
_ANY_DAY = date(2026, 1, 5)
_log = logging.getLogger(__name__)

Row = tuple[str, ...]
Progress = Callable[[float], None]


class Learning:
    """Learns when first asked. Threads that ask meanwhile wait."""

    def __init__(self, model: InteractionModel, lexicon: Lexicon, folder: Path | None) -> None:
        self._model = model
        self._lexicon = lexicon
        self._folder = folder
        self._lock = threading.Lock()
        self._learnt: Classifier | None = None
        types = (kind for intent in model.intents for kind in intent.slots.values())
        self._types = tuple(kind for kind in dict.fromkeys(types) if kind not in FREE_TYPES)

    def classifier(self, progress: Progress | None = None) -> Classifier:
        """The learnt classifier; from the disk if this model was learnt before."""
        with self._lock:
            if self._learnt is None:
                self._learnt = self._kept() or self._learn(progress)
            return self._learnt

    def probabilities(self, hearing: Hearing) -> dict[str, float]:
        """How likely each intent is, and the background under the fallback intent."""
        return self.classifier().probabilities(features(hearing, self._types))

    def _learn(self, progress: Progress | None) -> Classifier:
        samples = [each for each in _samples(templates_of(self._model), self._lexicon) if each[1]]
        rows = samples + [(FALLBACK, row) for row in background([row for _, row in samples])]
        learnt = learn([(label, self._features(row)) for label, row in rows], progress)
        self._keep(learnt)
        return learnt

    def _features(self, row: Row) -> tuple[str, ...]:
        return features(Hearing(split(" ".join(row)), self._lexicon, _ANY_DAY), self._types)

    @property
    def _file(self) -> Path | None:
        if self._folder is None:
            return None
        key = hashlib.sha256(f"{_code()}{self._model!r}".encode()).hexdigest()
        return self._folder / f"understanding-{key[:32]}.npz"

    def _kept(self) -> Classifier | None:
        file = self._file
        if file is None or not file.exists():
            return None
        try:
            return Classifier.load(file)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            _log.warning("%s cannot be read (%s); learning anew", file, error)
            return None

    def _keep(self, learnt: Classifier) -> None:
        file = self._file
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and moved, so that another process never reads half a file.
            aside = file.with_name(f"{file.stem}-{os.getpid()}.part.npz")
            learnt.save(aside)
            aside.replace(file)
            kept = sorted(file.parent.glob("understanding-*.npz"), key=lambda each: each.stat().st_mtime)
            for old in kept[:-_MOST_KEPT]:
                old.unlink(missing_ok=True)
        except OSError as error:
            _log.info("%s cannot be written (%s); the next start learns again", file, error)


def _samples(templates: tuple[Template, ...], lexicon: Lexicon) -> Iterator[tuple[str, Row]]:
    for at, template in enumerate(templates):
        if not any(place.type in FREE_TYPES for place in template.places):
            for sentence in expansions(template, lexicon, _FILLINGS, at):
                yield template.intent, norms(sentence)


@cache
def _code() -> str:
    """A mark of everything in this package that shapes what is learnt: its code and its word lists."""
    mark = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*")):
        if file.suffix in (".py", ".toml", ".txt"):
            mark.update(file.read_bytes())
    return mark.hexdigest()
