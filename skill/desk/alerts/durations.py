"""Lengths of time as Alexa writes them: ISO 8601, such as PT15M or PT1H3M31S."""

import math
from datetime import timedelta

import isodate


def parse_duration(text: str) -> timedelta:
    """PT2M3S is two minutes and three seconds.

    ValueError: for what is no length, and for months and years, which have no fixed length.
    """
    try:
        length = isodate.parse_duration(text)
    except (ValueError, ArithmeticError):
        length = None
    if not isinstance(length, timedelta):
        raise ValueError(f"{text!r} is not a length of time: write it like PT15M or PT1H30M")
    return length


def format_duration(length: timedelta) -> str:
    """Whole seconds, rounded up, so that a timer that still runs never shows none left."""
    text: str = isodate.duration_isoformat(timedelta(seconds=whole_seconds(length)))
    return text


def whole_seconds(length: timedelta) -> int:
    """Rounded up; a length below zero counts as none."""
    return max(0, math.ceil(length.total_seconds()))
