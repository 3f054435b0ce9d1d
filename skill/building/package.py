"""`back-coach package`: checks everything, then writes what is handed to Amazon into build/."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from skill.building import function, skill_package
from skill.building.archive import archive
from skill.building.check import problems
from skill.building.libraries import needed, unlocked

RESOURCES = "ask-resources.json"


def run(target: Path, python: str | None = None) -> int:
    """Writes the skill package and the function. Returns 1, and writes nothing, where a check finds a problem."""
    if not (function.ROOT / RESOURCES).exists():
        print(f"back-coach package needs a checkout: there is no {RESOURCES} in {function.ROOT}", file=sys.stderr)
        return 1
    if found := problems():
        print(*found, sep="\n")
        print(f"{len(found)} problems; nothing was written", file=sys.stderr)
        return 1
    locales = skill_package.build(target / "skill-package")
    print(f"{target / 'skill-package'}: {', '.join(locales)}")
    if not os.environ.get(skill_package.PRIVACY_POLICY):
        print(f"set {skill_package.PRIVACY_POLICY} to where PRIVACY.md can be read as a page", file=sys.stderr)
    runtime = target_runtime()
    compiler = python or function.interpreter(runtime)
    listed = function.build(target / "lambda", compiler)
    size = archive(target / "lambda", target / "lambda.zip")
    unpacked = sum(path.stat().st_size for path in (target / "lambda").rglob("*") if path.is_file())
    print(f"{target / 'lambda.zip'}: {size / 1e6:.1f} MB, {unpacked / 1e6:.1f} MB unpacked, for {runtime}")
    print(*(f"  {line}" for line in listed), sep="\n")
    if other := unlocked(function.ROOT / "locks" / "lambda.txt", needed(without=function.IN_THE_RUNTIME)):
        print(f"not the locked versions: {', '.join(other)}; script/setup installs those", file=sys.stderr)
    version = function.version_of(compiler) if compiler else None
    if version != runtime:
        written = f"the byte code is that of {version}" if version else f"there is no {runtime} here, so no byte code"
        print(
            f"{written}: a cold start on {runtime} takes about twice as long. "
            f"Name a {runtime} with --python, or change the runtime in {RESOURCES}",
            file=sys.stderr,
        )
    return 0


def target_runtime() -> str:
    """The Python that Lambda runs, as the ASK CLI is told."""
    resources = json.loads((function.ROOT / RESOURCES).read_text(encoding="utf-8"))
    runtime: str = resources["profiles"]["default"]["skillInfrastructure"]["userConfig"]["runtime"]
    return runtime
