"""The documents cannot lie: what they print is what is printed, and every path and verb they name exists."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from skill.__main__ import _parser, main
from tests.test_rooms import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = README + (ROOT / "docs" / "any-skill.md").read_text(encoding="utf-8")
UNDERSTANDING = (ROOT / "docs" / "understanding.md").read_text(encoding="utf-8")


def conversations(document: str = SHOWN) -> list[tuple[list[str], str]]:
    """Every command in a document that is shown with what it prints."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", document, re.DOTALL):
        for command, printed in re.findall(r"\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", block):
            words = shlex.split(command.replace("\\\n", " "))
            if words[0] == "script/run" and words[1:]:
                found.append((["say", *words[1:]], printed))
            elif words[0] == "back-coach":
                found.append((words[1:], printed))
    return found


def test_the_readme_shows_conversations() -> None:
    assert any("my legs feel numb" in arguments for arguments, _ in conversations())


@pytest.mark.parametrize(("arguments", "printed"), conversations(), ids=lambda value: " ".join(value)[:40])
def test_the_readme_prints_what_is_printed(
    arguments: list[str], printed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    main(arguments)
    said = re.sub(r"\n +", " ", printed)  # long lines are wrapped in the README
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(("arguments", "printed"), conversations(UNDERSTANDING), ids=lambda value: " ".join(value)[:40])
def test_understanding_prints_what_is_printed(
    arguments: list[str], printed: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    main(arguments)
    assert "".join(capsys.readouterr()) == printed


def test_the_code_of_understanding_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", UNDERSTANDING, re.DOTALL))
    shown = doctest.DocTestParser().get_doctest(blocks, {}, "understanding.md", None, 0)
    assert len(shown.examples) >= 8
    wrong: list[str] = []
    doctest.DocTestRunner(verbose=False).run(shown, out=wrong.append)
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    roots = r"(?:skill|tests|script|docs|interaction_model|lambda|benchmarks)"
    for path in re.findall(rf"`({roots}/[\w./<>*-]*)`", text):
        if "<" not in path and "*" not in path:
            assert (ROOT / path).exists(), f"{document.name} names {path}"


def test_every_command_is_documented_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    commands = next(action for action in _parser()._actions if action.dest == "command").choices
    assert commands
    for command in commands:
        assert f"back-coach {command}" in README
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        assert left.value.code == 0
        assert capsys.readouterr().out


def test_the_changelog_knows_this_version() -> None:
    from skill import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_nothing_speaks_of_the_place_it_was_made(tmp_path: Path) -> None:
    for path in [*DOCUMENTS, *ROOT.glob("skill/**/*.py"), *ROOT.glob("skill/**/*.toml")]:
        assert not re.search(r"/(?:root|home|work)/\w", path.read_text(encoding="utf-8")), path


def test_every_test_and_conversation_the_checklist_names_exists() -> None:
    text = (ROOT / "docs" / "certification.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", text)
    assert len(named) > 40
    for file, test in named:
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), f"{file}::{test}"
    told = [(file, name) for file, names in re.findall(r"`(\w+\.toml)`, ((?:\"[^\"]+\"(?:, )?)+)", text)
            for name in re.findall(r'"([^"]+)"', names)]  # fmt: skip
    assert len(told) > 8
    for file, name in told:
        assert f'name = "{name}"' in (ROOT / "tests" / "conversations" / file).read_text(encoding="utf-8"), name
