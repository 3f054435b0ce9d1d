"""What is spoken: slower for whoever asked for it, and the same words either way."""

from __future__ import annotations

import pytest

from skill.alexa.speech import heard, ssml

SENTENCES = ["Call 911 now.", "That's salt & pepper, not < three."]


@pytest.mark.parametrize(("slower", "begins"), [(True, '<speak><prosody rate="slow"><s>'), (False, "<speak><s>")])
def test_slower_changes_the_pace_and_no_word(slower: bool, begins: str) -> None:
    spoken = ssml(SENTENCES, slower)
    assert spoken.startswith(begins)
    assert heard(spoken) == " ".join(SENTENCES)
