"""The device's audio player: what it plays, where in that it is, what comes next, and what it tells the skill of it.

The desk fetches no audio, so every stream lasts as long as the device's description says.
Documented: the directives, the requests, and that a stream to be enqueued is dropped which does not follow what plays.
Assumed: the next stream is asked for ten seconds before the end. Not played out: the pause while somebody speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from skill.json_reader import Json, Reader, Refuse

Activity = Literal["IDLE", "PLAYING", "STOPPED", "FINISHED"]
PLAY, STOP, CLEAR = "AudioPlayer.Play", "AudioPlayer.Stop", "AudioPlayer.ClearQueue"
DIRECTIVES = (PLAY, STOP, CLEAR)
BEHAVIORS = ("REPLACE_ALL", "ENQUEUE", "REPLACE_ENQUEUED")
NEARLY = 10.0
"""So many seconds before its end a stream is nearly finished."""


@dataclass(frozen=True)
class Stream:
    """A stream of audio, as a skill has it played."""

    token: str
    url: str
    offset: int = 0
    """Where it begins, in milliseconds."""
    title: str = ""
    follows: str | None = None
    """The token that it may only follow."""


@dataclass(frozen=True)
class Event:
    """Something that the player tells the skill."""

    name: str
    token: str
    offset: int

    @property
    def kind(self) -> str:
        """The type of its request."""
        return f"AudioPlayer.{self.name}"


@dataclass
class Player:
    """One device's player. Its time is the device's."""

    seconds: float = 180.0
    """How long a stream lasts."""
    activity: Activity = "IDLE"
    stream: Stream | None = None
    queue: list[Stream] = field(default_factory=list)
    _offset: int = 0
    _since: datetime | None = None
    _is_nearly: bool = False

    def branched(self) -> Player:
        """The same player, to go its own way from here."""
        return replace(self, queue=list(self.queue))

    def offset(self, now: datetime) -> int:
        """How far it has come in its stream, in milliseconds."""
        gone = (now - self._since) / timedelta(milliseconds=1) if self._since else 0
        return self._offset + round(max(0, gone))

    def told(self, now: datetime) -> Json:
        """What a request tells of it."""
        if self.stream is None:
            return {"playerActivity": "IDLE", "offsetInMilliseconds": 0}
        return {
            "token": self.stream.token,
            "offsetInMilliseconds": self.offset(now),
            "playerActivity": self.activity,
        }

    # What a skill has it do.

    def follow(self, directives: list[Json], now: datetime, refuse: Refuse) -> list[Event]:
        """Does what a skill's directives say. `refuse` makes the error for one that no device would take."""
        happened: list[Event] = []
        for at, directive in enumerate(directives):
            told = Reader(directive, refuse, f"response.directives[{at}]")
            if directive["type"] == PLAY:
                happened += self._play(told["playBehavior"].choice(BEHAVIORS), _stream(told), now)
            elif directive["type"] == STOP:
                happened += self._halt(now)
            elif directive["type"] == CLEAR:
                self.queue = []
                if told["clearBehavior"].choice(("CLEAR_ENQUEUED", "CLEAR_ALL")) == "CLEAR_ALL":
                    happened += self._halt(now)
        return happened

    def _play(self, behavior: str, stream: Stream, now: datetime) -> list[Event]:
        if behavior == "REPLACE_ALL":
            halted = self._halt(now)
            self.queue = []
            return [*halted, self._start(stream, now)]
        last = self.queue[-1] if self.queue and behavior == "ENQUEUE" else self.stream
        if stream.follows is not None and last and stream.follows != last.token:
            return []
        self.queue = [*(self.queue if behavior == "ENQUEUE" else []), stream]
        return [] if self.activity == "PLAYING" else [self._start(self.queue.pop(0), now)]

    def _start(self, stream: Stream, now: datetime) -> Event:
        self.stream, self.activity = stream, "PLAYING"
        self._offset, self._since, self._is_nearly = stream.offset, now, False
        return Event("PlaybackStarted", stream.token, stream.offset)

    def _halt(self, now: datetime, activity: Activity = "STOPPED", name: str = "PlaybackStopped") -> list[Event]:
        if self.activity != "PLAYING" or self.stream is None:
            return []
        self._offset, self._since, self.activity = self.offset(now), None, activity
        return [Event(name, self.stream.token, self._offset)]

    # What happens by itself.

    def due(self, now: datetime) -> Iterator[Event]:
        """What has happened by now, one after the other; each is to be told before the next is asked for."""
        while self.activity == "PLAYING" and self.stream and self._since:
            ends = self._since + timedelta(seconds=self.seconds, milliseconds=-self._offset)
            if not self._is_nearly and now >= ends - timedelta(seconds=NEARLY):
                self._is_nearly = True
                at = max(self._offset, round((self.seconds - NEARLY) * 1000))
                yield Event("PlaybackNearlyFinished", self.stream.token, at)
            elif now >= ends:
                yield from self._halt(ends, "FINISHED", "PlaybackFinished")
                if self.queue:
                    yield self._start(self.queue.pop(0), ends)
            else:
                return

    def fail(self, now: datetime) -> list[Event]:
        """The stream cannot be played."""
        return self._halt(now, "STOPPED", "PlaybackFailed")


def _milliseconds(told: Reader) -> int:
    """Amazon takes a number that is written as text, too."""
    if isinstance(told.value, str) and told.value.strip().isdecimal():
        return int(told.value)
    return round(told.number()) if told.is_given else 0


def _stream(directive: Reader) -> Stream:
    told = directive["audioItem"]["stream"]
    url, behavior = told["url"].text(), directive["playBehavior"].value
    if not url.lower().startswith("https://"):
        raise told["url"].wrong(f"is {url[:80]!r}", "audio has to come over https")
    follows = told["expectedPreviousToken"]
    if (behavior == "ENQUEUE") != follows.is_given:
        found = "is missing" if behavior == "ENQUEUE" else "is given"
        remedy = "ENQUEUE needs it, and nothing else may have it: the token of the stream before"
        raise follows.wrong(found, remedy)
    offset = told["offsetInMilliseconds"]
    title = directive["audioItem"]["metadata"]["title"]
    return Stream(
        told["token"].text(most=1024),
        url,
        _milliseconds(offset),
        title.text("", least=0) if isinstance(title.value, str) else "",
        follows.value,
    )
