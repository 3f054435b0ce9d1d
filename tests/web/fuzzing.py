"""Requests that are nearly right, and requests that are anything."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import strategies as st

from tests.web.authority import SKILL_ID, envelope, intent

WORDS = st.sampled_from(
    ["my back hurts", "i can't pee", "next", "yes", "no", "stop", "PT15M", "P1D", "2026-11-23", "07:00", "lifting",
     "LaunchRequest", "IntentRequest", SKILL_ID, "en-US", "🙂", "\x00", "\ud800", "a" * 3000, ""]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | WORDS
KEYS = st.text(max_size=8) | st.sampled_from(
    ["type", "request", "session", "context", "System", "attributes", "case", "intent", "slots", "name", "value",
     "application", "applicationId", "timestamp", "__class__", "__dict__", "asked", "steps", "last", "alerts", "user"]
)  # fmt: skip
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)

INTENTS = [
    "LaunchRequest", "ReportPainIntent", "DescribeIntent", "NotSureIntent", "IceOrHeatIntent", "AMAZON.YesIntent",
    "AMAZON.NoIntent", "AMAZON.NextIntent", "AMAZON.RepeatIntent", "GoToStepIntent", "StepDetailIntent", "No.Such",
    "StartTimerIntent", "SetReminderIntent", "StretchHowToIntent", "AMAZON.FallbackIntent", "AMAZON.StopIntent",
]  # fmt: skip
SLOTS = [
    "Activity", "Onset", "Symptom", "Description", "Duration", "Delay", "Day", "Time", "StepNumber", "Stretch",
]  # fmt: skip


@st.composite
def envelopes(draw: Any) -> Any:
    """A request of Alexa's in which some places hold something else."""
    asked = intent(draw(st.sampled_from(INTENTS)), **draw(st.dictionaries(st.sampled_from(SLOTS), WORDS, max_size=3)))
    event = envelope(asked)
    event["session"]["attributes"] = draw(
        st.just({}) | st.fixed_dictionaries({"case": JSON, "last": JSON, "alerts": JSON})
    )
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(event))
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if draw(st.booleans()):
            holder[key] = draw(JSON)
        elif isinstance(holder, dict):
            del holder[key]
    return event


def _places(data: Any) -> Any:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(pairs):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


@st.composite
def mangled(draw: Any) -> bytes:
    """The bytes of a request, a few of them changed, doubled or gone."""
    data = bytearray(json.dumps(draw(envelopes())).encode())
    dice = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(data) or 1)
        match dice.randrange(3):
            case 0:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del data[at : at + dice.randint(1, 40)]
            case _:
                data[at:at] = data[at : at + dice.randint(1, 40)]
    return bytes(data)


BODIES = st.one_of(
    st.binary(max_size=200),
    JSON.map(lambda data: json.dumps(data).encode()),
    envelopes().map(lambda data: json.dumps(data).encode()),
    mangled(),
)
"""What Amazon might have signed, and what it never would."""

HEADERS = st.dictionaries(
    st.sampled_from(["SignatureCertChainUrl", "Signature-256", "Signature", "Content-Type", "Content-Encoding"]),
    st.text(st.characters(codec="latin-1", exclude_characters="\r\n\x00"), max_size=80)
    | st.sampled_from(
        ["https://s3.amazonaws.com/echo.api/a.pem", "AAAA", "https://s3.amazonaws.com/echo.api/%2e%2e/a"]
    ),
)
"""Headers of somebody who is not Amazon."""

SAID = st.one_of(
    st.binary(max_size=100),
    st.fixed_dictionaries({"text": st.text(max_size=200) | WORDS}).map(lambda data: json.dumps(data).encode()),
    JSON.map(lambda data: json.dumps(data).encode()),
    st.fixed_dictionaries(
        {"text": st.text(max_size=200) | WORDS},
        optional={"session": JSON, "locale": st.just("en-US") | JSON, "device": JSON},
    ).map(lambda data: json.dumps(data).encode()),
)
"""Bodies for `POST /say`."""
