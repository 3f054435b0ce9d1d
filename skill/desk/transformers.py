"""What Alexa's cloud makes of a document's data before a device gets them: words out of SSML, speech, hints.

Here speech is the words that are spoken. `viewhost_frame.js` does the same for Amazon's renderer.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from skill.alexa.speech import heard
from skill.json_reader import Json

HINT = "Try “Alexa, {}”"


def _plain(value: Any) -> str:
    text = str(value)
    return heard(text if "<speak" in text else f"<speak>{text}</speak>")


MAKES: dict[str, Callable[[Any], str]] = {
    "ssmlToSpeech": _plain,
    "textToSpeech": lambda value: " ".join(str(value).split()),
    "ssmlToText": _plain,
    "textToHint": lambda value: HINT.format(" ".join(str(value).split())),
}


def transformed(sources: Json) -> Json:
    """The data of a document with what their `transformers` add; as they are where there are none."""
    if not any(isinstance(each, dict) and each.get("transformers") for each in sources.values()):
        return sources
    made = deepcopy(sources)
    for source in made.values():
        for each in (source.get("transformers") or []) if isinstance(source, dict) else []:
            _apply(source.get("properties"), each)
    return made


def _apply(properties: Any, transformer: Any) -> None:
    if not isinstance(transformer, dict) or transformer.get("transformer") not in MAKES:
        return
    *path, key = str(transformer.get("inputPath") or "").split(".")
    make, name = MAKES[transformer["transformer"]], str(transformer.get("outputName") or key)
    for place in _places(properties, path):
        if isinstance(place, dict) and key in place:
            place[name] = make(place[key])


def _places(at: Any, path: list[str]) -> list[Any]:
    """The objects at a path, in which a star stands for everything in a list or an object."""
    if not path:
        return [at]
    key, *rest = path
    inside = list(at.values()) if isinstance(at, dict) else at if isinstance(at, list) else []
    found = inside if key == "*" else [at[key]] if isinstance(at, dict) and key in at else []
    return [place for each in found for place in _places(each, rest)]
