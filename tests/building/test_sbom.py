"""The bill of materials says what is shipped, in the form that CycloneDX prescribes."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from importlib.resources import files
from typing import Any

import jsonschema_rs

from skill.building.function import IN_THE_RUNTIME
from skill.building.libraries import needed
from skill.building.sbom import SPEC, sbom

LIBRARIES = needed(without=IN_THE_RUNTIME)
OURS = distribution("back-coach")


def schema(name: str) -> Any:
    """One of CycloneDX's own."""
    return json.loads((files("cyclonedx.schema") / "_res" / name).read_text(encoding="utf-8"))


def test_it_is_of_the_form_that_cyclonedx_prescribes() -> None:
    others = ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    named = [(f"http://cyclonedx.org/schema/{file}", schema(file)) for file in others]
    registry = jsonschema_rs.Registry(named)
    form = schema(f"bom-{SPEC}.SNAPSHOT.schema.json")
    validator = jsonschema_rs.validator_for(form, registry=registry)
    validator.validate(json.loads(sbom(OURS, LIBRARIES)))


def test_it_names_every_library_and_what_each_needs() -> None:
    told = json.loads(sbom(OURS, LIBRARIES))
    assert told["metadata"]["component"]["licenses"] == [{"expression": "Apache-2.0"}]
    assert [each["name"] for each in told["components"]] == [each.metadata["Name"] for each in LIBRARIES]
    needs = {each["ref"].rpartition("@")[0]: each["dependsOn"] for each in told["dependencies"]}
    assert any("ask-sdk-core" in each for each in needs["pkg:pypi/back-coach"])
    assert any("requests" in each for each in needs["pkg:pypi/ask-sdk-core"])
    assert not any("flask" in json.dumps(each) for each in told["components"])


def test_the_same_libraries_make_the_same_bytes() -> None:
    assert sbom(OURS, LIBRARIES) == sbom(OURS, LIBRARIES)
    assert json.loads(sbom(OURS, LIBRARIES))["serialNumber"] != json.loads(sbom(OURS, LIBRARIES[1:]))["serialNumber"]
