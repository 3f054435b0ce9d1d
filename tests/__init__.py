"""What holds for every test, and for every command that one starts, before anything of the project is imported."""

import os
from pathlib import Path

LEARNT = Path(__file__).parents[1] / "build" / "tests"
"""What is learnt from models is kept here from one run to the next: git does not see it."""

# Nothing is found in, or left in, the cache and the data of whoever runs the tests, and nobody is phoned.
os.environ |= {
    "XDG_CACHE_HOME": str(LEARNT),
    "BACK_COACH_MEMORY": "none",
    "BACK_COACH_CERTIFICATES": "none",
    "ORT_DISABLE_TELEMETRY": "1",
}

THOROUGH = os.environ.get("TESTS") == "thorough"
"""Whether much is tried, as before a release, and not a little, as at every change."""


def tries(most: int) -> int:
    """How many examples of a property are tried: `most` of them before a release, other ones every time in between."""
    return most if THOROUGH else max(most // 6, 4)
