"""Interaction models that were put: understood at once by their samples, while the rest of them is being learnt."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field, replace

from skill.desk.smapi.dialog_shape import check_dialog
from skill.desk.under_test import LocaleModel, Models
from skill.json_reader import Json
from skill.understanding import EncoderError, ModelError

DONE, UNDER_WAY, FAILED = "SUCCEEDED", "IN_PROGRESS", "FAILED"


def etag(content: Json) -> str:
    """A mark of some content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Build:
    """What came of a model that was put."""

    version: int = 1
    status: str = DONE
    errors: list[Json] = field(default_factory=list)

    def told(self) -> Json:
        """As the status of a skill has it: by its samples it is understood at once, by what is learnt later on."""
        steps = [
            {"name": "DIALOG_MODEL_BUILD", "status": DONE},
            {"name": "LANGUAGE_MODEL_QUICK_BUILD", "status": DONE},
            {"name": "LANGUAGE_MODEL_FULL_BUILD", "status": self.status},
        ]
        errors = {"errors": self.errors} if self.errors else {}
        return {"lastUpdateRequest": {"status": self.status, "buildDetails": {"steps": steps}, **errors}}


def learn(model: LocaleModel) -> None:
    """Learns all there is to learn for a model. Raises EncoderError."""
    model.understanding.prepare()


class Builds:
    """The models as they are being built, one at a time and in the background."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._builds: dict[str, Build] = {}
        self._lock = threading.Lock()
        self._learning = threading.Lock()

    def put(self, locale: str, raw: Json) -> Build:
        """Takes a model from now on. Raises ModelError: it cannot be used."""
        check_dialog(raw)
        self._models.put(locale, raw)
        with self._lock:
            build = Build(self._builds.get(locale, Build()).version + 1, UNDER_WAY)
            self._builds[locale] = build
        threading.Thread(target=self._learn, args=(locale, build), daemon=True).start()
        return build

    def of(self, locale: str) -> Build:
        """How far a locale's model is."""
        with self._lock:
            return self._builds.get(locale, Build())

    def _learn(self, locale: str, build: Build) -> None:
        with self._learning:
            if self.of(locale) is not build:
                return  # another model was put meanwhile
            try:
                learn(self._models.of(locale))
                done = replace(build, status=DONE)
            except (EncoderError, ModelError) as error:
                done = replace(build, status=FAILED, errors=[{"message": str(error)}])
        with self._lock:
            if self._builds[locale] is build:
                self._builds[locale] = done
