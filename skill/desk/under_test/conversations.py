"""Alexa Conversations: dialogs that a model of Amazon's own holds, which there is none of on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from skill.desk.under_test.manifest import Manifest

FOLDER = "dialogManagement/alexaConversations"
SOURCES = ("*.acdl", "conversations/**/*.acdl")


def not_simulated(folder: Path, manifest: Manifest) -> str | None:
    """The sentence that tells so of a skill that has such dialogs; None of one that has none."""
    if not (found := next(_signs(folder, manifest), None)):
        return None
    return f"{found}: dialogs of Alexa Conversations are not simulated; only the intents of the models are heard"


def _signs(folder: Path, manifest: Manifest) -> Iterator[str]:
    for root in (folder / "skill-package", folder):
        if (root / FOLDER).is_dir():
            yield str(root / FOLDER)
        for pattern in SOURCES:
            yield from map(str, root.glob(pattern))
    if manifest.has_dialog_manager:
        yield "skill.json: apis.custom.dialogManagement"
