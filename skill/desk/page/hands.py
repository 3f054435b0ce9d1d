"""What hands do with the device: touch its screen, say nothing, stop a timer, flip a switch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from skill.desk.alerts import AlertsService, Fails
from skill.desk.alerts.errors import ApiError
from skill.desk.alerts.routes import OPERATIONS
from skill.desk.desk import DeskError, Sessions
from skill.desk.echo import Echo, NothingToTouch
from skill.desk.page.bodies import flag, one_of, read

Answer = Response | tuple[Response, int]

OFFLINE = Fails(503)
DOES = ("pause", "resume", "cancel")


def hands_blueprint(sessions: Sessions) -> Blueprint:
    """The routes below `/sessions/<id>/` for hands."""
    hands = Blueprint("hands", __name__, url_prefix="/sessions/<session>")

    @hands.post("/touch")
    def touch(session: str) -> Answer:
        wish = read(request.get_data(), '{"arguments": ["next"]}')
        arguments = wish.get("arguments")
        if not isinstance(arguments, list) or len(arguments) > 20:
            raise DeskError('arguments must be a list, as a button sends them; send {"arguments": ["next"]}')
        with sessions.held(session) as echo:
            return jsonify(sessions.keep(echo.touch(arguments)))

    @hands.post("/silence")
    def silence(session: str) -> Answer:
        with sessions.held(session) as echo:
            if echo.ended:
                raise DeskError("the session has ended; silence is nothing new to it")
            return jsonify(sessions.keep(echo.silence()))

    @hands.post("/alerts/<alert>")
    def alert(session: str, alert: str) -> Answer:
        do = one_of(read(request.get_data(), '{"do": "pause"}'), "do", DOES)
        service = sessions.alerts(session)
        try:
            press(service, alert, do)
        except ApiError as error:
            raise DeskError(error.message) from None
        return jsonify({"alerts": service.alerts()})

    @hands.post("/device")
    def device(session: str) -> Answer:
        wish = read(request.get_data(), '{"screen": false, "permissions": {"timers": "denied"}, "offline": true}')
        with sessions.held(session) as echo:
            flip(echo, wish)
            return jsonify({"screen": echo.device.screen, "alerts": echo.alerts.alerts()})

    @hands.errorhandler(KeyError)
    def unknown(error: KeyError) -> Answer:
        return no_such(str(error.args[0]))

    @hands.errorhandler(NothingToTouch)
    def nothing(error: NothingToTouch) -> Answer:
        return jsonify({"error": "the screen shows nothing to touch just now; say something first"}), 400

    @hands.errorhandler(DeskError)
    def wrong(error: DeskError) -> Answer:
        return jsonify({"error": str(error)}), 400

    return hands


def no_such(session: str) -> Answer:
    """There is no such session."""
    return jsonify({"error": f"there is no session {session!r}; `POST /say` without one starts a new one"}), 404


def press(service: AlertsService, id: str, do: str) -> None:
    """The person pauses, resumes or cancels an alert on the device itself. Raises ApiError: why not."""
    with service.settled() as now:
        is_timer = any(timer.id == id for timer in service.timers.all())
        if do == "cancel":
            (service.timers if is_timer else service.reminders).delete(id)
        elif do == "pause":
            service.timers.get(id).pause(now)
        else:
            service.timers.get(id).resume(now)


def flip(echo: Echo, wish: dict[str, Any]) -> None:
    """Changes the device in the middle of a conversation. Raises DeskError for a switch there is not."""
    if odd := wish.keys() - {"screen", "permissions", "offline"}:
        raise DeskError(f"unknown switch {', '.join(sorted(odd))}; there are screen, permissions and offline")
    permissions = wish.get("permissions", {})
    if not isinstance(permissions, dict):
        raise DeskError('permissions must look like {"timers": "ask", "reminders": "denied"}')
    screen, offline = flag(wish, "screen", echo.device.screen), flag(wish, "offline", None)
    try:
        for name, state in permissions.items():
            echo.alerts.permissions.set(name, state)
    except ValueError as error:
        raise DeskError(str(error)) from None
    echo.device = replace(echo.device, screen=screen)
    if offline is not None:
        echo.alerts.faults.switch_off()
        for operation in OPERATIONS if offline else ():
            echo.alerts.faults.switch_on(operation, OFFLINE)
