"""A skill without an SDK that plays audio and video, asks about its listener, and has something to sell."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

SONGS = ["one", "two", "three"]
PROFILE = "/v2/accounts/~current/settings/Profile."
CALLS = {
    "AddressIntent": "/v1/devices/DEVICE/settings/address",
    "PostalCodeIntent": "/v1/devices/DEVICE/settings/address/countryAndPostalCode",
    "NameIntent": f"{PROFILE}givenName",
    "MailIntent": f"{PROFILE}email",
    "NumberIntent": f"{PROFILE}mobileNumber",
    "SpeakerIntent": "/v2/persons/~current/profile/givenName",
    "UnitsIntent": "/v2/devices/DEVICE/settings/System.temperatureUnit",
    "ProductsIntent": "/v1/users/~current/skills/~current/inSkillProducts",
    "ListsIntent": "/v2/householdlists/",
    "MessagesIntent": "/v1/skillmessages/users/anna",
}
"""What each of these intents looks up."""


def handler(event: dict[str, Any], context: Any) -> dict[str, Any] | None:
    request = event["request"]
    if request["type"].startswith("AudioPlayer."):
        return played(request)
    if request["type"].startswith("PlaybackController."):
        return {"response": {"directives": [play(song_after(event), "REPLACE_ALL")]}}
    if request["type"] == "Connections.Response":
        return answer(
            f"{request['name']}: {json.dumps(request['payload'], sort_keys=True)}, new {event['session']['new']}"
        )
    if request["type"] == "LaunchRequest":
        return answer(", ".join(event["context"]["System"]["device"]["supportedInterfaces"]) or "no interfaces")
    return intent(event, request["intent"]["name"]) if request["type"] == "IntentRequest" else None


def played(request: dict[str, Any]) -> dict[str, Any] | None:
    """The next song follows the one that is nearly over; the last one follows nothing."""
    at = SONGS.index(request["token"]) + 1
    if request["type"] == "AudioPlayer.PlaybackNearlyFinished" and at < len(SONGS):
        return {"response": {"directives": [play(SONGS[at], "ENQUEUE", follows=request["token"])]}}
    if request["type"] == "AudioPlayer.PlaybackFailed":
        return answer("Words nobody can hear.")
    return None


def song_after(event: dict[str, Any]) -> str:
    return SONGS[(SONGS.index(event["context"]["AudioPlayer"]["token"]) + 1) % len(SONGS)]


def play(song: str, behavior: str, offset: int = 0, follows: str | None = None) -> dict[str, Any]:
    stream = {"token": song, "url": f"https://example.com/{song}.mp3", "offsetInMilliseconds": offset}
    if follows:
        stream["expectedPreviousToken"] = follows
    return {"type": "AudioPlayer.Play", "playBehavior": behavior, "audioItem": {"stream": stream}}


def intent(event: dict[str, Any], name: str) -> dict[str, Any]:
    player = event["context"].get("AudioPlayer", {})
    match name:
        case "PlayIntent":
            return answer("Here it is.", [play("one", "REPLACE_ALL")])
        case "AMAZON.PauseIntent":
            return answer(None, [{"type": "AudioPlayer.Stop"}])
        case "AMAZON.ResumeIntent":
            return answer(None, [play(player["token"], "REPLACE_ALL", player["offsetInMilliseconds"])])
        case "WrongIntent":
            wrong = play("one", "REPLACE_ALL")
            wrong["audioItem"]["stream"]["url"] = "http://example.com/one.mp3"
            return answer(None, [wrong])
        case "FilmIntent":
            video = {"source": "https://example.com/film.mp4", "metadata": {"title": "A film"}}
            return {"response": {"directives": [{"type": "VideoApp.Launch", "videoItem": video}]}}
        case "BuyIntent" | "RefundIntent" | "OfferIntent":
            kind = {"BuyIntent": "Buy", "RefundIntent": "Cancel", "OfferIntent": "Upsell"}[name]
            payload = {
                "InSkillProduct": {"productId": "amzn1.adg.product.all_songs"},
                "upsellMessage": "There is more.",
            }
            return answer(None, [{"type": "Connections.SendRequest", "name": kind, "payload": payload, "token": "t"}])
        case "AskMailIntent":
            payload = {"@version": "1", "permissionScope": "alexa::profile:email:read"}
            return answer(
                None, [{"type": "Connections.SendRequest", "name": "AskFor", "payload": payload, "token": "t"}]
            )
        case "CardIntent":
            asked = called(event, CALLS["AddressIntent"])
            card = {"type": "AskForPermissionsConsent", "permissions": ["read::alexa:device:all:address"]}
            return answer(f"Look at the app: {asked}", card=card)
        case "AccountIntent":
            token = event["context"]["System"]["user"].get("accessToken")
            return answer(f"Your token is {token}.") if token else answer("Link it.", card={"type": "LinkAccount"})
        case "PlaceIntent":
            return answer(json.dumps(event["context"].get("Geolocation", {}).get("coordinate")))
        case "WhoIntent":
            return answer(str(event["context"]["System"].get("person")))
        case _:
            return answer(called(event, CALLS[name]))


def called(event: dict[str, Any], path: str) -> str:
    """What one of Alexa's services answers."""
    system = event["context"]["System"]
    url = system["apiEndpoint"] + path.replace("DEVICE", system["device"]["deviceId"])
    call = urllib.request.Request(url, headers={"Authorization": f"Bearer {system['apiAccessToken']}"})
    try:
        with urllib.request.urlopen(call, timeout=5) as told:
            return f"{told.status} {told.read().decode()}"
    except urllib.error.HTTPError as error:
        return str(error.code)


def answer(text: str | None, directives: list[Any] | None = None, card: Any = None) -> dict[str, Any]:
    response: dict[str, Any] = {"shouldEndSession": True, "directives": directives or []}
    if text:
        response["outputSpeech"] = {"type": "PlainText", "text": text}
    if card:
        response["card"] = card
    return {"version": "1.0", "response": response}
