"""The desk that a command leaves in the background: the same to the byte, also where something is in its way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skill.desk import background
from tests.test_rooms import ROOT
from tests.test_understand_command import PIZZA

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a desk is left behind on Linux alone")

HEAVY = ("numpy", "rich", "skill.understanding", "ask_sdk_core")
ORDER = ["understand", str(ROOT / PIZZA), "order three big pizzas", "what about a pizza then", "--tier", "default"]
SOON = """
import sys
from skill.desk import background
from skill.__main__ import main
background.SECONDS = background.SECONDS_BETWEEN_LOOKS = 0.2
sys.exit(main())
"""


class Commands:
    """Commands of a user who has a folder for sockets."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder / "back-coach"
        self.environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(ROOT), **more}

    def begin(self, *words: str, python: tuple[str, ...] = ("-m", "skill"), **more: object) -> subprocess.Popen[str]:
        """Gives a command."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        command = [sys.executable, *python, *words]
        return subprocess.Popen(command, env=self.environment, text=True, **pipes)  # type: ignore[call-overload, no-any-return]

    def run(self, *words: str, **more: object) -> tuple[int, str, str]:
        """Exit code, output and errors."""
        process = self.begin(*words, **more)  # type: ignore[arg-type]
        out, err = process.communicate(timeout=100)
        return process.returncode, out, err

    def is_answered_by_desk(self, *words: str) -> bool:
        """Whether the command loads nothing heavy itself."""
        code, _, told = self.run(*words, python=("-X", "importtime", "-m", "skill"))
        return code == 0 and not any(name in told for name in HEAVY)

    def desks(self) -> list[int]:
        """The processes that wait."""
        named = [path for path in Path("/proc").glob("[0-9]*/fd/*") if self._is_ours(path)]
        return sorted({int(path.parts[2]) for path in named})

    def _is_ours(self, path: Path) -> bool:
        try:
            return str(path.readlink()).startswith(f"{self.folder}/") and path.readlink().suffix == ".lock"
        except OSError:
            return False

    def end(self) -> None:
        """Ends the desks that are left."""
        for desk in self.desks():
            os.kill(desk, signal.SIGKILL)
        until(lambda: not self.desks())


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path: that of a socket has to fit into a hundred characters."""
    made = Path(tempfile.mkdtemp(prefix="bc"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def commands(folder: Path) -> Iterator[Commands]:
    given = Commands(folder)
    yield given
    given.end()


def until(true: Callable[[], bool]) -> None:
    """Waits for it."""
    for _ in range(1800):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come true")


def test_what_a_desk_answers_is_the_same_to_the_byte(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text("order a big pizza\nstop\n")
    shutil.copy(ROOT / PIZZA, tmp_path / "model.json")
    asked = [
        ORDER,
        ["understand", "model.json", "--lines", "said.txt", "--json", "--tier", "default"],
        ["understand", "model.json", "--lines", "/dev/stdin", "--tier", "default"],
        ["understand", "missing.json", "hello"],
        ["understand", "model.json"],
        ["understand"],
        ["understand", "--help"],
        ["say", "--locale", "tlh-QO", "help"],
        ["say", "my back hurts after lifting", "", "my legs feel numb"],
        ["say", "--skill", "model.json", "hello"],
    ]

    def outcomes(*more: str) -> list[tuple[int, str, str]]:
        found = []
        for words in asked:
            with (tmp_path / "said.txt").open() as said:
                found.append(commands.run(*words, *more, cwd=tmp_path, stdin=said))
        return found

    alone = outcomes("--no-desk")
    assert [code for code, _, _ in alone] == [0, 0, 0, 2, 2, 2, 0, 2, 0, 2]
    assert commands.desks() == []
    assert commands.run(*ORDER)[0] == 0
    assert commands.is_answered_by_desk(*ORDER)
    assert outcomes() == alone


def test_one_desk_stays_and_answers_many_at_once(commands: Commands) -> None:
    first = [commands.begin(*ORDER) for _ in range(3)]
    expected = {process.communicate()[0] for process in first}
    assert len(expected) == 1 and len(commands.desks()) == 1
    (desk,) = commands.desks()
    many = [commands.begin(*ORDER) for _ in range(8)]
    assert {process.communicate()[0] for process in many} == expected
    assert {process.returncode for process in many} == {0}
    assert commands.desks() == [desk]


def test_a_desk_that_was_killed_is_in_nobodys_way(commands: Commands) -> None:
    expected = commands.run(*ORDER)
    commands.end()
    assert list(commands.folder.glob("*.sock"))
    assert not commands.is_answered_by_desk(*ORDER)
    assert commands.run(*ORDER) == expected
    assert len(commands.desks()) == 1 and commands.is_answered_by_desk(*ORDER)


def test_other_settings_have_a_desk_of_their_own(commands: Commands, folder: Path) -> None:
    others = Commands(folder, BACK_COACH_OF_ANOTHER_KIND="1")
    assert commands.run(*ORDER) == others.run(*ORDER)
    assert len(commands.desks()) == 2
    assert commands.is_answered_by_desk(*ORDER) and others.is_answered_by_desk(*ORDER)


def test_whatever_changes_in_a_file_gives_another_mark(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    code = tmp_path / "part" / "code.py"
    code.write_text("one = 1")
    before = list(background._files(str(tmp_path)))
    code.write_text("one = 11")
    changed = list(background._files(str(tmp_path)))
    (tmp_path / "part" / "__pycache__").mkdir()
    assert before != changed == list(background._files(str(tmp_path)))
    (tmp_path / "other.toml").touch()
    assert changed != list(background._files(str(tmp_path)))


def test_a_model_that_changes_is_read_again(commands: Commands, tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    words = ["understand", str(model), "bring me the moon", "--tier", "default"]
    model.write_text((ROOT / PIZZA).read_text())
    assert "exact" not in commands.run(*words)[1]
    intent = '{"name": "MoonIntent", "samples": ["bring me the moon"]}'
    model.write_text(f'{{"languageModel": {{"intents": [{intent}]}}}}')
    assert commands.is_answered_by_desk(*words)
    assert "MoonIntent" in commands.run(*words)[1]


def test_ctrl_c_ends_what_was_handed_over(commands: Commands, tmp_path: Path) -> None:
    long = tmp_path / "long.jsonl"
    rows = ({"text": f"my back hurts after lesson {number}", "label": "report_pain"} for number in range(6_000))
    long.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    commands.run(*ORDER)
    (desk,) = commands.desks()
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)):
        process = commands.begin("evaluate", str(long), "--tier", "default")
        until(lambda: bool(copies(desk)))
        time.sleep(0.3)
        process.send_signal(number)
        out, err = process.communicate()
        assert (process.returncode, out, err) == (code, "", "")
        until(lambda: not copies(desk))
    assert commands.desks() == [desk] and commands.is_answered_by_desk(*ORDER)


def copies(desk: int) -> list[str]:
    """The copies of a desk that are under way."""
    return Path(f"/proc/{desk}/task/{desk}/children").read_text().split()


def test_a_desk_ends_by_itself_and_leaves_nothing(commands: Commands) -> None:
    assert commands.run(*ORDER, python=("-c", SOON))[0] == 0
    until(lambda: not commands.desks())
    assert list(commands.folder.iterdir()) == []


@pytest.mark.parametrize("way", ["option", "variable", "open folder"])
def test_without_a_desk_none_is_left(commands: Commands, way: str) -> None:
    commands.folder.mkdir(mode=0o755 if way == "open folder" else 0o700)
    commands.environment |= {"BACK_COACH_DESK": "none"} if way == "variable" else {}
    assert commands.run(*ORDER, *(["--no-desk"] if way == "option" else []))[0] == 0
    assert list(commands.folder.iterdir()) == []


def test_files_and_folder_are_their_owners_alone(commands: Commands) -> None:
    commands.run(*ORDER)
    modes = [path.stat().st_mode & 0o077 for path in (commands.folder, *commands.folder.iterdir())]
    assert modes == [0, 0, 0]
    assert all(path.name.startswith(f"desk-{background.__version__}-") for path in commands.folder.iterdir())


def test_a_failed_command_leaves_no_desk(commands: Commands) -> None:
    assert commands.run("understand", "missing.json", "hello")[0] == 2
    assert commands.desks() == []
