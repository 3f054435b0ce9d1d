"""Every hazard has a control that a test proves, and the page of them is what the data say."""

from __future__ import annotations

from tests.hazards import PAGE, hazards, page
from tests.test_rooms import ROOT

KEYS = {"title", "harm", "cause", "control", "tests", "left"}


def test_every_hazard_has_a_control_and_tests_that_exist() -> None:
    found = hazards()
    assert len(found) > 12
    for row in found:
        assert row.keys() == KEYS and all(row.values()), row["title"]
        for test in row["tests"]:
            file, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), test


def test_the_page_is_written_of_the_data() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run script/hazards"
