"""Turns plain sentences into what Alexa speaks (SSML), and back into what is heard."""

from __future__ import annotations

import re
from collections.abc import Iterable

from skill.guidance.leading import Beat, Pause

_DIGITS = re.compile(r"\d[\d-]*")
_TAG, _BREAK = r"<[^<>]+>", r"<break([^<>]*)>"
_TIME = r"time=[\"'](\d{1,6}(?:\.\d{1,3})?)(ms|s)[\"']"
"""Looked for only where SSML is read, which the skill itself never does."""

PAUSE = 1.0
"""Seconds of silence from which on a listener takes it for a pause."""

MOST_CHARACTERS = 8000
"""Alexa's limit for one outputSpeech."""


def ssml(spoken: Iterable[Beat], slower: bool = False) -> str:
    """Sentences and pauses as one SSML document: escaped, a short pause between them, phone numbers digit by digit.

    Our words hold digits only where they are meant to be dialled; all other numbers are written as words.
    """
    marked_up = " ".join(map(_marked_up, spoken))
    return f'<speak><prosody rate="slow">{marked_up}</prosody></speak>' if slower else f"<speak>{marked_up}</speak>"


def _marked_up(beat: Beat) -> str:
    if isinstance(beat, Pause):
        return f'<break time="{round(beat.seconds * 1000)}ms"/>'
    return f"<s>{_read_out(_escaped(beat))}</s>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def _read_out(text: str) -> str:
    def say_as(match: re.Match[str]) -> str:
        number = match.group()
        how = "telephone" if "-" in number else "digits"
        return f'<say-as interpret-as="{how}">{number}</say-as>'

    return _DIGITS.sub(say_as, text)


def heard(ssml_text: str) -> str:
    """What a listener hears, as plain text; a pause of a second or more as three dots."""
    return " … ".join(text for text, _ in paced(ssml_text) if text)


def paced(ssml_text: str) -> list[tuple[str, float]]:
    """What is heard, and how many seconds of silence come after it: one part from one longer pause to the next."""
    from html import unescape  # its table of every entity is big, and the skill itself never reads SSML

    parts, seconds = [""], [0.0]
    told = [*re.split(_BREAK, ssml_text), ""]
    for words, pause in zip(told[::2], told[1::2], strict=True):
        parts[-1] += words
        time = re.search(_TIME, pause)
        lasts = float(time[1]) / (1000 if time[2] == "ms" else 1) if time else 0.0
        if lasts >= PAUSE:
            seconds[-1] = lasts
            parts.append("")
            seconds.append(0.0)
        else:
            parts[-1] += " "
    plain = (" ".join(unescape(re.sub(_TAG, "", part)).split()) for part in parts)
    return [(text, lasts) for text, lasts in zip(plain, seconds, strict=True) if text or lasts]
