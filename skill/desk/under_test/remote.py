"""A skill at the other end of an URL, called as Alexa's cloud would call it."""

from __future__ import annotations

import re
from typing import NoReturn

import requests

from skill.alexa.deadline import within
from skill.desk.exchange import SkillFailed
from skill.json_reader import Json

SECONDS = 8.0
"""How long Alexa waits for a skill."""
MOST_BYTES = 1 << 20
"""So much of an answer is read at most."""
SHOWN = 200
"""Characters of a wrong answer that its developer gets to see."""


class RemoteSkill:
    """Posts each request, and reads the answer. Unsigned: a skill that verifies signatures has to leave that off."""

    def __init__(self, url: str, seconds: float | None = SECONDS) -> None:
        self._url = url
        self._seconds = seconds

    def __call__(self, event: Json) -> Json:
        """Raises SkillFailed."""
        try:
            answer = within(self._seconds, lambda: self._posted(event))
        except (requests.Timeout, TimeoutError):
            self._fail(
                f"no answer in {self._seconds:g} seconds, after which Alexa gives up; make the skill answer sooner"
            )
        except requests.RequestException as error:
            self._fail(f"cannot be reached ({_cause(error)}); start the skill there, or correct --endpoint")
        if len(answer.content) >= MOST_BYTES:
            self._fail(f"the answer has {MOST_BYTES} bytes or more; Alexa takes far less, so send less")
        if answer.status_code != 200:
            hint = "; the desk does not sign: switch the check of signatures off" if answer.status_code == 400 else ""
            self._fail(f"answered {answer.status_code}: {answer.text[:SHOWN]!r}; look into the skill's own log{hint}")
        try:
            data = answer.json()
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            kind = answer.headers.get("Content-Type", "no content type")
            self._fail(f"the answer is not a JSON object ({kind}: {answer.text[:SHOWN]!r}); answer with Alexa's JSON")
        return data

    def _posted(self, event: Json) -> requests.Response:
        answer = requests.post(self._url, json=event, timeout=self._seconds, allow_redirects=False, stream=True)
        with answer:
            answer._content = answer.raw.read(MOST_BYTES, decode_content=True)
        return answer

    def _fail(self, what: str) -> NoReturn:
        raise SkillFailed(f"POST {self._url}: {what}") from None


def _cause(error: requests.RequestException) -> str:
    """Why, in the words of the operating system where they are in there."""
    found = re.search(r"\[Errno -?\d+\] ([^'\")]+)", str(error))
    return found[1] if found else type(error).__name__
