"""Whatever can be wrong with content, interaction model, locales and manifest, said with file, key and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from skill.building import (
    content_check,
    intake_check,
    locale_check,
    manifest_check,
    model_check,
    model_rules,
    phrase_check,
    scanner_check,
    signatures,
    topic_check,
)
from skill.building.sound_parts import sound_parts
from skill.desk.under_test.conversations import not_simulated
from skill.desk.under_test.manifest import PLACES, Manifest
from skill.desk.under_test.models import model_files
from skill.desk.under_test.project import RESOURCES
from skill.guidance.content import Content, ContentError, default_content
from skill.understanding import ModelError
from skill.understanding.interaction_model import read_json

Check = Callable[[Content], Iterator[str]]
OF_CONTENT: tuple[Check, ...] = (
    content_check.problems,
    topic_check.problems,
    intake_check.problems,
    scanner_check.problems,
    phrase_check.problems,
    locale_check.problems,
    signatures.problems,
)
OF_MODELS: tuple[Check, ...] = (model_check.problems, manifest_check.problems)


def problems(content: Content | None = None) -> list[str]:
    """Every problem found, one sentence each. Empty where all is well."""
    content = content or default_content()
    return list(chain.from_iterable(found(check, content) for check in (*OF_CONTENT, *OF_MODELS)))


def of_skill(path: Path) -> tuple[str, list[str], list[str]]:
    """What was looked at of anybody's skill, every problem of its models and of what is read beside them, and what else
    is worth a look. Raises ModelError: there are no models."""
    models, unread = _read(model_files(path).values())
    _, wrong = _read([path / each for each in (*PLACES, RESOURCES[0]) if (path / each).is_file()])
    found = [each for file, model in models.items() for each in model_rules.problems(model, file.name)]
    sound = {file.name: sound_parts(model, file.name)[1] for file, model in models.items()}
    looks = (model_rules.habits, model_rules.notes)
    notes = [each for file, model in sound.items() if model for look in looks for each in look(model, file)]
    manifest = Manifest() if wrong else Manifest.found(path)
    told = not_simulated(path, manifest) if path.is_dir() else None
    looked = ", ".join(file.name for file in models)
    return f"{looked} by Amazon's rules", [*unread, *wrong, *found], [*([told] if told else []), *notes]


def _read(files: Iterable[Path]) -> tuple[dict[Path, Any], list[str]]:
    """What the files hold, and of those that cannot be read what is wrong with them."""
    read: dict[Path, Any] = {}
    wrong: list[str] = []
    for file in files:
        try:
            read[file] = read_json(file)
        except ModelError as error:
            wrong.append(str(error))
    return read, wrong


def of_content(content: Content) -> list[str]:
    """The problems of the content alone, which need no interaction model."""
    return list(chain.from_iterable(found(check, content) for check in OF_CONTENT))


def found(check: Check, content: Content) -> Iterator[str]:
    """What one check finds. Where a file cannot even be read, that is the problem."""
    try:
        yield from check(content)
    except ContentError as error:
        yield str(error)
