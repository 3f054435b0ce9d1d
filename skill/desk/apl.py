"""What an APL document says in words, and what of it can be touched: as much as a page without APL can show.

Data bindings that are a plain path (`${payload.list.title}`) are followed; anything that would have to be computed is
left out. A `when` that compares such data, or the shape of the screen, is heeded, and what it leaves open is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict

from skill.desk.apl_conditions import Conditions, viewport
from skill.desk.household.device_model import APL, ScreenModel
from skill.desk.transformers import transformed
from skill.json_reader import Json

RENDER, EXECUTE = f"{APL}.RenderDocument", f"{APL}.ExecuteCommands"
CHILDREN = ("header", "firstItem", "item", "items", "lastItem", "footer")
WORDS = (
    "headerTitle", "headerSubtitle", "title", "text", "primaryText", "secondaryText", "bodyText", "textContent",
    "buttonText", "hintText", "footerHintText",
)  # fmt: skip
"""Properties that hold words to read, of Text and of the layouts that Amazon ships."""
_OWN_WORDS = re.compile(r"\w+(?:Text|Title|Label)")
"""What such properties end in elsewhere: of layouts from packages that are not here."""
DEEPEST = 40
MOST_NODES = 10_000
"""Of a document that has more, data bound to it included, the rest is left out."""
MOST_CHARACTERS = 200_000
"""Of all the words on a screen together."""
_BINDING = re.compile(r"\$\{([^}]{0,500})\}")
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_INDEX = re.compile(r"[0-9]{1,6}")
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.\w+|\[(?:\d+|'[^']*')\])*")


class Screen(TypedDict):
    """What a screen shows: the data of the document, its drawings by name, and its words and buttons."""

    token: str
    data: Json
    graphics: Json
    texts: list[str]
    touches: list[Json]
    speeches: dict[str, str]
    """What its components say when they are told to, by their ids."""


def rendered(response: Json, on: ScreenModel | None = None) -> Screen | None:
    """What the screen is to show by a skill's response."""
    for directive in response.get("directives") or []:
        if directive.get("type") == RENDER:
            document = _mapping(directive.get("document"))
            sources = transformed(_mapping(directive.get("datasources")))
            found = seen(document, sources, on or ScreenModel(1280, 800))
            return {
                "token": str(directive.get("token") or ""),
                "data": next((_mapping(_mapping(source).get("properties")) for source in sources.values()), {}),
                "graphics": _mapping(document.get("graphics")),
                "texts": found.texts,
                "touches": found.touches,
                "speeches": found.speeches,
            }
    return None


def said_by(response: Json, screen: Screen | None) -> list[str]:
    """What components of a screen are told to say by commands of a response; none where it shows another document."""
    commands = [
        command
        for directive in response.get("directives") or []
        if screen and directive.get("type") == EXECUTE and str(directive.get("token")) == screen["token"]
        for command in _list(directive.get("commands"))
    ]
    return [words for id in _speaking(commands, 0) if screen and (words := screen["speeches"].get(id))]


def _speaking(commands: Any, depth: int) -> Iterator[str]:
    for command in map(_mapping, _list(commands) if depth < DEEPEST else []):
        if command.get("type") == "SpeakItem":
            yield str(command.get("componentId"))
        yield from _speaking(command.get("commands"), depth + 1)


@dataclass
class Seen:
    """What there is to read, and to touch."""

    texts: list[str] = field(default_factory=list)
    touches: list[Json] = field(default_factory=list)
    """Each a `label`, and the `arguments` that its event carries."""
    speeches: dict[str, str] = field(default_factory=dict)
    """What a component says, by its id."""


def seen(document: Json, datasources: Json, on: ScreenModel) -> Seen:
    """Reads a document with its data, for a screen."""
    found = Seen()
    if document.get("type") == "Link":
        found.texts.append(str(document.get("src")))
        return found
    template = _mapping(document.get("mainTemplate"))
    names = _parameters(template)
    bound = {name: datasources if name == "payload" else datasources.get(name) for name in names}
    _Walk(found, _mapping(document.get("layouts"))).children(template, {"viewport": viewport(on), **bound}, 0)
    return found


@dataclass
class _Walk:
    found: Seen
    layouts: Json
    left: int = MOST_NODES
    room: int = MOST_CHARACTERS

    def children(self, node: Json, bound: Json, depth: int) -> None:
        if depth > DEEPEST:
            return
        rows = value(node.get("data"), bound) if "data" in node else None
        for each in rows if isinstance(rows, list) and rows else [bound.get("data")]:
            if not self._spend():
                return
            data = value(each, bound) if each is not bound.get("data") else each  # a row may itself be bound
            for key in CHILDREN:
                for child in _list(node.get(key)):
                    self.node(_mapping(child), {**bound, "data": data}, depth + 1)

    def _spend(self) -> bool:
        """Whether there is room for one more."""
        self.left -= 1
        if self.left == 0:
            self.found.texts.append("…")
        return self.left > 0 and self.room > 0

    def node(self, node: Json, bound: Json, depth: int) -> None:
        if not Conditions(lambda path: _followed(path, bound)).shows(node.get("when")) or not self._spend():
            return
        if node.get("speech") and (spoken := words(node["speech"], bound)):
            self.found.speeches[words(node.get("id"), bound)] = spoken
        kind = str(node.get("type"))
        before = len(self.found.texts)
        if kind in self.layouts:
            layout = _mapping(self.layouts[kind])
            passed = {name: value(node.get(name), bound) for name in _parameters(layout)}
            self.children(layout, bound | passed, depth)
        else:
            keys = (*WORDS, *(key for key in node if key not in WORDS and _OWN_WORDS.fullmatch(key)))
            texts = [text for key in keys if (text := words(node.get(key), bound)[: max(self.room, 0)])]
            self.room -= sum(map(len, texts))
            self.found.texts += texts
        self.children(node, bound, depth)
        for arguments in sent(node.get("onPress") or node.get("primaryAction"), bound):
            label = " ".join(self.found.texts[before:]) or " ".join(str(each) for each in arguments if each is not None)
            self.found.touches.append({"label": label, "arguments": arguments})


def sent(commands: Any, bound: Json) -> Iterator[list[Any]]:
    """The arguments of every event that pressing something sends to the skill."""
    for command in map(_mapping, _list(commands)):
        if command.get("type") == "SendEvent":
            yield [value(each, bound) for each in _list(command.get("arguments"))]
        yield from sent(command.get("commands"), bound)


def value(of: Any, bound: Json) -> Any:
    """What a property is: the data it is bound to, or itself."""
    whole = _BINDING.fullmatch(of) if isinstance(of, str) else None
    if whole:
        return _followed(whole[1].strip(), bound)
    return words(of, bound) if isinstance(of, str) else of


def words(of: Any, bound: Json) -> str:
    """A text with its bindings followed, without markup."""
    if not isinstance(of, str | int | float):
        return ""
    of = of[:MOST_CHARACTERS] if isinstance(of, str) else of
    told = _BINDING.sub(lambda found: _plain(_followed(found[1].strip(), bound)), str(of))
    return " ".join(_MARKUP.sub(" ", told).split())


def _plain(data: Any) -> str:
    return str(data) if isinstance(data, str | int | float) else ""


def _followed(path: str, bound: Json) -> Any:
    if not _PATH.fullmatch(path):
        return None
    at: Any = bound
    for key in re.findall(r"\w+|'[^']*'", path):
        at = at.get(key.strip("'")) if isinstance(at, dict) else _at(at, key)
    return at


def _at(data: Any, key: str) -> Any:
    return data[int(key)] if isinstance(data, list) and _INDEX.fullmatch(key) and int(key) < len(data) else None


def _parameters(of: Json) -> list[str]:
    """The names of what a document or layout is given."""
    names = (each if isinstance(each, str) else _mapping(each).get("name", "") for each in _list(of.get("parameters")))
    return [str(name) for name in names]


def _mapping(data: Any) -> Json:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [] if data is None else [data]
