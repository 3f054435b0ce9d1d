"""What a skill's manifest tells a device: its names. A skill on a desk needs none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skill.json_reader import Json
from skill.understanding import ModelError
from skill.understanding.interaction_model import read_json

PLACES = ("skill-package/skill.json", "skill.json", "interaction_model/skill.json")


@dataclass(frozen=True)
class Manifest:
    """A `skill.json`, as far as a device is concerned."""

    names: Mapping[str, str] = field(default_factory=dict)
    """What the skill is called, by locale."""
    raw: Json = field(default_factory=dict)
    """As it stands in the file; empty where there is none."""

    @property
    def has_dialog_manager(self) -> bool:
        """Whether others than the skill may hold its dialogs: Alexa Conversations."""
        try:
            return "dialogManagement" in self.raw["manifest"]["apis"]["custom"]
        except (KeyError, TypeError):
            return False

    @classmethod
    def found(cls, path: Path) -> Manifest:
        """The manifest in a skill's folder; an empty one where there is none, or one of the old kind without names.

        Raises ModelError: it is no JSON.
        """
        files = [path / place for place in PLACES] if path.is_dir() else []
        raw: Any = next((read_json(file) for file in files if file.exists()), None)
        return cls(names, raw) if (names := _names(raw)) else cls()

    @classmethod
    def read(cls, file: Path) -> Manifest:
        """Raises ModelError: the file is no manifest."""
        raw = read_json(file)
        if not (names := _names(raw)):
            raise ModelError(f"{file}: it has no manifest.publishingInformation.locales; add the names there")
        return cls(names, raw)


def _names(raw: Any) -> dict[str, str]:
    try:
        locales = raw["manifest"]["publishingInformation"]["locales"]
        return {locale: str(told["name"]) for locale, told in locales.items() if "name" in told}
    except (KeyError, TypeError, AttributeError):
        return {}
