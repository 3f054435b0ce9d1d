"""What is learnt for one model, from its samples and the background, and kept on disk for the next time."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from . import mood, sentence_classifier, word_classifier
from .encoder import WEIGHTS, Encoder
from .features import features
from .interaction_model import InteractionModel
from .labelled import Row, few_sentences, sentences
from .model_cache import ModelCache
from .mood import MoodClassifier
from .sentence_classifier import SentenceClassifier
from .sentence_vectors import SentenceVectors
from .tables import Tables, mark_of
from .understood import FALLBACK
from .utterance import FREE_TYPES, Utterance
from .word_classifier import WordClassifier, softmax
from .words import Word

_SHARPNESS = 1.1
"""How much surer the views are together than each by itself: fitted on sentences that were not learnt from."""
_TO_FEATURES, _TO_WORDS = 0.1, 0.3
"""The part of the time of learning until the features of all sentences are known, and until the words are."""
_TO_KEEP = 0.98
"""What is done when all is encoded; whole it is only when it is kept, so that nobody ends who waits for that."""
_EPOCHS_OF_FEW = 2
"""How often a first impression goes through its sentences."""
_BETWEEN_LOOKS = 500
_LEAST = 1e-9
_ANY_DAY = date(2026, 1, 5)

Progress = Callable[[float], None]
Found = TypeVar("Found")


class Learnt(NamedTuple):
    """The views of one model's sentences."""

    words: WordClassifier
    mood: MoodClassifier
    meaning: SentenceClassifier | None


class Learning:
    """Learns when first asked. Threads that ask meanwhile wait. With an encoder it learns meanings as well as words."""

    def __init__(
        self,
        model: InteractionModel,
        tables: Tables,
        folder: Path | None,
        encoder: Encoder | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._model = model
        self._lexicon = tables.lexicon
        self._stems = tables.stems
        self._encoder = encoder
        self._progress = progress
        self._caches = {kind: ModelCache(folder, kind) for kind in ("understanding", "meaning", "mood")}
        self._folder = folder
        self._lock = threading.Lock()
        self._learnt: Learnt | None = None
        self._by_words: Learnt | None = None
        self._ahead: threading.Thread | None = None
        self._something_is_known = threading.Event()
        self.done = 0.0
        """The part of the learning that is done, from 0 to 1."""
        types = (kind for intent in model.intents for kind in intent.slots.values())
        self._types = tuple(kind for kind in dict.fromkeys(types) if kind not in FREE_TYPES)

    def learnt(self) -> Learnt:
        """What sentences of this model look like and what they mean; from the disk if it was learnt before."""
        with self._lock:
            if self._learnt is None:
                words = self._words(_part(self._tell, 0.0, _TO_WORDS if self._encoder else _TO_KEEP))
                self._by_words = Learnt(words, self._mood(), None)
                self._something_is_known.set()
                encoding = _part(self._tell, _TO_WORDS, _TO_KEEP)
                meaning = self._meaning(self._encoder, encoding) if self._encoder else None
                self._learnt = self._by_words._replace(meaning=meaning)
                if self.done:
                    self._tell(1.0)
                self.done = 1.0
            return self._learnt

    def begin(self) -> None:
        """Learns in a thread of its own. Whoever asks meanwhile waits for a first impression of the words, where there
        is much to be learnt, or else for the words, and is answered by that till all is learnt."""
        if self._ahead is None and self._learnt is None:
            self._ahead = threading.Thread(target=self._learn_ahead, daemon=True)
            self._ahead.start()

    def _learn_ahead(self) -> None:
        try:
            if not self._caches["understanding"].has(self._mark) and (few := few_sentences(self._model, self._lexicon)):
                words = word_classifier.learn(self._described(few), epochs=_EPOCHS_OF_FEW)
                self._by_words = self._by_words or Learnt(words, mood.learn(few), None)
                self._something_is_known.set()
            self.learnt()
        finally:  # whatever went wrong will go wrong again where somebody is told of it
            self._something_is_known.set()

    def at_hand(self) -> Learnt:
        """All that is learnt, or what is known of the words while it is learnt ahead. Raises EncoderError."""
        if self._ahead and not self._learnt:
            self._something_is_known.wait()
            if self._by_words and self._ahead.is_alive():
                return self._learnt or self._by_words
        return self._learnt or self.learnt()

    def _tell(self, done: float) -> None:
        self.done = done
        if self._progress:
            self._progress(done)

    def recalled(self) -> bool:
        """Whether all of it was learnt before; then it is loaded."""
        with self._lock:
            if self._learnt is None:
                words, moods = self._find("understanding", WordClassifier.load), self._find("mood", MoodClassifier.load)
                meaning = self._find("meaning", SentenceClassifier.load) if self._encoder else None
                if words and moods and (meaning or not self._encoder):
                    self._learnt, self.done = Learnt(words, moods, meaning), 1.0
            return self._learnt is not None

    def probabilities(self, utterance: Utterance, learnt: Learnt) -> dict[str, float]:
        """How likely each intent is by what was learnt, and the background under the fallback intent."""
        words, moods, meaning = learnt
        likely = words.probabilities(features(utterance, self._types, self._stems))
        by_mood = moods.scores(utterance.row)
        scores = np.log(np.maximum([likely[label] for label in words.labels], _LEAST)).astype(np.float32)
        scores += np.array([by_mood[label] for label in words.labels], dtype=np.float32)
        if meaning is not None and self._encoder is not None:
            vector = self._encoder.encode([" ".join(utterance.row)])[0]
            by_meaning = dict(zip(meaning.labels, meaning.scores(vector).tolist(), strict=True))
            scores = _SHARPNESS * (scores + np.array([by_meaning[label] for label in words.labels], dtype=np.float32))
        return dict(zip(words.labels, softmax(scores).tolist(), strict=True))

    def _words(self, progress: Progress | None) -> WordClassifier:
        if kept := self._find("understanding", WordClassifier.load):
            return kept
        described = self._described(self._rows, _part(progress, 0.0, _TO_FEATURES / _TO_WORDS) if progress else None)
        learnt = word_classifier.learn(described, _part(progress, _TO_FEATURES / _TO_WORDS, 1.0) if progress else None)
        self._caches["understanding"].keep(self._mark, learnt.save)
        return learnt

    def _mood(self) -> MoodClassifier:
        if kept := self._find("mood", MoodClassifier.load):
            return kept
        learnt = mood.learn(self._rows)
        self._caches["mood"].keep(self._mark, learnt.save)
        return learnt

    def _meaning(self, encoder: Encoder, progress: Progress | None) -> SentenceClassifier:
        if kept := self._find("meaning", SentenceClassifier.load):
            return kept
        rows = list(dict.fromkeys(self._rows))
        vectors = SentenceVectors(encoder, self._folder).of([" ".join(row) for _, row in rows], progress)
        learnt = sentence_classifier.learn([label for label, _ in rows], vectors)
        self._caches["meaning"].keep(self._mark, learnt.save)
        return learnt

    def _find(self, kind: str, load: Callable[[Path], Found]) -> Found | None:
        return self._caches[kind].find(self._mark, load)

    @cached_property
    def _mark(self) -> str:
        return hashlib.sha256(f"{mark_of(self._model)}{WEIGHTS}".encode()).hexdigest()

    @cached_property
    def _rows(self) -> list[tuple[str, Row]]:
        return sentences(self._model, self._lexicon)

    def _described(
        self, rows: Sequence[tuple[str, Row]], progress: Progress | None = None
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The features of labelled sentences."""
        for at, (label, row) in enumerate(rows):
            if progress and at % _BETWEEN_LOOKS == 0:
                progress(at / len(rows))
            yield label, self._features(label, row)

    def _features(self, label: str, row: Row) -> tuple[str, ...]:
        # To a sample's own sentence no word is strange; so that learning sees strange words in samples as well, a word
        # counts only when another sentence has it.
        known = self._stems if label == FALLBACK else self._shared
        words = tuple(Word(norm, norm, at) for at, norm in enumerate(row))
        return features(Utterance(words, self._lexicon, _ANY_DAY), self._types, known)

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(each for each, count in self._stems.items() if count > 1)


def _part(progress: Progress, begin: float, end: float) -> Progress:
    """The progress of one part, told as progress of the whole."""
    return lambda done: progress(begin + done * (end - begin))
