"""Projects of Amazon's command line as they lie there: found without a switch, run as on Lambda, and kept apart."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from skill.desk import serving
from skill.desk.alexa_request import SKILL_ID
from skill.desk.exchange import SkillFailed
from skill.desk.under_test import any_skill, aws_stand_in
from skill.desk.under_test.project import is_project, project
from skill.desk.under_test.running import Running
from skill.understanding import ModelError
from tests.conftest import TESTS
from tests.test_rooms import ROOT

PROJECTS = TESTS / "skills" / "projects"
SAID = [
    "open note keeper",
    "keep the note buy milk",
    "read my note",
    "print something",
    "call the service",
    "break in there",
]
PRINTED = {"loaded", "printed", "written"}


def told(folder: Path, *arguments: str) -> tuple[list[dict[str, Any]], set[str]]:
    """The turns that `say --json` prints in a folder, and the lines on standard error."""
    command = [sys.executable, "-m", "skill", "say", "--no-desk", "--json", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent), "AWS_PROFILE": "somebody"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in ran.stdout.splitlines()], set(ran.stderr.splitlines())


@pytest.mark.parametrize(
    "python",
    [pytest.param(None, id="inside", marks=pytest.mark.thorough), pytest.param(sys.executable, id="its own Python")],
)
def test_a_python_project_without_a_switch(python: str | None) -> None:
    turns, printed = told(PROJECTS / "python", *(["--python", python] if python else []), *SAID)
    assert [turn["speech"] for turn in turns] == [
        "Tell me what to keep. lambda",
        "Kept.",
        "kept: buy milk",
        f"Printed by {sys.executable}.",
        "You are in America/New_York.",
        "Sorry, I had trouble.",
    ]
    assert [turn["trouble"] for turn in turns[:-1]] == [None] * 5
    assert "ZeroDivisionError: division by zero" in turns[-1]["trouble"] and "line 5" in turns[-1]["trouble"]
    assert printed >= {*PRINTED, "echoed", "INFO:root:logged"}
    assert any("fr-CA.json: interactionModel.languageModel.intents is not a list" in line for line in printed)


def test_a_node_project_without_a_switch() -> None:
    turns, printed = told(PROJECTS / "node", *(each for each in SAID if "service" not in each))
    assert [turn["speech"] for turn in turns[:-1]] == [
        "Tell me what to keep. lambda",
        "Kept.",
        "kept: buy milk",
        "Printed.",
    ]
    assert "index.js:handler raised TypeError: nobody home" in turns[-1]["trouble"]
    assert printed >= PRINTED


@pytest.fixture(scope="session")
def compiler() -> Path:
    """The compiler of TypeScript, installed once into build/, which git does not see."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("npm is not installed; the compiler of TypeScript is from there")
    home = ROOT / "build" / "typescript"
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECTS / "typescript" / "lambda" / "package.json", home)
    if not (home / "node_modules" / "typescript").exists():
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent"], cwd=home, check=True, timeout=300)
    return home / "node_modules"


@pytest.fixture
def typescript(tmp_path: Path) -> Path:
    """A project in TypeScript, of which nothing is built or installed."""
    shutil.copytree(PROJECTS / "typescript", tmp_path, dirs_exist_ok=True)
    shutil.copytree(PROJECTS / "node" / "skill-package", tmp_path / "skill-package")
    return tmp_path


@pytest.mark.thorough
def test_a_typescript_project_without_a_switch(typescript: Path, compiler: Path) -> None:
    modules = typescript / "lambda" / "node_modules"
    modules.mkdir()
    for each in ("typescript", ".bin"):
        (modules / each).symlink_to(compiler / each)
    said = ["open note keeper", "keep the note buy milk", "read my note", "break in there"]
    turns, _ = told(typescript, *said)
    assert [turn["speech"] for turn in turns[:-1]] == ["Tell me what to keep.", "Kept.", "kept: buy milk"]
    assert "index.ts:handler raised TypeError: nobody home" in turns[-1]["trouble"]
    assert "src/index.ts, line 19)" in turns[-1]["trouble"], "the line of the source, not of what is built from it"

    words = typescript / "lambda" / "src" / "words.ts"
    words.write_text("export const GREETING: number = 'Tell me more.';\n", encoding="utf-8")
    [turn], printed = told(typescript, said[0])
    assert turn["speech"] == "Tell me more." and any("TS2322" in line for line in printed), (
        "its flaw is told, and it runs"
    )


COMPILER = """#!/usr/bin/env node
const fs = require('fs'), path = require('path');
const given = (name) => process.argv[process.argv.indexOf(name) + 1];
const made = path.join(given('--outDir'), 'src', 'index.js');
fs.mkdirSync(path.dirname(made), { recursive: true });
fs.copyFileSync(path.join(given('--rootDir'), 'src', 'index.ts'), made);
"""
"""As good as TypeScript's for a source that has no types in it."""
READS = """
const read = (file) => require('fs').readFileSync(`${__dirname}/${file}`, 'utf8').trim();
exports.handler = async () => ({ response: { outputSpeech: { type: 'PlainText', text:
  `${JSON.parse(read('words.json')).said} ${read('more/names.txt')} ${JSON.parse(read('../package.json')).name}` } } });
"""


def test_typescript_finds_the_files_beside_its_source(plain: Path) -> None:
    compiler, source = plain / "node_modules" / ".bin" / "tsc", plain / "src"
    for folder in (compiler.parent, source / "more"):
        folder.mkdir(parents=True)
    compiler.write_text(COMPILER, encoding="utf-8")
    compiler.chmod(0o755)
    (plain / "package.json").write_text('{"name": "three"}', encoding="utf-8")
    (source / "index.ts").write_text(READS, encoding="utf-8")
    (source / "words.json").write_text('{"said": "one"}', encoding="utf-8")
    (source / "more" / "names.txt").write_text("two", encoding="utf-8")
    with serving.desk_of(any_skill(plain, "src/index.ts")) as desk:
        assert desk.echo().launch()["speech"] == "one two three"
        (source / "words.json").write_text('{"said": "1"}', encoding="utf-8")
        (source / "more" / "names.txt").write_text("2", encoding="utf-8")
        later = time.time() + 5
        os.utime(source / "words.json", (later, later))
        assert desk.echo().launch()["speech"] == "1 2 three", "as they are now"


def test_a_typescript_project_without_its_libraries_is_told_what_to_do(typescript: Path) -> None:
    with pytest.raises(SkillFailed, match=r"no TypeScript in .*/lambda/node_modules; run \"npm install\" there"):
        any_skill(typescript, project(typescript).endpoint)


@pytest.mark.parametrize(
    ("code", "speech", "trouble"),
    [
        ("async () => ANSWER", "ok", ""),
        ("(event, context, told) => told(null, ANSWER)", "ok", ""),
        ("(event, context) => context.succeed(ANSWER)", "ok", ""),
        ("(event, context) => setTimeout(() => context.done(null, ANSWER))", "ok", ""),
        ("(event, context) => context.fail(new Error('not today'))", "There was a problem", "raised Error: not today"),
        ("async () => ({ ...ANSWER, ...require('own/more.js') })", "ok", ""),
        ("(event, context, told) => told('not today')", "There was a problem", "raised not today"),
    ],
)
def test_a_handler_of_node_answers_as_it_may_on_lambda(plain: Path, code: str, speech: str, trouble: str) -> None:
    answer = {"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "ok"}}}
    text = f"const ANSWER = {json.dumps(answer)};\nexports.handler = {code};\n"
    (plain / "index.js").write_text(text, encoding="utf-8")
    (plain / "own").mkdir()
    (plain / "own" / "more.js").write_text("module.exports = { sessionAttributes: {} };", encoding="utf-8")
    with serving.desk_of(any_skill(plain, "index.js")) as desk:
        turn = desk.echo().launch()
    assert turn["speech"].startswith(speech) and trouble in (turn["trouble"] or "")


KEEPS = """
const fs = require('fs'), words = require('./words.json');
let turns = 0;
exports.handler = async () => {
  turns += 1;
  for (const file of ['kept.json', 'new.json']) fs.writeFileSync(`${__dirname}/${file}`, `{"turns": ${turns}}`);
  fs.writeFile(`${__dirname}/late.json`, '{}', () => {});
  return { response: { outputSpeech: { type: 'PlainText', text: `${words.said} ${turns}` }, shouldEndSession: false } };
};
"""


def test_what_a_skill_writes_itself_starts_it_not_again(plain: Path) -> None:
    (plain / "index.js").write_text(KEEPS, encoding="utf-8")
    (plain / "words.json").write_text('{"said": "turn"}', encoding="utf-8")
    for each in ("kept.json", "late.json"):
        (plain / each).write_text("{}", encoding="utf-8")
    told: list[str] = []
    with serving.desk_of(any_skill(plain, "index.js", told.append)) as desk:
        echo = desk.echo()
        assert [echo.launch()["speech"], echo.say("help")["speech"], echo.say("help")["speech"]] == [
            "turn 1",
            "turn 2",
            "turn 3",
        ]
        assert told == []
        later = time.time() + 5
        (plain / "words.json").write_text('{"said": "again"}', encoding="utf-8")
        os.utime(plain / "words.json", (later, later))
        assert echo.say("help")["speech"] == "again 1", "what somebody else writes does"
    assert told == ["index.js:handler was started again"]


def test_a_library_of_node_that_is_missing_is_named(plain: Path) -> None:
    (plain / "index.js").write_text("require('ask-sdk-core'); exports.handler = () => null;", encoding="utf-8")
    with pytest.raises(SkillFailed, match=f'needs ask-sdk-core, which is not installed; run "npm install" in {plain}$'):
        any_skill(plain, "index.js")


@pytest.mark.parametrize(("file", "language"), [("pom.xml", "Java"), ("lambda/Skill.csproj", "C#"), ("go.mod", "Go")])
def test_what_runs_as_a_web_service_only_is_told_how(typescript: Path, file: str, language: str) -> None:
    shutil.rmtree(typescript / "lambda")
    (typescript / file).parent.mkdir(exist_ok=True)
    (typescript / file).touch()
    with pytest.raises(ModelError, match=f"its code is in {language}, .*--endpoint http://127.0.0.1:8080/"):
        project(typescript)


JAVA = """
import java.io.InputStream;
import java.io.OutputStream;
public class Handler {
    public void handleRequest(InputStream asked, OutputStream answer, Object context) throws java.io.IOException {
        String request = new String(asked.readAllBytes(), "UTF-8");
        if (request.contains("BookTableIntent")) throw new IllegalStateException("no table");
        String text = request.contains("LaunchRequest") ? "Bonjour." : "Oui.";
        answer.write(("{\\"version\\":\\"1.0\\",\\"response\\":{\\"outputSpeech\\":{\\"type\\":\\"PlainText\\",\\"text\\":\\""
            + text + "\\"}}}").getBytes("UTF-8"));
    }
}
"""


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("javac"), reason="a JDK is not installed; the handler is in Java")
def test_a_handler_in_java(tmp_path: Path) -> None:
    (tmp_path / "Handler.java").write_text(JAVA, encoding="utf-8")
    subprocess.run(["javac", "Handler.java"], cwd=tmp_path, check=True)
    command = ["java", "-cp", str(tmp_path), str(ROOT / "docs" / "examples" / "java" / "Desk.java"), "Handler", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        try:
            assert service.stdout
            address = service.stdout.readline().strip()
            with serving.desk_of(any_skill(TESTS / "skills" / "trip", address)) as desk:
                turns = [desk.echo().say(each) for each in ("open trip planner", "help", "book a table for four")]
        finally:
            service.kill()
    assert [turn["speech"] for turn in turns[:2]] == ["Bonjour.", "Oui."]
    assert "answered 500" in (turns[2]["trouble"] or "") and "no table" in (turns[2]["trouble"] or "")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A skill of one file, to be changed."""
    (tmp_path / "en-US.json").write_text((TESTS / "skills" / "trip" / "en-US.json").read_text(encoding="utf-8"))
    return tmp_path


CODE = """
import time
def handler(event, context):
    {does}
    return {{"version": "1.0", "response": {{"outputSpeech": {{"type": "PlainText", "text": "ok"}}}}}}
def another(event, context):
    return None
"""


def skill(folder: Path, does: str, **running: Any) -> Iterator[Any]:
    (folder / "mine.py").write_text(CODE.format(does=does), encoding="utf-8")
    with serving.desk_of(any_skill(folder, "mine:handler", running=Running(**running))) as desk:
        yield desk.echo().launch()


@pytest.mark.parametrize("python", [None, sys.executable])
def test_somebody_stands_at_a_breakpoint(plain: Path, python: str | None) -> None:
    [turn] = skill(plain, "time.sleep(0.3)", python=python, seconds=0.1)
    assert "no answer in 0.1 seconds" in turn["trouble"]
    [turn] = skill(
        plain, "time.sleep(0.3); assert context.get_remaining_time_in_millis() > 60_000", python=python, seconds=None
    )
    assert (turn["speech"], turn["trouble"]) == ("ok", None)


def test_what_ends_its_process_is_told_and_started_again(plain: Path) -> None:
    served = any_skill(plain_code(plain, "import os; os._exit(3)"), "mine:handler", running=Running(sys.executable))
    with serving.desk_of(served) as desk:
        assert "ended in the middle of it (exit code 3)" in (desk.echo().launch()["trouble"] or "")
        plain_code(plain, "pass")
        assert desk.echo().launch()["speech"] == "ok"


def plain_code(folder: Path, does: str) -> Path:
    (folder / "mine.py").write_text(CODE.format(does=does), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("endpoint", "python", "told"),
    [
        ("mine:nothing", None, "such as one of: handler, another"),
        ("mine:nothing", sys.executable, "it has: handler, another"),
        ("mine:handler", "/nowhere/python", "/nowhere/python: cannot be run"),
        ("nothing.js", None, "there is no file nothing.js"),
    ],
)
def test_what_cannot_be_run_says_what_can(plain: Path, endpoint: str, python: str | None, told: str) -> None:
    with pytest.raises(SkillFailed, match=told):
        any_skill(plain_code(plain, "pass"), endpoint, running=Running(python))


def test_a_handler_of_node_that_is_missing_names_the_others() -> None:
    with pytest.raises(SkillFailed, match=r"index.js:nothing is no function; it has: handler, other"):
        any_skill(PROJECTS / "node", f"{PROJECTS / 'node' / 'lambda' / 'index.js'}:nothing")


def test_no_credentials_reach_a_skill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "somebody")
    seen = Running(environment=aws_stand_in.NOBODY).variables()
    assert "AWS_PROFILE" not in seen and seen["AWS_ACCESS_KEY_ID"] == "desk"


def test_without_a_stand_in_aws_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from botocore.exceptions import ClientError

    monkeypatch.setattr(aws_stand_in, "_moto", lambda: aws_stand_in._refuses)
    with aws_stand_in.stand_in() as environment:
        session = boto3.Session("desk", "desk", region_name="us-east-1")
        table = session.resource("dynamodb", endpoint_url=environment["AWS_ENDPOINT_URL"]).Table("notes")
        with pytest.raises(ClientError, match="--real-aws to call your account"):
            table.get_item(Key={"id": "me"})


def test_a_service_that_the_stand_in_lacks_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from botocore.exceptions import ClientError

    def lacking(environ: dict[str, Any], start: Any) -> Any:
        raise ModuleNotFoundError("No module named 'joserfc'", name="joserfc")

    monkeypatch.setattr(aws_stand_in, "_moto", lambda: lacking)
    with aws_stand_in.stand_in() as environment:
        session = boto3.Session("desk", "desk", region_name="us-east-1")
        service = session.client("cognito-idp", endpoint_url=environment["AWS_ENDPOINT_URL"])
        with pytest.raises(ClientError, match="for this service, too, pip install joserfc, or give --real-aws"):
            service.get_user(AccessToken="abc")


def test_the_environment_of_a_project_is_used_for_what_is_not_installed_here(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    (plain / "mine.py").write_text("import onlythere\n" + CODE.format(does="pass"), encoding="utf-8")
    with pytest.raises(SkillFailed, match=r"mine needs onlythere, .*--python PATH"):
        any_skill(plain, "mine:handler")
    broken = plain / ".venv"
    broken.mkdir()
    (broken / "pyvenv.cfg").touch()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", plain / "lambda" / "venv"], check=True)
    [packages] = (plain / "lambda" / "venv").glob("lib/python*/site-packages")
    (packages / "onlythere.py").touch()
    told: list[str] = []
    with serving.desk_of(any_skill(plain, "mine:handler", told.append)) as desk:
        assert desk.echo().launch()["speech"] == "ok"
    python = plain.resolve() / "lambda" / "venv" / "bin" / "python"
    assert told == [f"mine needs onlythere, which is not installed here: it runs in {python}"]


def test_projects_are_found(tmp_path: Path) -> None:
    found = project(PROJECTS / "python")
    assert is_project(PROJECTS / "python") and found.endpoint.endswith("lambda/lambda_function.py:lambda_handler")
    assert project(PROJECTS / "node").endpoint.endswith("lambda/index.js:handler")
    with pytest.raises(ModelError, match="name it with --endpoint"):
        project(tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.py").write_text("handler = 1\n", encoding="utf-8")
    assert not is_project(tmp_path) and project(tmp_path).endpoint.endswith("src/app.py:handler")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("lambda/src/index.js", "exports.handler = skill.create();"),
        ("lambda/custom/src/index.ts", "export const handler = skill.create();"),
        ("lambda/index.mjs", "const handler = 1;\nexport { other, handler };"),
        ("lambda/custom/quiz.cjs", "module.exports.handler = () => 1;"),
        ("lambda/src/lambda_function.py", "lambda_handler = sb.lambda_handler()"),
    ],
)
def test_code_is_found_where_public_projects_have_it(tmp_path: Path, place: str, code: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text(code, encoding="utf-8")
    name = "lambda_handler" if place.endswith(".py") else "handler"
    assert project(tmp_path).endpoint == f"{tmp_path / place}:{name}"


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("setTimeout(() => { throw new Error('later'); }, 1)", "raised Error: later"),
        ("require('https').request('https://nowhere.invalid/').end()", "ENOTFOUND"),
        ("setTimeout(() => process.exit(3), 1)", "ended in the middle of it (exit code 3)"),
        ("Promise.reject(new Error('not awaited'))", "raised Error: not awaited"),
    ],
)
def test_what_nobody_catches_in_node_is_told_at_once(plain: Path, does: str, told: str) -> None:
    code = "exports.handler = (event, context, done) => { if (event.request.type === 'LaunchRequest') done(null, " + (
        f'{{"response": {{"outputSpeech": {{"type": "PlainText", "text": "ok"}}}}}}); else {does}; }};'
    )
    home = plain / "a folder, with blanks"
    home.mkdir()
    (home / "index.js").write_text(code, encoding="utf-8")
    with serving.desk_of(any_skill(plain, f"{home / 'index.js'}:handler")) as desk:
        echo, begun = desk.echo(), time.monotonic()
        assert echo.launch()["speech"] == "ok"
        trouble = echo.say("help")["trouble"] or ""
        assert told in trouble and time.monotonic() - begun < 7
        assert f"({home / 'index.js'}, line 1)" in trouble or "Error: " not in trouble or "ENOTFOUND" in trouble
        assert echo.launch()["speech"] == "ok", "it is started again"


def test_what_comes_after_an_answer_of_node_belongs_to_no_request(plain: Path) -> None:
    late = "let turns = 0; exports.handler = (event, context, done) => { setTimeout(() => done(new Error('late')), 5);"
    answer = (
        '{"response": {"outputSpeech": {"type": "PlainText", "text": "turn " + ++turns}, "shouldEndSession": false}}'
    )
    (plain / "index.js").write_text(f"{late} done(null, {answer}); }};", encoding="utf-8")
    with serving.desk_of(any_skill(plain, "index.js")) as desk:
        echo = desk.echo()
        said = [echo.launch()["speech"]]
        for _ in range(2):
            time.sleep(0.05)
            said.append(echo.say("help")["speech"])
    assert said == ["turn 1", "turn 2", "turn 3"]


@pytest.mark.parametrize("python", [None, sys.executable])
def test_a_file_of_a_package_is_imported_in_it(plain: Path, python: str | None) -> None:
    package = plain / "app" / "voice"
    package.mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "words": "SAID = 'ok'",
        "mine": CODE.format(does="from .words import SAID"),
    }.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    running = Running(python)
    with serving.desk_of(any_skill(plain, f"{package / 'mine.py'}:handler", running=running)) as desk:
        assert desk.echo().launch()["speech"] == "ok"
    package.rename(plain / "app" / "skill")
    with pytest.raises(SkillFailed, match="its package is called 'skill'") if python is None else nullcontext():
        any_skill(plain, f"{plain / 'app' / 'skill' / 'mine.py'}:handler", running=running)


ID = "amzn1.ask.skill.11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        (".ask/ask-states.json", {"profiles": {"default": {"skillId": ID}}}, ID),
        (".ask/config", {"deploy_settings": {"default": {"skill_id": ID}}}, ID),
        (".ask/config", {"deploy_settings": {"default": {"skill_id": ""}}}, SKILL_ID),
        ("lambda/config.json", {"appId": ID}, ID),
        ("lambda/several.json", {"ours": ID, "theirs": ID.replace("1111", "2222")}, SKILL_ID),
        ("node_modules/of/index.json", {"appId": ID}, SKILL_ID),
    ],
)
def test_requests_are_for_the_skill_that_the_project_is(plain: Path, file: str, text: Any, found: str) -> None:
    (plain / file).parent.mkdir(parents=True, exist_ok=True)
    (plain / file).write_text(json.dumps(text), encoding="utf-8")
    with serving.desk_of(any_skill(plain_code(plain, "pass"), "mine:handler")) as desk:
        request = desk.echo().launch()["request"]
    said = (
        request["session"]["application"]["applicationId"],
        request["context"]["System"]["application"]["applicationId"],
    )
    assert said == (found, found)
