"""Turns that took place, as a file to be played again: here, or with Amazon's command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import tomlkit
from tomlkit.items import Array, InlineTable

from skill.desk.alexa_request import SKILL_ID
from skill.desk.conversations.conversation_file import Conversation
from skill.desk.conversations.expected import now
from skill.desk.turn_record import TurnRecord
from skill.json_reader import Json

A_WHILE = 60
"""Seconds that passed by themselves between two turns, of which the file knows; shorter ones change nothing."""
RECORDED = ("intent", "state", "slots", "heard", "directives", "alerts", "consent", "card", "asked", "urgency", "flags",
            "topic", "aspect", "step", "ended")  # fmt: skip
"""What is recorded of a turn where there is anything."""
OF_ALERT = ("kind", "label", "status", "duration_seconds")


def written(name: str, records: list[TurnRecord], remembers: bool = False) -> str:
    """The turns as a file. `remembers`: whether the skill had a memory."""
    first = records[0].before
    permissions = dict(first.alerts.permissions)
    row = tomlkit.table()
    head: Json = {
        "name": name,
        "locale": first.locale,
        "screen": first.device.screen,
        "starts": records[0].begun.replace(microsecond=0, tzinfo=None).isoformat(),
        "zone": first.alerts.zone.key,
        "permissions": {scope: state for scope, state in permissions.items() if state != "ask"},
        "memory": remembers,
    }
    usual = {"screen": True, "permissions": {}, "memory": False}
    for key, value in head.items():
        if key not in usual or usual[key] != value:
            row.add(key, _inline(value))
    row.add("turns", _turns(list(_rows(records))))
    document, rows = tomlkit.document(), tomlkit.aot()
    rows.append(row)
    document.add("conversation", rows)
    return tomlkit.dumps(document)


def _rows(records: list[TurnRecord]) -> Iterator[Json]:
    for before, record in zip([None, *records], records, strict=False):
        passed = round((record.begun - before.ended).total_seconds()) if before else 0
        if "advance" in record.did:
            passed += round(record.did["advance"])
            yield {"advance": passed, "fired": now(record, "fired", [])}
            continue
        if passed >= A_WHILE:
            yield {"advance": passed}
        yield {**record.did, **_recorded(record)}


def _recorded(record: TurnRecord) -> Json:
    if record.turn is None:
        return {}
    found = {key: now(record, key, _wanted(key)) for key in RECORDED}
    found["alerts"] = [{key: each[key] for key in OF_ALERT if each.get(key) is not None} for each in record.alerts]
    knows_steps = any(event["event"] == "decided" for event in record.turn["trace"])
    empty = {"step": ""} if knows_steps else {}
    return {key: value for key, value in found.items() if value} | ({} if found["step"] else empty)


def _wanted(key: str) -> Any:
    """Asks for all there is."""
    return {"alerts": 0, "slots": {}, "consent": {}}.get(key, "")


def _turns(rows: list[Json]) -> Array:
    turns = tomlkit.array()
    for row in rows:
        turns.append(_inline(row))
    return turns.multiline(True)


def _inline(value: Any) -> Any:
    """TOML has nothing for null: what is null is left out."""
    if isinstance(value, dict):
        table: InlineTable = tomlkit.inline_table()
        for key, each in value.items():
            if each is not None:
                table.append(key, _inline(each))
        return table
    if isinstance(value, list):
        listed = tomlkit.array()
        for each in value:
            if each is not None:
                listed.append(_inline(each))
        return listed
    return value


def inputs(conversation: Conversation) -> list[str]:
    """What is said in a file's conversation: all that Amazon's command line can play again."""
    said = (turn["said"] for turn in conversation.turns if "said" in turn)
    return [*conversation.opening, *said]


def said(records: list[TurnRecord]) -> list[str]:
    """What was said in turns that took place."""
    return [record.did["said"] for record in records if "said" in record.did]


def for_ask(locale: str, said: list[str]) -> str:
    """A file for `ask dialog --replay`."""
    talk = {"skillId": SKILL_ID, "locale": locale, "type": "text", "userInput": [*said, ".quit"]}
    return json.dumps(talk, indent=2, ensure_ascii=False) + "\n"
