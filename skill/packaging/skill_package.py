"""The skill package as the ASK CLI and the developer console read it: manifest, interaction models, pictures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from skill.packaging.locale_models import MODELS, interaction_model, manifest

ASSETS = MODELS / "assets"


def build(folder: Path) -> list[str]:
    """Writes the package anew. Returns its locales."""
    shutil.rmtree(folder, ignore_errors=True)
    models = folder / "interactionModels" / "custom"
    models.mkdir(parents=True)
    store = manifest()
    _write(folder / "skill.json", store)
    published = list(store["manifest"]["publishingInformation"]["locales"])
    for locale in published:
        _write(models / f"{locale}.json", interaction_model(locale))
    if ASSETS.is_dir():
        shutil.copytree(ASSETS, folder / "assets")
    return published


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
