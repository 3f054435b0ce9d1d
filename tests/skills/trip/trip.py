"""A skill as a plain function, without an SDK, that uses what an Echo has to offer."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

TIMERS = "alexa::alerts:timers:skill:readwrite"
CITIES = {
    "type": "APL",
    "version": "2023.3",
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [
            {"type": "Text", "text": "<b>${payload.cities.title}</b>"},
            {"type": "Text", "when": "${false}", "text": "never"},
            {
                "type": "Sequence",
                "data": "${payload.cities.names}",
                "item": {
                    "type": "TouchWrapper",
                    "onPress": {"type": "SendEvent", "arguments": ["chosen", "${data.id}"]},
                    "item": {"type": "Text", "text": "${data.name}"},
                },
            },
        ],
    },
}


def handler(event: dict[str, Any], context: Any) -> dict[str, Any] | None:
    request = event["request"]
    match request["type"]:
        case "LaunchRequest":
            return answer("Where shall we go?", open=True)
        case "IntentRequest":
            return intent(event, request["intent"], request["dialogState"])
        case "Connections.Response":
            return answer(f"Timers: {request['payload']['status']}, token {request['token']}.")
        case "Alexa.Presentation.APL.UserEvent":
            return answer(f"You touched {request['arguments'][1]}.", open=True)
    return None


def intent(event: dict[str, Any], heard: dict[str, Any], state: str) -> dict[str, Any]:
    slots = {name: slot.get("value") for name, slot in heard.get("slots", {}).items()}
    turns = event["session"]["attributes"].get("turns", 0) + 1
    match heard["name"]:
        case "PlanTripIntent" if state != "COMPLETED":
            return answer(None, [{"type": "Dialog.Delegate"}], turns=turns)
        case "PlanTripIntent":
            return answer(f"{heard['confirmationStatus']}: {slots['City']} after {turns} turns.")
        case "BookTableIntent":
            return answer(f"A table for {slots['People']}, {state}.")
        case "RenameIntent" if slots["Name"] is None:
            return answer("What's your name?", [{"type": "Dialog.ElicitSlot", "slotToElicit": "Name"}])
        case "RenameIntent" if heard["slots"]["Name"]["confirmationStatus"] == "NONE":
            return answer(f"{slots['Name']}?", [{"type": "Dialog.ConfirmSlot", "slotToConfirm": "Name"}])
        case "RenameIntent":
            return answer(f"{slots['Name']} is {heard['slots']['Name']['confirmationStatus']}.")
        case "TimerIntent" if "permissions" not in event["context"]["System"]["user"]:
            wish = {"@type": "AskForPermissionsConsentRequest", "@version": "1", "permissionScope": TIMERS}
            ask = {"type": "Connections.SendRequest", "name": "AskFor", "payload": wish, "token": "t1"}
            return answer("Timers help.", [ask])
        case "TimerIntent":
            return timer(event["context"]["System"], event["request"])
        case "ShowIntent":
            names = [{"id": "PAR", "name": "Paris"}, {"id": "ROM", "name": "Rome"}]
            data = {"cities": {"title": "Cities", "names": names}}
            show = {"type": "Alexa.Presentation.APL.RenderDocument", "token": "c", "document": CITIES}
            return answer("Look.", [{**show, "datasources": data}])
        case "PlayIntent":
            stream = {"url": "https://example.com/anthem.mp3", "token": "a", "offsetInMilliseconds": 0}
            play = {"type": "AudioPlayer.Play", "playBehavior": "REPLACE_ALL", "audioItem": {"stream": stream}}
            return answer(None, [play])
        case "WrongIntent":
            return {"version": "1.0", "response": {"outputSpeech": {"type": "SSML", "ssml": "<speak>You & me</speak>"}}}
        case "BrokenIntent":
            print("about to break")
            raise KeyError("fuse")
    return answer("Plan a trip, or book a table.", open=True)


def timer(system: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """Says something at once, and sets a timer, both with the device's own services."""
    speech = {"type": "VoicePlayer.Speak", "speech": "<speak>One moment.</speak>"}
    post(system, "/v1/directives", {"header": {"requestId": request["requestId"]}, "directive": speech})
    told = {
        "duration": "PT5M",
        "timerLabel": "pack",
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {
            "operation": {"type": "NOTIFY_ONLY"},
            "notificationConfig": {"playAudible": True},
        },
    }
    return answer(f"The timer is {post(system, '/v1/alerts/timers', told)['status']}.")


def post(system: dict[str, Any], path: str, body: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {system['apiAccessToken']}", "Content-Type": "application/json"}
    call = urllib.request.Request(system["apiEndpoint"] + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(call, timeout=5) as answered:
        return json.loads(answered.read() or b"{}")


def answer(
    words: str | None, directives: list[dict[str, Any]] | None = None, open: bool | None = None, **session: Any
) -> dict[str, Any]:
    response: dict[str, Any] = {"directives": directives or []}
    if words:
        response["outputSpeech"] = {"type": "PlainText", "text": words}
    if open is not None:
        response["shouldEndSession"] = not open
    return {"version": "1.0", "sessionAttributes": session, "response": response}
