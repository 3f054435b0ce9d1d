"""The form of a signature: of all ways to write its bytes one is read."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from skill.web.refusal import Refused
from skill.web.signature import MOST_CHARACTERS, decoded


def written_once_more(text: str) -> bytes | None:
    """The bytes, where to write them again gives the same text."""
    try:
        found = b64decode(text)
        return found if found and b64encode(found).decode() == text else None
    except ValueError:
        return None


@given(
    some.text("AQgwEIMUYcko048+/=\n -_é", max_size=12)
    | some.binary(max_size=20).map(lambda each: b64encode(each).decode())
)
@example("AB==")
@example("AAB=")
@example("AAAA=")
@example("AAAA====")
@example("AA=A")
def test_a_signature_is_read_where_it_is_written_in_the_one_way(text: str) -> None:
    expected = written_once_more(text)
    if expected is None:
        with pytest.raises(Refused):
            decoded(text)
    else:
        assert decoded(text) == expected


def test_more_than_any_key_signs_in_is_not_read() -> None:
    with pytest.raises(Refused):
        decoded("AAAA" * (MOST_CHARACTERS // 4 + 1))
