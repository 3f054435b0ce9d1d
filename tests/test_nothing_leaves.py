"""Nothing phones home: what the commands ask the network for, and what they leave behind, as the system calls tell."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from skill.understanding.model_cache import USUAL_FOLDER
from tests.test_rooms import ROOT

STRACE = shutil.which("strace")
WAITED_SECONDS = 6
"""A runtime that reports to its maker has looked up its maker's name by then."""

COMMANDS = {
    "say": ["say", "--no-desk", "my lower bit went all funny when i was at it"],
    "evaluate": ["evaluate", "--no-desk", "{folder}/said.jsonl"],
    "serve": ["serve", "--port", "0"],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of somebody who asks nobody for silence: no variable does. What was learnt here already is not learnt again."""
    made = tmp_path_factory.mktemp("home")
    if USUAL_FOLDER.is_dir():
        shutil.copytree(USUAL_FOLDER, made / ".cache" / "back-coach")
    return made


@pytest.mark.thorough
@pytest.mark.skipif(STRACE is None, reason="strace is not installed, which tells what is asked of the network")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_talks_to_nobody_and_leaves_nothing_foreign(command: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / "said.jsonl").write_text(json.dumps({"text": "my back hurts", "label": "report_pain"}) + "\n")
    words = [each.format(folder=tmp_path) for each in COMMANDS[command]]
    trace = tmp_path / "trace"
    watched = [str(STRACE), "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace)]
    running = subprocess.Popen(
        [*watched, sys.executable, "-m", "skill", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with running:
        try:
            printed = talk_to(running) if command == "serve" else running.communicate(timeout=240)[0]
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGTERM)  # strace ends when what it watches has ended
    assert printed
    assert addresses(trace.read_text(encoding="utf-8")) <= {"127.0.0.1", "::1"}
    left = {path.relative_to(home).parts[:2] for path in home.rglob("*") if path.is_file()}
    assert left <= {(".cache", "back-coach"), (".local", "share")}
    kept = {path.relative_to(home).parts[:3] for path in home.glob(".local/share/*")}
    assert kept <= {(".local", "share", "back-coach")}


def talk_to(running: subprocess.Popen[str]) -> str:
    """Says something to the desk, and waits whether it talks to somebody else."""
    assert running.stdout
    while not (found := re.search(r"http://127\.0\.0\.1:\d+", line := running.stdout.readline())):
        assert line, "the desk did not start"
    said = json.dumps({"text": "my lower bit went all funny"}).encode()
    request = urllib.request.Request(f"{found[0]}/say", said, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=240) as answer:
        printed: str = answer.read().decode()
    time.sleep(WAITED_SECONDS)
    return printed


def addresses(trace: str) -> set[str]:
    """Every address of the internet that something was sent to."""
    found = re.findall(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', trace)
    return {old or new for old, new in found}


def test_addresses_are_read_from_a_trace() -> None:
    assert addresses(
        'connect(11, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}, 16) = 0'
    ) == {"192.0.2.53"}
    assert addresses('connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 0') == {
        "2001:db8::1"
    }
