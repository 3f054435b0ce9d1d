"""The bill of materials of what is shipped, in CycloneDX: every library with its version, licence and what it needs.

The same libraries make the same bytes: no time and no random number is in it.
"""

from __future__ import annotations

import json
from importlib.metadata import Distribution
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from skill.building.libraries import licence_of

SPEC = "1.6"
FILE = "sbom.cdx.json"

Json = dict[str, Any]


def sbom(ours: Distribution, libraries: list[Distribution]) -> str:
    """The document, for a distribution of ours and all it is shipped with."""
    known: dict[str, Distribution] = {canonicalize_name(each.metadata["Name"]): each for each in (ours, *libraries)}
    body = {
        "metadata": {"component": {**_component(ours), "type": "application"}},
        "components": [_component(each) for each in libraries],
        "dependencies": [
            {"ref": _purl(each), "dependsOn": sorted({_purl(known[name]) for name in _needs(each) if name in known})}
            for each in known.values()
        ],
    }
    mark = uuid5(NAMESPACE_URL, json.dumps(body, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": SPEC, "serialNumber": f"urn:uuid:{mark}", "version": 1}
    return json.dumps(head | body, indent=2) + "\n"


def _component(library: Distribution) -> Json:
    told: Json = {
        "type": "library",
        "bom-ref": _purl(library),
        "name": library.metadata["Name"],
        "version": library.version,
        "purl": _purl(library),
    }
    if "License-Expression" in library.metadata:
        return told | {"licenses": [{"expression": library.metadata["License-Expression"]}]}
    return told | {"licenses": [{"license": {"name": licence_of(library)}}]}


def _purl(library: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(library.metadata['Name'])}@{library.version}"


def _needs(library: Distribution) -> set[str]:
    """The names of what it needs, without its extras."""
    found = map(Requirement, library.requires or ())
    return {canonicalize_name(each.name) for each in found if not each.marker or each.marker.evaluate({"extra": ""})}
