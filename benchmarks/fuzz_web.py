"""A hundred thousand requests that are anything, on the endpoint and on the desk: none may be an error of ours.

The same strategies as in the tests, which run a few hundred of each. It stops at the first error of ours, and prints
the request that made it.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from cryptography.x509.verification import Store
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, openapi
from schemathesis.core.result import Ok

from benchmarks.web import ROOT
from skill.alexa import build_skill
from skill.desk.app import create_desk_app
from skill.web import create_app
from skill.web.certificates import Certificates
from tests.web.authority import SKILL_ID, Authority
from tests.web.fuzzing import BODIES, HEADERS, SAID

AT_ONCE = 1000
"""How many requests Hypothesis makes in one go; its next go begins with another seed."""


def main(arguments: list[str]) -> int:
    """Returns 0; an error of ours is an AssertionError with the request."""
    parser = argparse.ArgumentParser(prog="script/bench fuzz_web", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    authority = Authority()
    certificates = Certificates(lambda address: authority.chain, Store([authority.root.certificate]))
    endpoint = create_app(build_skill(), skill_id=SKILL_ID, certificates=certificates).test_client()
    app = create_desk_app(unsigned=True)
    desk = app.test_client()
    targets: dict[str, Callable[[int, Counter[int]], None]] = {
        "POST /alexa, signed": lambda most, seen: fuzz(
            most, seen, lambda body: endpoint.post("/alexa", data=body, headers=authority.headers(body)), BODIES
        ),
        "POST /alexa, by strangers": lambda most, seen: fuzz(
            most, seen, lambda sent: endpoint.post("/alexa", data=sent[0], headers=sent[1]), st.tuples(BODIES, HEADERS)
        ),
        "POST /alexa of the unsigned desk": lambda most, seen: fuzz(
            most, seen, lambda body: desk.post("/alexa", data=body), BODIES
        ),
        "POST /say": lambda most, seen: fuzz(most, seen, lambda body: desk.post("/say", data=body), SAID),
        "all that skill/desk/openapi.yaml describes": lambda most, seen: fuzz(
            most, seen, lambda case: case.call(app=app, base_url="http://localhost"), described(desk)
        ),
    }
    total = 0
    for name, target in targets.items():
        seen: Counter[int] = Counter()
        started = time.perf_counter()
        target(options.requests // len(targets), seen)
        total += seen.total()
        print(
            f"{name}: {seen.total()} requests in {time.perf_counter() - started:.0f} s, {dict(sorted(seen.items()))}",
            flush=True,
        )
    print(f"{total} requests, none an error of ours")
    return 0


def fuzz(most: int, seen: Counter[int], send: Callable[[Any], Any], what: Any) -> None:
    """Sends that many. Raises AssertionError at the first that is an error of ours."""

    @settings(
        max_examples=AT_ONCE,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(what)
    def one(sent: Any) -> None:
        status = send(sent).status_code
        seen[status] += 1
        assert status < 500 or status == 503, f"status {status} for {sent!r}"

    while seen.total() < most:
        one()


def described(desk: FlaskClient) -> Any:
    """Requests right and wrong for every operation; for sessions that exist as well as for others."""
    sessions = itertools.cycle(
        [desk.post("/say", json={"text": text}).get_json()["session"] for text in ("help", "stop")]
    )
    schema = openapi.from_path(ROOT / "skill" / "desk" / "openapi.yaml")

    def real(case: Any) -> Any:
        if case.path_parameters and len(str(case.path_parameters)) % 2:
            case.path_parameters["session"] = next(sessions)
        return case

    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    return st.one_of(
        [each.as_strategy(generation_mode=mode).map(real) for each in operations for mode in GenerationMode]
    )
