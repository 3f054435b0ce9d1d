"""What hands do with the device: touch its screen, say nothing, stop a timer, flip a switch."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from skill.desk.alerts import AlertsService
from skill.desk.alerts.errors import ApiError
from skill.desk.exchange import DeskError
from skill.desk.playback import BUTTONS
from skill.desk.sessions import Sessions
from skill.desk.turn_record import Did
from skill.json_reader import Reader

DOES = ("pause", "resume", "cancel")


def device_controls(sessions: Sessions) -> Blueprint:
    """The routes below `/sessions/<id>/` for hands."""
    controls = Blueprint("device_controls", __name__, url_prefix="/sessions/<session>")

    @controls.post("/touch")
    def touch(session: str) -> Response:
        wish = _body('{"arguments": ["next"]}')
        arguments = wish["arguments"]
        if not arguments.is_given:
            raise arguments.wrong("is missing", "send a list, as a button does")
        did: Did = {"touched": [each.value for each in arguments.items(most=20)]}
        if wish["event"].is_given:
            did["event"] = wish["event"].object()
        return jsonify(sessions.do(session, did).turn)

    @controls.post("/press")
    def press_button(session: str) -> Response:
        button = _body('{"button": "next"}')["button"].choice(BUTTONS)
        return jsonify(sessions.do(session, {"pressed": button}).turn)

    @controls.post("/silence")
    def silence(session: str) -> Response:
        with sessions.held(session) as echo:
            if echo.ended:
                raise DeskError("the session has ended; silence is nothing new to it")
        return jsonify(sessions.do(session, {"silence": True}).turn)

    @controls.post("/alerts/<alert>")
    def alert(session: str, alert: str) -> Response:
        do = _body('{"do": "pause"}')["do"].choice(DOES)
        service = sessions.alerts(session)
        try:
            press(service, alert, do)
        except ApiError as error:
            raise DeskError(error.message) from None
        return jsonify({"alerts": service.alerts()})

    @controls.post("/device")
    def device(session: str) -> Response:
        wish = _body('{"screen": false, "permissions": {"timers": "denied"}, "offline": true}')
        sessions.do(session, {"device": wish.object()})
        with sessions.held(session) as echo:
            device = echo.device
            told = {
                "screen": device.screen,
                "model": device.model.id,
                "zone": echo.alerts.zone.key,
                "now": echo.now.isoformat(),
            }
            return jsonify({**told, "alerts": echo.alerts.alerts()})

    return controls


def _body(example: str) -> Reader:
    return Reader.parse(request.get_data(), DeskError, remedy=f"send {example}")


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
