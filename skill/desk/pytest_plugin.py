"""A plugin for pytest: each conversation of a file `*.conversation.toml` is a test.

$ pytest -p skill.desk.pytest_plugin --conversation-skill . --conversation-endpoint lambda_function
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from skill.desk.conversations.conversation_file import Conversation, load
from skill.desk.conversations.running import run
from skill.desk.desk import Desk
from skill.desk.serving import desk_of
from skill.desk.under_test import any_skill

ENDING = ".conversation.toml"
DESK = pytest.StashKey[Desk]()
OPEN = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--conversation-skill` and `--conversation-endpoint`, as `--skill` and `--endpoint` of the command line."""
    group = parser.getgroup("conversations with an Alexa skill")
    group.addoption("--conversation-skill", type=Path, metavar="FOLDER", help="the skill's folder, or its MODEL.json")
    group.addoption("--conversation-endpoint", metavar="URL|MODULE:HANDLER", help="where its code is")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Such files are collected wherever they lie."""
    return ConversationFile.from_parent(parent, path=file_path) if file_path.name.endswith(ENDING) else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Takes the desk down that the tests were held on."""
    if OPEN in config.stash:
        config.stash[OPEN].close()


class ConversationFile(pytest.File):
    """A file of conversations."""

    def collect(self) -> Iterator[pytest.Item]:
        """Each of them is a test."""
        for conversation in load(self.path):
            yield ConversationTest.from_parent(self, name=conversation.name, conversation=conversation)


class Differs(Exception):
    """A turn is not as recorded."""


class ConversationTest(pytest.Item):
    """A conversation that is held again."""

    def __init__(self, *, conversation: Conversation, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self._conversation = conversation

    def runtest(self) -> None:
        """Holds it. Raises Differs."""
        ran = run(_desk(self.config), self._conversation)
        if ran.differs:
            raise Differs("\n".join(ran.differs))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What differs; of anything else where it was raised."""
        return str(excinfo.value) if isinstance(excinfo.value, Differs) else str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file, and which conversation of it."""
        return self.path, None, self.name


def _desk(config: pytest.Config) -> Desk:
    """One desk for all tests, made when the first asks for it."""
    if DESK not in config.stash:
        folder, endpoint = config.getoption("conversation_skill"), config.getoption("conversation_endpoint")
        if bool(folder) != bool(endpoint):
            raise pytest.UsageError("--conversation-skill and --conversation-endpoint go together")
        config.stash[OPEN] = ExitStack()
        skill = any_skill(folder, endpoint) if folder else None
        config.stash[DESK] = config.stash[OPEN].enter_context(desk_of(skill))
    return config.stash[DESK]
