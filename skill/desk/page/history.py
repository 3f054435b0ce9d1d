"""What happened on this desk, over HTTP: each turn looked into, gone on from, sent anew, saved, played again."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from skill.desk.conversations import writing
from skill.desk.conversations.conversation_file import read
from skill.desk.conversations.running import Ran, run
from skill.desk.desk import Desk
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.desk.explanation import explained
from skill.desk.sessions import Sessions
from skill.desk.turn_record import Did, TurnRecord
from skill.json_reader import Json, Reader

MOST_PLAYED = 20
"""Conversations of a file that are played at once."""


def history_blueprint(desk: Desk, sessions: Sessions) -> Blueprint:
    """`/conversations`, `/turns` and `/replay`."""
    history = Blueprint("history", __name__)

    @history.get("/conversations")
    def conversations() -> Response:
        found = [(id, turns) for id, turns in sessions.conversations()]
        return jsonify({"conversations": [{"id": id, "begins": _begins(turns), "turns": len(turns),
                                           "when": turns[0].begun.isoformat()} for id, turns in found]})  # fmt: skip

    @history.get("/conversations/<conversation>")
    def conversation_of(conversation: str) -> Response:
        return jsonify(shown(sessions, sessions.device(conversation)))

    @history.get("/conversations/<conversation>/file")
    def saved(conversation: str) -> Response:
        turns, name = sessions.conversation(conversation), request.args.get("name", "my conversation")[:80]
        if not turns:
            raise DeskError("nothing has been said in this conversation yet; say something first")
        if request.args.get("for") == "ask":
            text, kind = writing.for_ask(turns[0].before.locale, writing.said(turns)), "json"
        else:
            text, kind = writing.written(name, turns, desk.skill.memory is not None), "toml"
        return Response(text, mimetype=f"application/{kind}")

    @history.get("/turns/<turn>")
    def turn_of(turn: str) -> Response:
        return jsonify(inside(sessions.record(turn)))

    @history.post("/turns/<turn>/branch")
    def branch(turn: str) -> Response:
        wish = Reader.parse(request.get_data(), DeskError, remedy='send {"said": "next"}, or {} to go on from there')
        did: Did = {}
        wish.only("said", "sent")
        if wish["said"].is_given:
            did = {"said": wish["said"].text(most=10_000)}
        elif wish["sent"].is_given:
            did = {"sent": _sent(wish["sent"])}
        return jsonify(shown(sessions, sessions.branch(turn, did or None)))

    @history.post("/replay")
    def play() -> Response:
        recorded = read(request.get_data().decode("utf-8", errors="replace"))
        ran = [run(desk, each) for each in recorded[:MOST_PLAYED]]
        return jsonify({"conversations": [_played(sessions, each) for each in ran]})

    return history


def _sent(envelope: Reader) -> Json:
    """Of a whole request what somebody can change: the request in it, and the session's attributes."""
    attributes = envelope["session"]["attributes"]
    return {"request": envelope["request"].object(), "attributes": attributes.object() if attributes.is_given else {}}


def _begins(turns: list[TurnRecord]) -> str:
    return next((turn.did["said"] for turn in turns if "said" in turn.did), "(nothing was said)")


def _played(sessions: Sessions, ran: Ran) -> Json:
    if ran.error or ran.played is None:
        raise DeskError(f"{ran.conversation.name}: {ran.error}")
    echo = ran.played.echo
    for turn in ran.turns:
        sessions.remember(echo, turn.record)
    sessions.join(echo)
    turns = [{**told(turn.record), "expected": turn.expected} for turn in ran.turns]
    return {"name": ran.conversation.name, "conversation": echo.conversation, "session": echo.session.id,
            "turns": turns}  # fmt: skip


def shown(sessions: Sessions, echo: Echo) -> Json:
    """A conversation as a page needs it that has not seen it before: its turns, and the device as it is now."""
    device = echo.device
    permissions = dict(echo.alerts.permissions)
    return {
        "conversation": echo.conversation,
        "session": echo.session.id,
        "ended": echo.ended,
        "locale": echo.locale,
        "device": {
            "screen": device.screen,
            "model": device.model.id,
            "permissions": permissions,
            "zone": echo.alerts.zone.key,
        },
        "now": echo.now.isoformat(),
        "alerts": echo.alerts.alerts(),
        "screen": echo.session.screen,
        "turns": [told(record) for record in sessions.conversation(echo.conversation)],
    }


def told(record: TurnRecord) -> Json:
    """A turn as its bubbles show it."""
    return {
        "id": record.id,
        "did": record.did,
        "at": record.begun.isoformat(),
        "turn": record.turn,
        "fired": record.fired,
        "differs": list(record.differs),
    }


def inside(record: TurnRecord) -> Json:
    """All that is known of a turn."""
    return {
        **told(record),
        "conversation": record.before.conversation,
        "milliseconds": record.milliseconds,
        "attributes": record.attributes,
        "changed": {path: list(change) for path, change in record.changed.items()},
        "alerts": record.alerts,
        "understood": explained(record),
    }
