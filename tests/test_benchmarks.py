"""The measurements start, hear what they expect, and print what the page of them is drawn from. Nothing is timed."""

from __future__ import annotations

import json
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from werkzeug.test import Client

from benchmarks import all as together
from benchmarks import cold, servers, turn, web
from benchmarks.__main__ import MEASUREMENTS
from benchmarks.functions import HELLO, OURS, SPOKEN, requests
from benchmarks.load import Figures
from benchmarks.signed import turn as a_turn
from skill.alexa import build_skill, invoke
from tests.web.authority import Authority, as_bytes

TRIED = [1.0, 2.0, 3.0]


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_a_measurement_starts(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        import_module(f"benchmarks.{name}").main(["--help"])
    assert left.value.code == 0
    assert f"script/bench {name}" in capsys.readouterr().out


def test_those_that_make_the_page_are_measurements_that_take_these_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert together.QUICK.keys() == together.PARTS.keys() <= MEASUREMENTS.keys()
    for name, options in together.QUICK.items():
        with pytest.raises(SystemExit) as left:
            import_module(f"benchmarks.{name}").main([*options, "--help"])
        assert left.value.code == 0, capsys.readouterr().err


def test_a_cold_start_answers_what_is_expected() -> None:
    (event,) = requests(spoken=(cold.SPOKEN,))
    assert cold.expected(OURS) in json.dumps(invoke(build_skill(), event))
    assert {cold.expected(f"{OURS}, content x 10"), cold.expected(HELLO)} == set(cold.EXPECTED.values())


def test_each_turn_that_is_timed_is_understood() -> None:
    skill = build_skill()
    for event in requests():
        assert event["request"]["intent"]["name"] != "AMAZON.FallbackIntent"
        assert invoke(skill, event)["response"]["outputSpeech"]


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.mark.parametrize("factory", ["ours_hello", "ours_back_coach", "flask_hello"])
def test_a_server_under_load_answers(
    factory: str, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert factory in web.SERVERS.values()
    for name, value in web.environment(authority, tmp_path).items():
        monkeypatch.setenv(name, value)
    body = as_bytes(a_turn())
    answer = Client(getattr(servers, factory)()).post("/alexa", data=body, headers=authority.headers(body))
    assert answer.status_code == 200
    assert b"outputSpeech" in answer.data


def figures() -> Figures:
    return Figures(1.0, [1.0] * 200, Counter({"200": 200}), worked=0.5, asked=0.1)


def test_tables_are_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    cold.show("a start", {HELLO: TRIED, OURS: TRIED})
    assert f"{OURS} (a start)" in together.drawn(capsys.readouterr().out)
    turn.show("a speaker", {name: [[1.0] * len(SPOKEN)] * len(TRIED) for name in (HELLO, OURS)})
    assert f"{OURS} (a turn, on average)" in together.drawn(capsys.readouterr().out)
    web.print_servers({name: [figures()] for name in (*web.SERVERS, web.NODE)})
    told = capsys.readouterr().out
    assert all(name[:40] in together.drawn(told) for name in (*web.SERVERS, web.NODE))
    assert "200 (200-200) | 1.0 | 1.00 | 400 (400-400) | 1.0 | 1.00 " in told
    web.print_servers({name: [figures()] for name in web.SERVERS})
    assert "Node was left out" in capsys.readouterr().out
