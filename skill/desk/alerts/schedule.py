"""When a reminder goes off, once or again and again, by the clock on the person's wall."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from heapq import merge
from itertools import dropwhile, takewhile
from typing import Self

from dateutil.rrule import rrulestr

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class Schedule:
    """Instants in UTC, found on the wall clock of one time zone.

    Across a change to or from daylight saving "seven o'clock" stays seven o'clock. A time that the change
    skips comes as much later as was skipped (half past two is then half past three); one that comes twice
    counts the first time. So RFC 5545 reads a single time; of a rule it would leave out the skipped one, but
    a reminder that stays away helps nobody. What Alexa does is not known.
    """

    def __init__(self, streams: list[Iterable[datetime]], end: datetime | None = None) -> None:
        """`streams`: aware times, each in order. `end`: an aware time after which nothing fires."""
        self._streams = streams
        self._end = end

    @classmethod
    def once(cls, instant: datetime) -> Self:
        return cls([[instant]])

    @classmethod
    def repeating(cls, rules: Iterable[str], start: datetime, end: datetime | None = None) -> Self:
        """`rules` as RFC 5545 has them, with or without a semicolon at the end; `start` is aware and says in
        which time zone they are meant.

        ValueError: for what is not such a rule, or would fire more often than once an hour (our limit; the
        documented frequencies are daily and weekly). That a rule never comes true shows only in `next`, and
        after seconds if it names days: the whole calendar is searched.
        """
        return cls([_repeat(rule, start) for rule in rules], end)

    def between(self, after: datetime, until: datetime) -> list[datetime]:
        """Later than `after`, not later than `until`."""
        return list(takewhile(lambda instant: instant <= until, self._later_than(after)))

    def next(self, after: datetime) -> datetime | None:
        return next(self._later_than(after), None)

    def _later_than(self, after: datetime) -> Iterator[datetime]:
        return dropwhile(lambda instant: instant <= after, self._instants())

    def _instants(self) -> Iterator[datetime]:
        last = None
        for instant in merge(*(_in_utc(stream) for stream in self._streams)):
            if self._end is not None and instant > self._end:
                return
            if instant != last:  # two wall-clock times are one instant where daylight saving skips an hour
                yield instant
            last = instant


def _in_utc(stream: Iterable[datetime]) -> Iterator[datetime]:
    return (time.astimezone(UTC) for time in stream)


def _repeat(rule: str, start: datetime) -> Iterable[datetime]:
    parts = _parts(rule)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    times: Iterable[datetime] = rrulestr(text, dtstart=start, cache=True)
    return times


def _parts(rule: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in rule.upper().strip(" ;").split(";")]
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError(f"{rule!r} needs FREQ to be one of {', '.join(_FREQUENCIES)}")
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not (parts[name].isdecimal() and 0 < int(parts[name]) < 1000):
            raise ValueError(f"{rule!r} needs {name} to be a whole number from 1 to 999")
    for name in ("BYMINUTE", "BYSECOND"):
        if "," in parts.get(name, ""):
            raise ValueError(f"{rule!r} may name one {name} only")
    return parts
