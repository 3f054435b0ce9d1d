"""The skill package as the ASK CLI and the developer console read it: manifest, interaction models, pictures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "interaction_model"


def manifest() -> dict[str, Any]:
    """The store manifest."""
    found: dict[str, Any] = json.loads((MODELS / "skill.json").read_text(encoding="utf-8"))
    return found


def interaction_models() -> dict[str, dict[str, Any]]:
    """What people say, for each locale that is published."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(MODELS.glob("??-??.json"))}


def build(folder: Path) -> list[str]:
    """Writes the package anew. Returns its locales."""
    shutil.rmtree(folder, ignore_errors=True)
    models = folder / "interactionModels" / "custom"
    models.mkdir(parents=True)
    _write(folder / "skill.json", manifest())
    for locale, model in interaction_models().items():
        _write(models / f"{locale}.json", model)
    if (MODELS / "assets").is_dir():
        shutil.copytree(MODELS / "assets", folder / "assets")
    return list(interaction_models())


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
