"""What a device's audio player tells the skill, and what the skill has it do: requests that belong to no session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from skill.desk import alexa_request
from skill.desk.exchange import Skill, SkillFailed
from skill.desk.household.player import DIRECTIVES, Event, Player
from skill.desk.under_test.response_classes import conforms
from skill.json_reader import Flaw, Json, Reader

BUTTONS = {
    "play": "PlaybackController.PlayCommandIssued",
    "pause": "PlaybackController.PauseCommandIssued",
    "next": "PlaybackController.NextCommandIssued",
    "previous": "PlaybackController.PreviousCommandIssued",
}
"""The buttons of a device or a remote control, while a skill has it play something. (documented)"""
VIDEO = "VideoApp.Launch"
ERROR = {"type": "MEDIA_ERROR_UNKNOWN", "message": "The desk was told that the stream fails."}
MOST_EVENTS = 300
"""Of a list that plays on for ever, so many events happen at once."""
ONLY_AUDIO = ("outputSpeech", "card", "reprompt", "shouldEndSession")
"""What no answer to the player may hold. (documented)"""


class AudioTold(TypedDict):
    """What the device plays: the stream of a token, how far it has come, and the tokens that come next."""

    activity: str
    token: str | None
    url: str | None
    title: str
    offset_milliseconds: int
    queue: list[str]


class Heard(TypedDict):
    """Something that the player told the skill, and what the skill answered."""

    type: str
    request: Json
    response: Json | None
    trouble: str | None


def audio_told(player: Player, now: datetime) -> AudioTold | None:
    """What it plays; None where it never played anything."""
    if player.stream is None:
        return None
    return {
        "activity": player.activity,
        "token": player.stream.token,
        "url": player.stream.url,
        "title": player.stream.title,
        "offset_milliseconds": player.offset(now),
        "queue": [each.token for each in player.queue],
    }


def directives_of(response: Json) -> list[Json]:
    """What a response has the player do."""
    return [each for each in response.get("directives") or [] if each.get("type") in DIRECTIVES]


def video_of(response: Json) -> Json | None:
    """The video that a response has a device show. Raises SkillFailed: no device would."""
    found = next((each for each in response.get("directives") or [] if each.get("type") == VIDEO), None)
    if found is None:
        return None
    item = found.get("videoItem") or {}
    if not str(item.get("source", "")).lower().startswith("https://"):
        raise SkillFailed("the skill's answer: videoItem.source is no https address; give it one")
    if response.get("shouldEndSession") is not None:
        raise SkillFailed("the skill's answer: shouldEndSession is given beside VideoApp.Launch; leave it out")
    return {"source": item["source"], **(item.get("metadata") or {})}


@dataclass
class Playback:
    """One device's player, and the way to the skill."""

    player: Player
    whole: Callable[[Json], Json]
    """A request with all that surrounds it."""
    ask: Skill
    locale: str

    def follow(self, response: Json, now: datetime) -> list[Event]:
        """Has the player do what a response says. Raises SkillFailed: no device would."""
        return self.player.follow(directives_of(response), now, _refused)

    def tell(self, events: list[Event], now: datetime) -> list[Heard]:
        """Tells the skill of these events, then of those that follow from its answers or are due by now."""
        heard: list[Heard] = []
        due = self.player.due(now)
        while len(heard) < MOST_EVENTS:
            if not events:
                following = next(due, None)
                if following is None:
                    break
                events = [following]
            event, *events = events
            told, more = self._tell(event, now)
            heard.append(told)
            events += more
        return heard

    def _tell(self, event: Event, now: datetime) -> tuple[Heard, list[Event]]:
        more: Json = {"token": event.token, "offsetInMilliseconds": event.offset}
        if event.name == "PlaybackFailed":
            state = {"playerActivity": "STOPPED", **more}
            more = {"token": event.token, "error": ERROR, "currentPlaybackState": state}
        request = self.whole(alexa_request.stamped(event.kind, self.locale, now, **more))
        told: Heard = {"type": event.kind, "request": request, "response": None, "trouble": None}
        try:
            answered = self.ask(request)
            told["response"] = answered
            response = conforms(Reader(answered.get("response") or {}, _refused, "response"))
            only_audio(response, event.kind)
            return told, self.follow(response, now)
        except SkillFailed as error:
            told["trouble"] = f"{event.kind}: {error}"
            return told, []


def only_audio(response: Json, kind: str) -> None:
    """Looks that an answer to the player holds nothing but directives for it. Raises SkillFailed."""
    odd = [key for key in ONLY_AUDIO if response.get(key) is not None]
    odd += [each["type"] for each in response.get("directives") or [] if each.get("type") not in DIRECTIVES]
    if odd:
        raise SkillFailed(
            f"the answer to {kind} holds {', '.join(odd)}; only directives of AudioPlayer may stand there"
        )


def _refused(flaw: Flaw) -> SkillFailed:
    return SkillFailed(f"the skill's answer: {flaw}")
