"""The interaction models of one skill, by locale. A file that changes is read again at the next sentence."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from skill.desk.under_test.locale_model import LocaleModel
from skill.desk.under_test.model_budget import affordable
from skill.desk.under_test.old_format import REFUSAL, is_old, schema_in
from skill.json_reader import Json
from skill.understanding import InteractionModel, ModelError, Tier
from skill.understanding.interaction_model import read_json
from skill.understanding.languages import language_of

Stamp = tuple[int, ...]
"""Which file it was, and how it was."""
Adapt = Callable[[Json], Json]
"""Makes of one locale's model that of another."""

LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_AT_THE_END = re.compile(rf"(?<![A-Za-z]){LOCALE.pattern}$")
DEFAULT_LOCALE = "en-US"
"""That of a model file whose name is no locale where none is asked for, and the one spoken where there is a choice."""
MOST_PUT = 32
"""Locales, of which Alexa has fewer."""
LAYOUTS = ("skill-package/interactionModels/custom", "interactionModels/custom", "models", "interaction_model", ".")
"""Where projects for Amazon's command line keep their models, newest layout first."""


class Models:
    """The models of a skill. May be used from several threads.

    `changed` is told of every file that was read again.
    """

    def __init__(
        self,
        files: Mapping[str, Path],
        changed: Callable[[str], None] = lambda words: None,
        adapted: Mapping[str, Adapt] | None = None,
    ) -> None:
        """`adapted`: what is made of the file of a locale, where it is not for that locale as it stands."""
        self._files = dict(files)
        self._adapted = adapted or {}
        self._changed = changed
        self._kept: dict[str, tuple[Stamp | None, LocaleModel]] = {}
        self._lock = threading.Lock()
        self.preferred: list[str] = []
        """Where some cannot be used, or one is asked for: those to choose from."""

    @property
    def locales(self) -> list[str]:
        """Those there is a model for."""
        with self._lock:
            return sorted(self._files.keys() | self._kept.keys())

    @property
    def default_locale(self) -> str:
        """The one to speak when nobody says which."""
        usable = self.preferred or self.locales
        return DEFAULT_LOCALE if DEFAULT_LOCALE in usable else usable[0]

    def of(self, locale: str) -> LocaleModel:
        """The model of a locale, as it is now. Raises ModelError: there is none, or it cannot be used."""
        with self._lock:
            stamp, kept = self._kept.get(locale, (None, None))
            if kept and stamp is None:  # it was put, and stands until another is
                return kept
            path = self._files.get(locale)
            if path is None:
                known = ", ".join(sorted(self._files.keys() | self._kept.keys()))
                raise ModelError(f"there is no interaction model for locale {locale!r}; use one of: {known}")
            now = _stamp(path)
            if kept and stamp == now:
                return kept
            read = _read(path, now, self._adapted.get(locale), language_of(locale))
            if kept:
                self._changed(f"{path} has changed and was read again")
            self._kept[locale] = now, read
            return read

    def raw(self, locale: str) -> Json:
        """The model as JSON. Raises ModelError."""
        return self.of(locale).raw

    def put(self, locale: str, raw: Json) -> None:
        """Has people understood by another model from now on; no file changes. Raises ModelError: it cannot be used."""
        source = f"the model put for {locale}"
        read = LocaleModel(raw, affordable(InteractionModel.parse(raw, source), source).spoken_in(locale))
        with self._lock:
            put = [name for name, (stamp, _) in self._kept.items() if stamp is None and name != locale]
            if len(put) >= MOST_PUT:
                raise ModelError(f"{source}: {MOST_PUT} locales were put already; start the desk anew for others")
            self._kept[locale] = None, read

    @classmethod
    def found(
        cls, path: Path, changed: Callable[[str], None] = lambda words: None, locale: str | None = None
    ) -> Models:
        """The models in a project's folder, or the one in a file. `locale`: the one that is asked for.

        Raises ModelError where there are none.
        """
        found = cls(model_files(path, locale), changed)
        if locale:
            found.preferred = [locale]
        return found


def model_files(path: Path, locale: str | None = None) -> dict[str, Path]:
    """The files of a project's models, by locale, or the one that is named. Raises ModelError where there are none.

    `locale`: that of a file whose name does not say it, as of one that was downloaded from Amazon's console.
    """
    if not path.is_dir():
        read_json(path)  # a file that cannot be read is better told of now
        return {_locale(path, locale): path}
    for layout in LAYOUTS:
        files = {file.stem: file for file in sorted((path / layout).glob("*.json")) if LOCALE.fullmatch(file.stem)}
        if files:
            return files
    if schema := schema_in(path):
        raise ModelError(f"{schema}: it is in {REFUSAL}")
    looked = ", ".join(LAYOUTS[:-1])
    raise ModelError(
        f"{path}: no interaction model such as en-US.json in it, nor in its {looked}; "
        "give the folder of the skill, or the model's own file"
    )


@lru_cache(maxsize=32)
def _read(path: Path, stamp: Stamp, adapt: Adapt | None, language: str, tier: Tier = "auto") -> LocaleModel:
    """The file as it was when it had this stamp. Every desk of a process has what was learnt from it, and so have
    locales that adapt it alike."""
    raw = adapt(read_json(path)) if adapt else read_json(path)
    if is_old(raw):
        raise ModelError(f"{path}: it is in {REFUSAL}")
    model = affordable(InteractionModel.parse(raw, str(path)), str(path))
    return LocaleModel(raw, replace(model, language=language), tier)


def model_in(path: Path, tier: Tier = "auto", locale: str | None = None) -> LocaleModel:
    """The model in a file, as it is now, in the language of its name or of this locale. Raises ModelError."""
    return _read(path, _stamp(path) if path.is_file() else (), None, language_of(_locale(path, locale)), tier)


def has_locale(path: Path) -> bool:
    """Whether the name of a file says for which locale it is, as en-US.json and pets.de-DE.json do."""
    return bool(_AT_THE_END.search(path.stem))


def _locale(path: Path, asked: str | None) -> str:
    """The locale of a file: that of its name, or the one that is asked for."""
    if asked and not LOCALE.fullmatch(asked):
        raise ModelError(f"there is no locale {asked!r}; write it as Amazon does, such as fr-FR")
    if not (named := _AT_THE_END.search(path.stem)):
        return asked or DEFAULT_LOCALE
    if asked not in (None, named[0]):
        raise ModelError(f"{path}: by its name it is the model of {named[0]}, not of {asked}; ask for {named[0]}")
    return named[0]


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); put the file back") from error
    return found.st_mtime_ns, found.st_size, found.st_dev, found.st_ino
