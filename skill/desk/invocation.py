"""What somebody says to the device before the skill hears anything: "Alexa, ask back coach …"."""

from __future__ import annotations

import re

_WAKE = r"(?:(?:alexa|echo|computer|amazon)[\s,]+)?"
_LAUNCH = r"(?:open|launch|start|run|begin|use|play|load|resume)"
_ASK = r"(?:ask|tell)"


def spoken_to_skill(text: str, invocation: str) -> str:
    """The part of an utterance that reaches the skill; empty where the skill is opened without a wish.

    "open back coach" is empty; "ask back coach about ice" is "about ice"; everything else is passed on as it is.
    """
    name = re.escape(invocation)
    if re.fullmatch(rf"\s*{_WAKE}{_LAUNCH}\s+(?:the\s+)?{name}[\s.!?]*", text, re.IGNORECASE):
        return ""
    opened = re.match(
        rf"\s*{_WAKE}(?:{_ASK}|{_LAUNCH})\s+{name}[\s,]+(?:that\s+|to\s+|and\s+|if\s+)?", text, re.IGNORECASE
    )
    return text[opened.end() :] if opened else text
