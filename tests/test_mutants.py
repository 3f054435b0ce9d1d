"""Planted faults: each is loaded in place of the module it is in, that of a package as well."""

from __future__ import annotations

import pytest

from benchmarks.mutants import ROOT, Fault, Faulty


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("skill/guidance/plan.py", "skill.guidance.plan"),
        ("skill/guidance/model/__init__.py", "skill.guidance.model"),
    ],
)
def test_a_fault_stands_in_for_its_module(path: str, module: str) -> None:
    fault = Fault(ROOT / path, 1, None, None, None)
    assert fault.module == module
    assert Faulty(fault).find_spec("skill.guidance") is None
