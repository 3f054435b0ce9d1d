"""Another skill than ours, as a command line names it: with what it runs in, and what it must not reach."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from io import UnsupportedOperation
from pathlib import Path

from skill.desk.exchange import SkillFailed
from skill.desk.under_test.aws_stand_in import stand_in
from skill.desk.under_test.project import project
from skill.desk.under_test.remote import SECONDS
from skill.desk.under_test.running import Running
from skill.desk.under_test.skill_under_test import SkillUnderTest, any_skill
from skill.understanding import ModelError

WRONG = (ModelError, SkillFailed)


def named(
    models: Path | None,
    endpoint: str | None,
    python: str | None,
    waits: bool,
    real_aws: bool,
    locale: str | None,
    told: Callable[[str], None],
) -> SkillUnderTest:
    """The skill. Without `models` that of this folder; without `endpoint` the code that its project names.

    `locale`: the one to speak where nobody says which. Its code in this process or in one started by it finds AWS only
    where `real_aws` says so. Raises WRONG.
    """
    folder = models or Path.cwd()
    if endpoint is None:
        found = project(folder if folder.is_dir() else folder.parent)
        endpoint = found.endpoint
        told(f"the skill in {folder}: {endpoint.removeprefix(f'{folder}/')}")
    is_remote = endpoint.startswith(("http://", "https://"))
    if not is_remote:
        _keep_standard_output()
    environment: dict[str, str | None] = {} if real_aws or is_remote else _without_aws()
    running = Running(_python(python), None if waits else SECONDS, environment)
    return any_skill(folder, endpoint, told, running, locale)


def model_alone(models: Path | None, locale: str | None, told: Callable[[str], None]) -> SkillUnderTest:
    """A skill of which there is only what people say to it: it answers nothing. Raises WRONG."""
    folder = models or Path.cwd()
    found = any_skill(folder, "http://127.0.0.1/", told, locale=locale)
    told(f"no code is found in {folder}, so the model alone is looked at")
    return replace(found, connect=lambda client: lambda request: {"version": "1.0", "response": {}})


def _python(named: str | None) -> str | None:
    """The interpreter of an environment, also where its folder is named."""
    if named is None:
        return None
    path = Path(named).expanduser()
    if path.is_dir():
        path = path / "bin" / "python"
    if path.exists():
        return str(path.absolute())  # not resolved: an environment's Python is a link to another
    return named


def _without_aws() -> dict[str, str | None]:
    """What a skill is to see instead, until this process ends."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):  # the stand-in, too, would look for an account of that name
        os.environ.pop(name, None)
    open_until_the_end = ExitStack()
    atexit.register(open_until_the_end.close)
    return open_until_the_end.enter_context(stand_in())


def _keep_standard_output() -> None:
    """From now on only we print to standard output: whatever else is written there goes to standard error.

    A skill may hold on to the stream, write to the file itself, or start programs that do.
    """
    try:
        if sys.stdout.fileno() != 1:
            return
    except (UnsupportedOperation, ValueError, AttributeError):
        return
    sys.stdout.flush()
    ours = os.dup(1)
    os.dup2(2, 1)
    encoding, errors = sys.stdout.encoding, sys.stdout.errors
    buffering = 1 if os.isatty(ours) else -1
    sys.stdout = open(ours, "w", buffering, encoding=encoding, errors=errors)  # noqa: SIM115
