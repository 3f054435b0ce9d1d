"""What a request tells a skill besides what was said: what the person allowed, who they are, what the device does."""

from __future__ import annotations

from skill.desk.alerts import SCOPES, AlertsService
from skill.desk.alerts.clock import iso_utc
from skill.desk.alexa_request import Device, Known
from skill.desk.apl import Screen
from skill.desk.household.device_model import APL, Location
from skill.desk.household.player import Player
from skill.json_reader import Json


def known(device: Device, services: AlertsService, player: Player, screen: Screen | None, skill_id: str) -> Known:
    """All of it, as it is now."""
    person = services.person
    account = {"accessToken": person.account_token} if person.account_token else {}
    context: Json = {}
    if device.model.audio:
        context["AudioPlayer"] = player.told(services.clock.now())
    if device.shows and screen:
        context[APL] = {"token": screen["token"], "version": "desk", "componentsVisibleOnScreen": []}
    if device.model.location:
        context["Geolocation"] = _location(device.model.location, services)
    speaker = {"personId": person.speaker.id} if person.speaker else None
    return Known(_granted(services), account, speaker, context, skill_id)


def _granted(services: AlertsService) -> Json | None:
    """What the person let the skill do, as a request tells it."""
    given = [SCOPES[name] for name, state in services.permissions if state == "granted"]
    if not given:
        return None
    return {"consentToken": services.token, "scopes": {scope: {"status": "GRANTED"} for scope in given}}


def _location(place: Location, services: AlertsService) -> Json:
    """Where the device is, where the skill may know it. What it does not measure is left out. (documented)"""
    told: Json = {"locationServices": {"access": "ENABLED", "status": "RUNNING"}}
    if services.permissions["geolocation"] != "granted":
        return told
    more = {
        "altitude": ("altitudeInMeters", "accuracyInMeters", place.altitude, place.accuracy),
        "heading": ("directionInDegrees", "accuracyInDegrees", place.heading, 1.0),
        "speed": ("speedInMetersPerSecond", "accuracyInMetersPerSecond", place.speed, 1.0),
    }
    for key, (name, exact, value, accuracy) in more.items():
        if value is not None:
            told[key] = {name: value, exact: accuracy}
    where = {
        "latitudeInDegrees": place.latitude,
        "longitudeInDegrees": place.longitude,
        "accuracyInMeters": place.accuracy,
    }
    return {**told, "timestamp": iso_utc(services.clock.now()), "coordinate": where}
