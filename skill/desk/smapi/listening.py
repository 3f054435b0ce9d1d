"""The device that simulations talk to, and what its trace tells: what the skill was asked, and what is heard."""

from __future__ import annotations

import threading

from skill.desk.alerts import AlertsService
from skill.desk.sessions import Sessions
from skill.desk.smapi.protocol import considered
from skill.desk.trace import Event
from skill.desk.under_test import LocaleModel
from skill.json_reader import Json
from skill.understanding import InteractionModel


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
            announced = [each.announcement or each.label or each.kind for each in echo.alerts.due()]
            try:
                trouble = self._sessions.keep(echo.say(said))["trouble"]
            except Exception as problem:  # whatever goes wrong in a skill is for its author to see
                trouble = f"{type(problem).__name__}: {problem}"
                self._session = None
            result = _result(echo.trace, announced, self._endpoint, model.model)
        return result | ({"error": {"code": "SKILL_FAILED", "message": trouble}} if trouble else {})

    def _session_for(self, locale: str, new: bool) -> str:
        """The session under way, or a new one of the same device."""
        if self._session and not new:
            try:
                with self._sessions.held(self._session) as echo:
                    if not echo.ended and echo.locale == locale:
                        return self._session
            except KeyError:
                pass
        self._session = self._sessions.begin(locale, None)
        with self._sessions.held(self._session) as echo:
            self._alerts = echo.alerts = self._alerts or echo.alerts
        return self._session


def _result(trace: list[Event], announced: list[str], endpoint: str, model: InteractionModel) -> Json:
    understood = [event for event in trace if event["event"] == "understood"][-1:]
    names = [each["intent"] for event in understood for each in event["candidates"]]
    heard = [*announced, *(event["text"] for event in trace if event["event"] == "spoke")]
    return {
        "skillExecutionInfo": {"invocations": invocations(trace, endpoint)},
        "alexaExecutionInfo": {
            "alexaResponses": [{"type": "Speech", "content": {"caption": words}} for words in heard],
            "consideredIntents": considered(names, understood[0]["intent"] if understood else "", model),
        },
    }


def invocations(trace: list[Event], endpoint: str) -> list[Json]:
    """Every request to the skill in a turn, and its response where it gave one."""
    found: list[Json] = []
    begun = 0.0
    for event in trace:
        if event["event"] == "asked_skill":
            answer = {} if event["response"] is None else {"invocationResponse": {"body": event["response"]}}
            metrics = {"skillExecutionTimeInMilliseconds": round(event["ms"] - begun)}
            asked = {"endpoint": endpoint, "body": event["request"]}
            found.append({"invocationRequest": asked, **answer, "metrics": metrics})
        begun = event["ms"]
    return found
