"""Whether an answer is one that Alexa would take: she is strict, and tells only the developer what was wrong."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

from skill.desk.exchange import SkillFailed
from skill.desk.under_test.response_classes import conforms, kinds, known
from skill.json_reader import Json, Reader

SHOWN = 200
"""How much of wrong words is told."""
DEEPEST = 100
"""So deep may lists and objects lie in each other."""
SSML_NAMESPACES = '<speak xmlns:amazon="amazon" xmlns:alexa="alexa">'
"""Alexa knows these without a declaration; a reader of XML does not."""
_CARD = "ask_sdk_model.ui.card.Card"


def checked(answer: Json) -> Json:
    """The response in an answer, if Alexa would take it. Raises SkillFailed: the key, what is wrong, how to mend it."""
    told = _read(answer)
    response = told["response"]
    if not response.is_given:
        raise response.wrong("is missing", "put outputSpeech, directives and the rest inside of it")
    told["sessionAttributes"].fields()
    response["shouldEndSession"].flag(False)
    _speech(response["outputSpeech"], "outputSpeech")
    _speech(response["reprompt"]["outputSpeech"], "reprompt.outputSpeech")
    for typed in (*([response["card"]] if response["card"].is_given else []), *response["directives"].items()):
        typed["type"].text()
    read = Reader({"response": conforms(response)}, response.refuse, whole=response.whole)["response"]
    _card(read["card"])
    _directives(read["directives"].items())
    return read.object()


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "response_rules.toml").read_text(encoding="utf-8"))


def _read(answer: Json) -> Reader:
    return Reader(answer, lambda flaw: SkillFailed(f"the skill's answer: {flaw}"), whole="it")


def bounded(answer: Json) -> Json:
    """The same, if it is no larger and no deeper than Alexa takes. Raises SkillFailed: nothing of it is kept then."""
    told = _read(answer)
    depth, level = 0, [told.value]
    while level := [inner for each in level for inner in _inside(each)]:
        depth += 1
        if depth > DEEPEST:
            raise told.wrong(f"is nested more than {DEEPEST} deep", "write it flatter")
    try:
        size, most = len(json.dumps(told.value, ensure_ascii=False).encode()), _rules()["bytes"]["all"]
    except UnicodeEncodeError as error:
        raise told.wrong(f"holds half a character ({error.object[error.start]!r})", "write whole characters") from None
    if size > most:
        attributes = len(json.dumps(told["sessionAttributes"].value))
        remedy = f"Alexa takes at most {most}; keep less in it ({attributes} bytes of them are sessionAttributes)"
        raise told.wrong(f"has {size} bytes", remedy, "length")
    return answer


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield from value.values() if isinstance(value, dict) else value


def _speech(speech: Reader, rule: str) -> None:
    if not speech.is_given:
        return
    kind = speech["type"].choice(("PlainText", "SSML"))
    words = speech["ssml" if kind == "SSML" else "text"]
    if not isinstance(words.value, str):
        raise words.wrong("is no text", f"a speech of type {kind} needs it")
    most = _rules()["characters"][rule]
    if len(words.value) > most:
        raise words.wrong(f"has {len(words.value)} characters", f"say it in at most {most}")
    if kind == "SSML":
        _ssml(words, words.value.strip())


def _ssml(place: Reader, words: str) -> None:
    if not words.startswith("<speak"):
        raise place.wrong("does not begin with <speak>", "put <speak> and </speak> around it")
    try:
        ElementTree.fromstring(words.replace("<speak>", SSML_NAMESPACES, 1))
    except ElementTree.ParseError as error:
        what = str(error).partition(":")[0]
        raise place.wrong(f"is not valid XML ({what}): {words[:SHOWN]!r}", "write & as &amp; and < as &lt;") from None


def _card(card: Reader) -> None:
    if not card.is_given:
        return
    if not known(_CARD, card["type"].text()):
        card["type"].choice(kinds(_CARD))
    if card["type"].value == "AskForPermissionsConsent":
        card["permissions"].items(least=1)
    most, size = _rules()["characters"]["card"], sum(map(len, _texts(card.value)))
    if size > most:
        raise card.wrong(f"has {size} characters", f"Alexa shows at most {most}", "length")
    for name in ("smallImageUrl", "largeImageUrl"):
        card["image"][name].text("", _rules()["characters"][f"card.image.{name}"], least=0)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in _inside(value):
        yield from _texts(each)


def _directives(directives: list[Reader]) -> None:
    types = [each["type"].text() for each in directives]
    asking = [name for name in types if name.startswith("Dialog.") and name != "Dialog.UpdateDynamicEntities"]
    if len(asking) > 1:
        raise directives[types.index(asking[1])].wrong(f"is {asking[1]} beside {asking[0]}", "send one of them")
    if {"AudioPlayer.Play", "VideoApp.Launch"} <= set(types):
        at = types.index("VideoApp.Launch")
        raise directives[at].wrong("is VideoApp.Launch beside AudioPlayer.Play", "send one of them")
    for each, name in zip(directives, types, strict=True):
        for path in _rules()["needs"].get(name, ()):
            _needed(each, path)
        if path := _rules()["https"].get(name):
            url = _at(each, path)
            if not url.text().lower().startswith("https://"):
                raise url.wrong(f"is {url.text()[:SHOWN]!r}", "name an address that begins with https://")
        _one_directive(each, name)


def _needed(directive: Reader, path: str) -> None:
    place = _at(directive, path)
    if not place.is_given or place.value == "":
        raise place.wrong("is missing", f"{directive['type'].text()} needs it", "missing")


def _at(place: Reader, path: str) -> Reader:
    for key in path.split("."):
        place = place[key]
    return place


def _one_directive(directive: Reader, name: str) -> None:
    stream = directive["audioItem"]["stream"]
    is_before = stream["expectedPreviousToken"].is_given
    if name == "AudioPlayer.Play" and (directive["playBehavior"].value == "ENQUEUE") != is_before:
        told = "is there" if is_before else "is missing"
        remedy = "it goes with playBehavior ENQUEUE, and only with that"
        raise stream["expectedPreviousToken"].wrong(told, remedy)
    if name == "Dialog.UpdateDynamicEntities" and directive["updateBehavior"].value == "REPLACE":
        directive["types"].items(least=1)
