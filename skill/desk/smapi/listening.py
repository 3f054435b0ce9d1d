"""The device that simulations talk to: it hears text, and keeps what it asked the skill."""

from __future__ import annotations

import threading
import time
from typing import Any

from skill.alexa.speech import heard
from skill.desk.alerts import AlertsService
from skill.desk.alexa_request import Device
from skill.desk.desk import Sessions
from skill.desk.echo import Skill
from skill.desk.served import LocaleModel
from skill.desk.smapi.intents import considered
from skill.understanding import InteractionModel

Json = dict[str, Any]


class Recorder:
    """Stands between a device and the skill, and keeps what passes."""

    def __init__(self, skill: Skill, endpoint: str) -> None:
        self._skill = skill
        self._endpoint = endpoint
        self.invocations: list[Json] = []

    def __call__(self, event: Json) -> Json:
        """One request to the skill. Whatever the skill raises is raised."""
        invocation: Json = {"invocationRequest": {"endpoint": self._endpoint, "body": event}}
        self.invocations.append(invocation)
        begun = time.perf_counter()
        try:
            answer = self._skill(event)
        finally:
            invocation["metrics"] = {"skillExecutionTimeInMilliseconds": round((time.perf_counter() - begun) * 1000)}
        invocation["invocationResponse"] = {"body": answer}
        return answer


class Listener:
    """The device of one skill id. Its timers and permissions outlast its sessions."""

    def __init__(self, sessions: Sessions, endpoint: str) -> None:
        self._sessions = sessions
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._session: str | None = None
        self._alerts: AlertsService | None = None

    def say(self, said: str, locale: str, model: LocaleModel, new: bool) -> Json:
        """What comes of an utterance: the result of a simulation, with an `error` where the skill failed."""
        with self._lock, self._sessions.held(self._session_for(locale, new)) as echo:
            echo.learn(model)
            skill = echo.skill
            echo.skill = recorder = Recorder(skill, self._endpoint)
            announced = [each.announcement or each.label or each.kind for each in echo.alerts.due()]
            try:
                turn = self._sessions.keep(echo.say(said))
            except Exception as problem:  # whatever goes wrong in a skill is for its author to see
                turn = {"trouble": f"{type(problem).__name__}: {problem}"}
                self._session = None
            finally:
                echo.skill = skill
        return _result(turn, announced, recorder.invocations, model.model)

    def _session_for(self, locale: str, new: bool) -> str:
        """The session under way, or a new one of the same device."""
        if self._session and not new:
            try:
                with self._sessions.held(self._session) as echo:
                    if not echo.ended and echo.locale == locale:
                        return self._session
            except KeyError:
                pass
        self._session = self._sessions.begin(locale, Device())
        with self._sessions.held(self._session) as echo:
            self._alerts = echo.alerts = self._alerts or echo.alerts
        return self._session


def _result(turn: Json, announced: list[str], invocations: list[Json], model: InteractionModel) -> Json:
    names = [each["intent"] for each in turn.get("candidates", ())]
    told = {
        "skillExecutionInfo": {"invocations": invocations},
        "alexaExecutionInfo": {
            "alexaResponses": [_speech(words) for words in [*announced, *captions(turn, invocations)]],
            "consideredIntents": considered(names, turn.get("intent", ""), model),
        },
    }
    return {**told, "error": {"code": "SKILL_FAILED", "message": trouble}} if (trouble := turn["trouble"]) else told


def captions(turn: Json, invocations: list[Json]) -> list[str]:
    """What is heard: the skill's answers one by one, then what the device itself says."""
    if turn["trouble"]:
        return [turn["speech"]] if turn.get("speech") else []
    responses = [each["invocationResponse"]["body"].get("response") or {} for each in invocations]
    outputs = [response.get("outputSpeech") or {} for response in responses]
    spoken = [words for output in outputs if (words := heard(output.get("ssml") or output.get("text") or ""))]
    if (turn["consent"] or {}).get("status") == "asked":
        spoken.append(turn["speech"].removeprefix(heard(turn["ssml"] or "")).strip())
    if not spoken and turn["speech"]:  # the device asked by itself, as the model's dialog has it
        spoken.append(turn["speech"])
    return spoken


def _speech(words: str) -> Json:
    return {"type": "Speech", "content": {"caption": words}}
