"""Whether an answer is one that Alexa would take: she is strict, and tells only the developer what was wrong."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from skill.desk.failure import SkillFailed

Json = dict[str, Any]

SHOWN = 200
"""How much of wrong words is told."""
MOST_CHARACTERS = 8_000
"""What Alexa speaks in one answer."""
SSML_NAMESPACES = '<speak xmlns:amazon="amazon" xmlns:alexa="alexa">'
"""Alexa knows these without a declaration; a reader of XML does not."""


def checked(answer: Json) -> Json:
    """The answer, if Alexa would take it. Raises SkillFailed: the key, what is wrong, how to mend it."""
    _kind(answer, "sessionAttributes", dict)
    response = _kind(answer, "response", dict)
    if response is None:
        _fail("response", "is missing", "put outputSpeech, directives and the rest inside of it")
    _kind(response, "shouldEndSession", bool)
    _speech(response, "outputSpeech")
    _speech(_kind(response, "reprompt", dict) or {}, "reprompt.outputSpeech")
    _typed(_kind(response, "card", dict), "card")
    for at, directive in enumerate(_kind(response, "directives", list) or []):
        _typed(directive, f"directives[{at}]")
    return answer


def _speech(holder: Json, key: str) -> None:
    speech = _kind(holder, "outputSpeech", dict)
    if speech is None:
        return
    _typed(speech, key)
    kind, words = ("ssml", speech.get("ssml")) if speech["type"] == "SSML" else ("text", speech.get("text"))
    if not isinstance(words, str):
        _fail(f"{key}.{kind}", "is no text", f"a speech of type {speech['type']} needs it")
    elif len(words) > MOST_CHARACTERS:
        _fail(f"{key}.{kind}", f"has {len(words)} characters", f"say it in at most {MOST_CHARACTERS}")
    elif kind == "ssml":
        _ssml(words, key)


def _ssml(words: str, key: str) -> None:
    if not words.strip().startswith("<speak"):
        _fail(f"{key}.ssml", "does not begin with <speak>", "put <speak> and </speak> around it")
    try:
        ElementTree.fromstring(words.strip().replace("<speak>", SSML_NAMESPACES, 1))
    except ElementTree.ParseError as error:
        what = str(error).partition(":")[0]
        _fail(f"{key}.ssml", f"is not valid XML ({what}): {words[:SHOWN]!r}", "write & as &amp; and < as &lt;")


def _kind(holder: Json, key: str, kind: type) -> Any:
    value = holder.get(key)
    if value is not None and not isinstance(value, kind):
        names = {dict: "an object", list: "a list", bool: "true or false"}
        _fail(key, f"is not {names[kind]}", "write it as Alexa's reference of responses has it")
    return value


def _typed(value: Any, key: str) -> None:
    if value is not None and (not isinstance(value, dict) or not isinstance(value.get("type"), str)):
        _fail(key, "has no type", "every speech, card and directive names its type")


def _fail(key: str, what: str, remedy: str) -> None:
    raise SkillFailed(f"the skill's answer: {key} {what}; {remedy}")
