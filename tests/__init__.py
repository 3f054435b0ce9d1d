"""What holds for every test, and for every command that one starts, before anything of the project is imported."""

import os
from pathlib import Path

LEARNT = Path(__file__).parents[1] / "build" / "tests"
"""What is learnt from models is kept here from one run to the next: git does not see it."""

os.environ["XDG_CACHE_HOME"] = str(LEARNT)  # nothing is read from, or left in, the cache of whoever runs the tests
os.environ["BACK_COACH_MEMORY"] = "none"  # nor in their data
