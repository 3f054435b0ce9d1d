"""What is handed to Amazon: the command, the ASK CLI's settings, the infrastructure template, the licences."""

from __future__ import annotations

import importlib
import json
import re
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope
from packaging.requirements import Requirement

from skill.__main__ import main
from skill.building import function, package, skill_package
from skill.building.libraries import NotInstalled, licence_of, needed
from tests.test_rooms import ROOT

OURS = f"python{sys.version_info.major}.{sys.version_info.minor}"
RESOURCES = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))["profiles"]["default"]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the libraries and the checks, which other tests look at."""
    monkeypatch.setattr(package, "problems", list)
    monkeypatch.setattr(function, "needed", lambda without: [])
    monkeypatch.setattr(function, "ENTRY", function.ENTRY[:1])  # without libraries nothing starts, to be mapped


@pytest.mark.usefixtures("quick")
def test_the_command_writes_what_the_ask_cli_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["package", "--python", sys.executable]) == 0
    printed = capsys.readouterr().out
    assert (tmp_path / RESOURCES["code"]["default"]["src"] / "lambda_function.py").exists()
    assert not (tmp_path / "build/lambda/requirements.txt").exists(), "the CLI would build it anew, without byte code"
    metadata = tmp_path / RESOURCES["skillMetadata"]["src"]
    manifest = read(metadata / "skill.json", SkillManifestEnvelope).manifest
    for locale in manifest.publishing_information.locales:
        model = read(metadata / "interactionModels/custom" / f"{locale}.json", InteractionModelData)
        assert model.interaction_model.language_model.invocation_name
        assert locale in printed
    size = (tmp_path / "build/lambda.zip").stat().st_size
    assert f"{size / 1e6:.1f} MB" in printed


def read(path: Path, kind: Any) -> Any:
    return DefaultSerializer().deserialize(path.read_text(encoding="utf-8"), kind)


def test_the_first_deployment_names_no_endpoint_that_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skill_package.build(tmp_path)
    packaged = json.loads((tmp_path / "skill.json").read_text(encoding="utf-8"))["manifest"]
    assert "endpoint" not in packaged["apis"]["custom"]
    assert "events" not in packaged
    ours = skill_package.manifest()["manifest"]
    for part in (ours["apis"]["custom"], ours["events"]):
        part["endpoint"] = {"uri": "https://your.name/alexa"}
    monkeypatch.setattr(skill_package, "manifest", lambda policy: {"manifest": ours})
    skill_package.build(tmp_path)
    assert json.loads((tmp_path / "skill.json").read_text(encoding="utf-8"))["manifest"] == ours


def test_the_ask_cli_subscribes_to_what_the_manifest_names() -> None:
    settings = RESOURCES["skillInfrastructure"]["userConfig"]
    events = skill_package.manifest()["manifest"]["events"]["subscriptions"]
    assert settings["skillEvents"]["subscriptions"] == [event["eventName"] for event in events]
    assert settings["targetEndpoint"] == ["custom"], "the CLI would enter any other under apis"


def test_nothing_is_written_where_something_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package, "problems", lambda: ["ice.toml: says nothing; say something"])
    assert package.run(tmp_path / "build") == 1
    assert "ice.toml: says nothing" in capsys.readouterr().out
    assert not (tmp_path / "build").exists()


@pytest.mark.thorough
@pytest.mark.usefixtures("quick")
def test_without_the_python_of_lambda_it_says_what_that_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package, "target_runtime", lambda: "python9.9")
    assert package.run(tmp_path) == 0
    assert "there is no python9.9 here" in capsys.readouterr().err
    assert not list((tmp_path / "lambda").rglob("*.pyc"))
    assert package.run(tmp_path, sys.executable) == 0
    assert f"the byte code is that of {OURS}" in capsys.readouterr().err
    assert list((tmp_path / "lambda").rglob("*.pyc"))


def test_our_own_python_serves_where_it_is_lambdas() -> None:
    assert function.interpreter(OURS) == sys.executable
    assert function.interpreter("python9.9") is None
    assert function.version_of("no/such/python") is None


def test_a_build_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "interactionModels").mkdir()
    (tmp_path / "interactionModels/old.json").touch()
    skill_package.build(tmp_path)
    assert not (tmp_path / "interactionModels/old.json").exists()


def test_the_ask_cli_finds_handler_and_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "lambda"))
    settings = RESOURCES["skillInfrastructure"]["userConfig"]
    module, _, name = settings["handler"].rpartition(".")
    spec = importlib.util.spec_from_file_location(module, ROOT / "lambda" / f"{module}.py")
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    assert callable(getattr(loaded, name))
    assert (ROOT / settings["templatePath"]).exists()


def test_the_clis_own_flow_finds_this_project() -> None:
    """It copies lambda/ to .ask/lambda and runs `pip install -r requirements.txt -t ./` there."""
    pinned, line = (ROOT / "lambda/requirements.txt").read_text(encoding="utf-8").splitlines()
    assert (ROOT / "lambda" / pinned.removeprefix("-c ")).exists(), "it lies beside, and is copied too"
    assert (ROOT / ".ask" / "lambda" / line).resolve() == ROOT
    assert (ROOT / line.replace("..", ".") / "pyproject.toml").exists()


def template() -> dict[str, Any]:
    from cfnlint.decode import cfn_yaml  # takes a second, of every process that only looks for tests

    return dict(cfn_yaml.load(str(ROOT / "deploy/skill-stack.yaml")))


def test_the_template_has_no_fault_that_can_be_known_beforehand() -> None:
    text = (ROOT / "deploy/skill-stack.yaml").read_text(encoding="utf-8")
    assert faults(text) == []
    assert faults(text.replace("!GetAtt Memory.Arn", "!GetAtt Memory.Arm"))


def faults(text: str) -> list[str]:
    from cfnlint.api import lint_all

    return [found.message for found in lint_all(text) if not found.rule.id.startswith("I")]  # I: advice


def test_the_template_takes_exactly_what_the_ask_cli_passes() -> None:
    passed = {"SkillId", "LambdaRuntime", "LambdaHandler", "CodeBucket", "CodeKey", "CodeVersion"}
    ours = {name for name, each in template()["Parameters"].items() if "Default" not in each}
    assert ours == passed
    assert "SkillEndpoint" in template()["Outputs"]


def test_the_function_may_do_what_it_needs_and_no_more() -> None:
    resources = template()["Resources"]
    statements = [
        statement
        for policy in (*resources["Role"]["Properties"]["Policies"], resources["LogsPolicy"]["Properties"])
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    assert len(statements) == 2
    for statement in statements:
        assert "*" not in json.dumps(statement), "no wildcard, neither for actions nor for resources"
    permission = resources["AlexaMayInvoke"]["Properties"]
    assert permission["Principal"] == "alexa-appkit.amazon.com"
    assert permission["EventSourceToken"] == {"Ref": "SkillId"}


def test_a_flood_ends_in_apologies_and_not_in_a_bill() -> None:
    resources, parameters = template()["Resources"], template()["Parameters"]
    assert resources["Function"]["Properties"]["ReservedConcurrentExecutions"]
    assert 1 <= parameters["MostAtOnce"]["Default"] <= 50
    alarms = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::CloudWatch::Alarm"]
    assert {"Errors", "Throttles"} <= {each["MetricName"] for each in alarms if each["Namespace"] == "AWS/Lambda"}


def test_the_memory_expires_and_is_encrypted() -> None:
    table = template()["Resources"]["Memory"]["Properties"]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}


def test_a_library_that_is_missing_is_named() -> None:
    with pytest.raises(NotInstalled, match=r"no-such-thing is not installed; pip install"):
        needed(by="no-such-thing")


PERMISSIVE = ("mit", "bsd", "apache", "isc", "python software foundation", "psf", "zlib", "unlicense", "0bsd", "cc0",
              "public domain", "historical permission", "hpnd")  # fmt: skip
WEAK = ("mozilla public license 2.0", "mpl-2.0")
"""Asks for its own files to stay open, and for nothing else."""


def test_every_licence_goes_with_shipping_and_selling() -> None:
    for library in needed(("web", "simulator")):
        told = licence_of(library).lower()
        assert any(word in told for word in (*PERMISSIVE, *WEAK)), (library.metadata["Name"], told)


KIND = "Apache|BSD|MIT|MPL|Mozilla|HPND|ISC|PSF|Zlib"
"""What licences call themselves, in whatever words."""


def test_the_page_of_licences_names_what_we_ask_for() -> None:
    page = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    direct = {Requirement(line).name for line in distribution("back-coach").requires or () if "dev" not in line}
    for name in direct - {"back-coach"}:
        row = re.search(rf"^\| {distribution(name).metadata['Name']} \| .* \| (.*) \|$", page, re.MULTILINE)
        told = licence_of(distribution(name))  # its words change from version to version, its kind does not
        assert row and set(re.findall(KIND, row[1])) & set(re.findall(KIND, told)), (name, told)
