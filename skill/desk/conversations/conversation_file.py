"""Conversations as files, read: TOML, a `[[conversation]]` with its `turns`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from skill.desk.alerts import SCOPES
from skill.desk.conversations.bounded_toml import loads
from skill.desk.exchange import DeskError
from skill.desk.household import person
from skill.desk.household.device_model import DeviceModel, known
from skill.desk.household.person import Person
from skill.json_reader import Json, Reader

MOST_TURNS = 500
STARTS = "2026-11-22T09:00:00"
"""When a device stands still that is not told when it starts: a Sunday at nine, by its own clock."""
SPEAKS = {"said": str, "silence": bool, "touched": (str, list), "launched": bool, "sent": dict, "pressed": str}
"""What reaches the skill; a turn holds one of these at most."""
HAPPENS = {"opens": bool, "advance": (int, float), "device": dict, "faults": list, "disabled": bool,
           "breaks": bool,
           "store_down": bool, "locale": str}  # fmt: skip
"""What may come before that, or stand alone."""
HOLDS = {
    "intent": str, "slots": dict, "state": str, "heard": str, "hears": list, "never_hears": list, "directives": list,
    "attributes": dict, "alerts": (list, int), "fired": list, "ended": bool, "trouble": list, "texts": list,
    "consent": (dict, str), "card": str, "asked": str, "topic": str, "aspect": str, "urgency": str, "flags": list,
    "step": str, "not_played": list, "kept": dict, "audio": dict, "video": dict,
}  # fmt: skip
"""What can be asked of the answer, and how it is written. An empty text stands for "nothing"."""
TEXTS = ("hears", "never_hears", "directives", "fired", "trouble", "texts", "flags", "not_played")
WRITTEN = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
KEYS = (
    "name",
    "locale",
    "screen",
    "permissions",
    "starts",
    "zone",
    "memory",
    "unsupported",
    "opening",
    "turns",
    "device",
    "person",
)


@dataclass(frozen=True)
class Conversation:
    """One conversation of a file: the device it is held with, and its turns."""

    name: str
    turns: list[Json]
    locale: str = ""
    """Empty for the one that the skill speaks by default."""
    screen: bool = True
    permissions: Json | None = None
    starts: datetime | None = None
    zone: str = ""
    memory: bool = False
    """Whether the skill has a memory, an empty one that is thrown away afterwards."""
    unsupported: tuple[str, ...] = ()
    """"timers" or "reminders", where the device has none."""
    opening: tuple[str, ...] = ()
    """What is said before its turns, and not looked at."""
    device: DeviceModel | None = None
    """None for the device of the desk that it is held on."""
    person: Person | None = None
    """Whose device it is; None for the owner of that."""
    at: int = 0
    """Which of its file it is."""


def files(paths: list[Path]) -> Iterator[Path]:
    """The files that are named, and those in the folders that are. Raises DeskError where there are none."""
    for path in paths:
        found = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
        if not found:
            raise DeskError(f"{path}: holds no conversation; name a folder with .toml files, or a file")
        yield from found


def load(path: Path) -> list[Conversation]:
    """The conversations in a file. Raises DeskError, which says where it is wrong."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"{path}: cannot be read ({error}); name a file of conversations") from None
    except DeskError as error:
        raise DeskError(f"{path}: {error}") from None


def read(text: str) -> list[Conversation]:
    """The conversations in a file's text. Raises DeskError, which says where it is wrong."""
    rows = replace(Reader(loads(text), DeskError)["conversation"], remedy="save one on the page to see how they look")
    return [_conversation(row, at) for at, row in enumerate(rows.items(least=1))]


def _conversation(row: Reader, at: int) -> Conversation:
    for turn in row.only(*KEYS)["turns"].items(1, MOST_TURNS):
        _check(turn)
    states = ("ask", "granted", "denied")
    permissions = {name: state.choice(states) for name, state in row["permissions"].only(*SCOPES).fields()}
    return Conversation(
        name=row["name"].text(str(at + 1)),
        turns=[turn.object() for turn in row["turns"].items()],
        locale=row["locale"].text("", least=0),
        screen=row["screen"].flag(True),
        permissions=permissions or None,
        starts=_moment(row["starts"]),
        zone=row["zone"].text("", least=0),
        memory=row["memory"].flag(False),
        unsupported=row["unsupported"].texts(),
        opening=row["opening"].texts(),
        device=known()[row["device"].choice(known())] if row["device"].is_given else None,
        person=person.read(row["person"], tuple(SCOPES)) if row["person"].is_given else None,
        at=at,
    )


def _moment(place: Reader) -> datetime | None:
    if not place.is_given:
        return None
    try:
        return datetime.fromisoformat(place.text())
    except ValueError:
        raise place.wrong(f"is {place.value!r}", "write a day and a time, such as 2026-11-22T09:00:00") from None


def _check(turn: Reader) -> None:
    known: dict[str, Any] = {**SPEAKS, **HAPPENS, **HOLDS}
    turn.only(*known)
    speaks, happens = ([key for key in some if turn[key].is_given] for some in (SPEAKS, HAPPENS))
    if len(speaks) > 1 or not (speaks or happens or turn["kept"].is_given):
        raise turn.wrong("is no turn", f"it needs exactly one of {', '.join(SPEAKS)}, or one of {', '.join(HAPPENS)}")
    for key, value in turn.fields():
        kinds = known[key] if isinstance(known[key], tuple) else (known[key],)
        if type(value.value) not in kinds:
            names = " or ".join(dict.fromkeys(WRITTEN.get(kind, "a table") for kind in kinds))
            what = "is no turn: exactly one of them, written as it has to be" if key in SPEAKS else "is not written so"
            raise value.wrong(what, f"write it as {names}")
        if key in TEXTS:
            value.texts()
        if key in SPEAKS and value.value is False:
            raise value.wrong("is false", "write true, or leave it out")
