"""The skill package as the ASK CLI and the developer console read it: manifest, interaction models, pictures."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from skill.guidance.content import default_content
from skill.interaction_models import MODELS, interaction_model, manifest

PRIVACY_POLICY = "PRIVACY_POLICY_URL"
"""The setting that holds the address where PRIVACY.md can be read as a page."""


def interaction_models() -> dict[str, dict[str, Any]]:
    """What people say, for each locale that is published."""
    return {locale: interaction_model(locale) for locale in default_content().locales}


def build(folder: Path) -> list[str]:
    """Writes the package anew. Returns its locales."""
    shutil.rmtree(folder, ignore_errors=True)
    models = folder / "interactionModels" / "custom"
    models.mkdir(parents=True)
    _write(folder / "skill.json", _deployable(manifest(os.environ.get(PRIVACY_POLICY))))
    for locale, model in interaction_models().items():
        _write(models / f"{locale}.json", model)
    if (MODELS / "assets").is_dir():
        shutil.copytree(MODELS / "assets", folder / "assets")
    return list(interaction_models())


def _deployable(store: dict[str, Any]) -> dict[str, Any]:
    """The manifest without endpoints that stand for one there is not yet: Amazon refuses any but an ARN or https.

    The ASK CLI enters the endpoint of the function once it knows it, and beside it the events that `skillEvents` in
    ask-resources.json subscribes to.
    """
    told = store["manifest"]
    if not _is_address(told["apis"]["custom"].get("endpoint")):
        told["apis"]["custom"].pop("endpoint", None)
    if not _is_address(told.get("events", {}).get("endpoint")):
        told.pop("events", None)
    return store


def _is_address(endpoint: dict[str, str] | None) -> bool:
    return bool(endpoint) and str((endpoint or {}).get("uri", "")).startswith(("arn:", "https://"))


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
