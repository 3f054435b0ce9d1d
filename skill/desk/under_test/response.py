"""Whether an answer is one that Alexa would take: she is strict, and tells only the developer what was wrong."""

from __future__ import annotations

from xml.etree import ElementTree

from skill.desk.exchange import SkillFailed
from skill.json_reader import Json, Reader

SHOWN = 200
"""How much of wrong words is told."""
MOST_CHARACTERS = 8_000
"""What Alexa speaks in one answer."""
SSML_NAMESPACES = '<speak xmlns:amazon="amazon" xmlns:alexa="alexa">'
"""Alexa knows these without a declaration; a reader of XML does not."""


def checked(answer: Json) -> Json:
    """The response in an answer, if Alexa would take it. Raises SkillFailed: the key, what is wrong, how to mend it."""
    told = Reader(answer, lambda flaw: SkillFailed(f"the skill's answer: {flaw}"), whole="it")
    response = told["response"]
    if not response.is_given:
        raise response.wrong("is missing", "put outputSpeech, directives and the rest inside of it")
    told["sessionAttributes"].fields()
    response["shouldEndSession"].flag(False)
    _speech(response["outputSpeech"])
    _speech(response["reprompt"]["outputSpeech"])
    for typed in (*([response["card"]] if response["card"].is_given else []), *response["directives"].items()):
        typed["type"].text()
    return response.object()


def _speech(speech: Reader) -> None:
    if not speech.is_given:
        return
    words = speech["ssml" if speech["type"].text() == "SSML" else "text"]
    if not isinstance(words.value, str):
        raise words.wrong("is no text", f"a speech of type {speech['type'].text()} needs it")
    if len(words.value) > MOST_CHARACTERS:
        raise words.wrong(f"has {len(words.value)} characters", f"say it in at most {MOST_CHARACTERS}")
    if speech["type"].text() == "SSML":
        _ssml(words, words.value.strip())


def _ssml(place: Reader, words: str) -> None:
    if not words.startswith("<speak"):
        raise place.wrong("does not begin with <speak>", "put <speak> and </speak> around it")
    try:
        ElementTree.fromstring(words.replace("<speak>", SSML_NAMESPACES, 1))
    except ElementTree.ParseError as error:
        what = str(error).partition(":")[0]
        raise place.wrong(f"is not valid XML ({what}): {words[:SHOWN]!r}", "write & as &amp; and < as &lt;") from None
