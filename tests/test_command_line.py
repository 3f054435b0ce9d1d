"""The command line: what each verb prints and returns."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from pathlib import Path

import pytest

from skill.__main__ import main


def test_say_prints_a_conversation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "my back hurts after lifting", "no"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["you", "coach", "you", "coach"]
    assert "safety check" in lines[1]


def test_say_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "--json", "should i use ice or heat"]) == 0
    turn = json.loads(capsys.readouterr().out)
    assert turn["topic"] == "ice_or_heat"


def test_say_after_the_end_begins_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "stop", "help"]) == 0
    assert "Tell me what hurts" in capsys.readouterr().out


def test_an_unknown_locale_is_refused_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "--locale", "tlh-QO", "help"]) == 2
    assert "en-US" in capsys.readouterr().err


def test_unsigned_is_refused_on_any_host_but_loopback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0", "--unsigned"]) == 2
    assert "127.0.0.1" in capsys.readouterr().err


def test_serve_says_where_it_listens(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from werkzeug.serving import BaseWSGIServer

    answers = []

    def once(server: BaseWSGIServer) -> None:
        asking = threading.Thread(
            target=lambda: answers.append(urllib.request.urlopen(f"http://127.0.0.1:{server.port}/healthz").read())
        )
        asking.start()
        server.handle_request()
        asking.join()
        server.server_close()

    monkeypatch.setattr(BaseWSGIServer, "serve_forever", once)
    assert main(["serve", "--port", "0"]) == 0
    assert re.search(r"http://127\.0\.0\.1:\d+/", capsys.readouterr().out)
    assert json.loads(answers[0]) == {"status": "ok"}


def test_check_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """In content, models and manifest; that no two intents claim a sample is part of it."""
    assert main(["check"]) == 0
    assert "all is well" in capsys.readouterr().out


def test_evaluate_prints_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"text": "should i use ice or heat", "label": "ice_or_heat"},
        {"text": "i can't pee", "label": "red_flag:cauda_equina"},
        {"text": "what's the weather in rome", "label": "out_of_scope"},
        {"text": "no numbness", "label": "no", "hard_negative": True},
    ]
    file = tmp_path / "utterances.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    assert main(["evaluate", str(file)]) == 0
    out = capsys.readouterr().out
    assert re.search(r"red flags: any raised\W+1\W+1\W+1\.000", out)
    assert re.search(r"out of scope rejected\W+1\W+1\W+1\.000", out)


@pytest.mark.parametrize("line", ["no json", '{"text": "no"}', "[]"])
def test_evaluate_names_the_line_that_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    file = tmp_path / "utterances.jsonl"
    file.write_text('{"text": "no", "label": "no"}\n' + line)
    assert main(["evaluate", str(file)]) == 2
    assert "line 2" in capsys.readouterr().err


def test_no_command_shows_how(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "say" in capsys.readouterr().err
