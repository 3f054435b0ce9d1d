"""The chat that the documents show is held again, with every key, at a terminal: what they show is what is shown."""

from __future__ import annotations

import pytest

from tests.recording import BLOCK, DOCUMENT, recorded


@pytest.mark.timeout(240)
def test_the_recorded_chat_goes_as_it_is_recorded() -> None:
    found = BLOCK.search(DOCUMENT.read_text(encoding="utf-8"))
    assert found
    assert recorded() == found[0], "script/recording writes it anew"
