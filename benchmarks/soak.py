"""Hundreds of thousands of signed turns in many conversations at once, while workers are killed and replaced.

Every answer is compared, word for word, with what the skill answers to this turn of this conversation when it is alone.
So a session that was lost, mixed up with another or changed on the way shows at once. What a killed worker was about to
answer is asked again, as somebody would who got no answer. The oldest worker is left alone, to see whether it grows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import selectors
import signal
import statistics
import sys
import tempfile
import time
import tomllib
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.load import Connection
from benchmarks.signed import environment, packet
from benchmarks.web import ROOT, free_port, running
from skill.alexa import build_skill, invoke
from skill.desk.desk import new_echo
from tests.web.authority import SKILL_ID, Authority, timestamp

SESSIONS_EACH = 24
"""How many sessions there are of each conversation; their ids come again and again."""

FRESH_SECONDS = 60.0
"""For how long a signed request is used again; Alexa's may be 150 seconds old."""


@dataclass(frozen=True)
class Turn:
    """One turn: the request without its session, and the answer it has to get."""

    request: dict[str, Any]
    answer: dict[str, Any]


@dataclass
class Talk:
    """One connection, and the conversation it is in."""

    turns: list[Turn]
    session: str
    at: int = 0
    attributes: dict[str, Any] = field(default_factory=dict)
    connection: Connection | None = None


@dataclass
class Tally:
    """What happened."""

    milliseconds: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    asked_again: int = 0
    kills: int = 0
    grown: list[tuple[int, float]] = field(default_factory=list)
    """Turns so far, and mebibytes of the oldest worker."""


def main(arguments: list[str]) -> int:
    """Returns 1 where a session was lost, crossed or changed."""
    parser = argparse.ArgumentParser(prog="script/bench soak", description=__doc__)
    parser.add_argument("--turns", type=int, default=200_000)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--kill-every", type=float, default=5.0, metavar="SECONDS")
    options = parser.parse_args(arguments)
    authority, port = Authority(), free_port()
    scripts = conversations()
    print(
        f"{len(scripts)} conversations of {sum(map(len, scripts))} turns, in {len(scripts) * SESSIONS_EACH} sessions",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        env = environment(authority, Path(folder))
        command = [sys.executable, "-m", "gunicorn", "--config", "python:skill.web.serving", "--log-level", "error"]
        command += [
            "--workers",
            str(options.workers),
            "--bind",
            f"127.0.0.1:{port}",
            "benchmarks.servers:ours_back_coach()",
        ]
        with running(command, env, port) as process:
            started = time.perf_counter()
            tally = Soak(authority, port, scripts, process.pid).run(options)
            seconds = time.perf_counter() - started
    report(tally, seconds)
    return 1 if tally.wrong else 0


def conversations() -> list[list[Turn]]:
    """The conversations of the project's own tests, as requests, with the answers of a skill that is alone."""
    skill = build_skill(skill_id=SKILL_ID)
    found = []
    for file in sorted((ROOT / "tests" / "conversations").glob("*.toml")):
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["conversation"]:
            requests = heard([turn["said"] for turn in row["turns"] if "said" in turn])
            first, second = (answered(skill, requests, seconds) for seconds in (0, -40))
            if requests and first == second:  # what depends on the time of day cannot be compared
                found.append(first)
    return found


def heard(texts: list[str]) -> list[dict[str, Any]]:
    """The requests of a conversation, as a device makes them."""
    echo = new_echo()
    requests = []
    for text in texts:
        turn = echo.say(text)
        if turn["request"]["request"]["type"] in ("LaunchRequest", "IntentRequest"):
            requests.append(turn["request"]["request"])
        if echo.ended:
            break
    return requests


def answered(skill: Any, requests: list[dict[str, Any]], seconds: float) -> list[Turn]:
    """The turns of a conversation held so many seconds from now."""
    turns: list[Turn] = []
    attributes: dict[str, Any] = {}
    for request in requests:
        answer = invoke(skill, event(request, "alone", attributes, not turns, seconds))
        attributes = json.loads(json.dumps(answer.get("sessionAttributes") or {}))
        turns.append(Turn(request, json.loads(json.dumps({**answer, "userAgent": ""}))))
    return turns


def event(
    request: dict[str, Any], session: str, attributes: dict[str, Any], new: bool, seconds: float = 0
) -> dict[str, Any]:
    """A whole request, made now."""
    application = {"applicationId": SKILL_ID}
    system = {
        "application": application,
        "user": {"userId": session},
        "device": {"deviceId": "d", "supportedInterfaces": {}},
    }
    return {
        "version": "1.0",
        "session": {
            "new": new,
            "sessionId": session,
            "application": application,
            "attributes": attributes,
            "user": {"userId": session},
        },
        "context": {"System": system},
        "request": {**request, "timestamp": timestamp(seconds)},
    }


class Soak:
    """The load itself."""

    def __init__(self, authority: Authority, port: int, scripts: list[list[Turn]], master: int) -> None:
        self._authority, self._port, self._scripts, self._master = authority, port, scripts, master
        self._signed: OrderedDict[tuple[Any, ...], tuple[float, bytes]] = OrderedDict()
        self._dice = random.Random(7)
        self._waiting = selectors.DefaultSelector()
        self.tally = Tally()

    def run(self, options: argparse.Namespace) -> Tally:
        """Until so many turns have been answered."""
        for _ in range(options.connections):
            self._ask(self._begin())
        next_kill, step = time.monotonic() + options.kill_every, max(1, options.turns // 20)
        while len(self.tally.milliseconds) < options.turns:
            for key, _ in self._waiting.select(1.0):
                self._go_on(key.data)
            if len(self.tally.milliseconds) // step >= len(self.tally.grown):
                self.tally.grown.append((len(self.tally.milliseconds), mebibytes(self._workers()[0])))
            if time.monotonic() > next_kill and len(self._workers()) > 1:
                os.kill(self._dice.choice(self._workers()[1:]), signal.SIGKILL)
                self.tally.kills += 1
                next_kill = time.monotonic() + options.kill_every
        return self.tally

    def _begin(self) -> Talk:
        number = self._dice.randrange(len(self._scripts))
        return Talk(self._scripts[number], f"session-{number}-{self._dice.randrange(SESSIONS_EACH)}")

    def _ask(self, talk: Talk) -> None:
        packet = self._packet(talk)
        while True:
            try:
                if talk.connection is None:
                    talk.connection = Connection(self._port)
                    self._waiting.register(talk.connection.socket, selectors.EVENT_READ, talk)
                talk.connection.ask(packet)
                return
            except OSError:
                self.tally.asked_again += 1
                self._close(talk)

    def _close(self, talk: Talk) -> None:
        if talk.connection:
            self._waiting.unregister(talk.connection.socket)
            talk.connection.socket.close()
            talk.connection = None

    def _go_on(self, talk: Talk) -> None:
        assert talk.connection
        try:
            found = talk.connection.answer()
        except OSError:
            self.tally.asked_again += 1
            self._close(talk)
            self._ask(talk)
            return
        if found:
            self.tally.milliseconds.append((time.perf_counter() - talk.connection.since) * 1000)
            self._ask(self._listened(talk, *found))

    def _listened(self, talk: Talk, status: str, body: bytes) -> Talk:
        """Compares an answer. Then the conversation goes on, or another begins, over a new connection."""
        answer = {**json.loads(body), "userAgent": ""} if status == "200" else {}
        if answer == talk.turns[talk.at].answer:
            talk.attributes = answer.get("sessionAttributes") or {}
            talk.at += 1
            if talk.at < len(talk.turns):
                return talk
        else:
            self.tally.wrong["another answer" if status == "200" else f"status {status}"] += 1
        self._close(talk)
        return self._begin()

    def _packet(self, talk: Talk) -> bytes:
        """The turn, signed. What was signed a short while ago is used again: signing is dearer than answering."""
        key = (talk.session, talk.at, json.dumps(talk.attributes))
        made, signed = self._signed.get(key, (0.0, b""))
        if time.monotonic() - made > FRESH_SECONDS:
            request = {**talk.turns[talk.at].request, "requestId": f"{talk.session}-{talk.at}"}
            signed = packet(self._authority, event(request, talk.session, talk.attributes, talk.at == 0))
            self._signed[key] = (time.monotonic(), signed)
        return signed

    def _workers(self) -> list[int]:
        """The workers, the oldest first."""
        children = Path(f"/proc/{self._master}/task/{self._master}/children").read_text(encoding="ascii")
        return sorted(int(pid) for pid in children.split())


def mebibytes(pid: int) -> float:
    """What a process has in memory, including what it shares with the others: sharing less is no growth."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in text.splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024


def report(tally: Tally, seconds: float) -> None:
    """Prints what happened."""
    answered = len(tally.milliseconds)
    percentiles = statistics.quantiles(tally.milliseconds, n=100)
    print(f"{answered} turns in {seconds:.0f} s, {answered / seconds:.0f} a second")
    print(f"p50 {percentiles[49]:.1f} ms, p99 {percentiles[98]:.1f} ms, longest {max(tally.milliseconds):.0f} ms")
    print(f"{tally.kills} workers killed, {tally.asked_again} turns asked again because of it")
    print(f"sessions lost, crossed or changed: {sum(tally.wrong.values())} {dict(tally.wrong) or ''}")
    print("memory of the oldest worker:", ", ".join(f"{turns}: {size:.1f} MiB" for turns, size in tally.grown))
