"""The API's own ways: how it says no, how it writes intents, and how it hands out long lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request

from skill.json_reader import Json
from skill.understanding import InteractionModel

NONE = "NONE"
MOST_RESULTS = 1_000


class Refused(Exception):
    """A request that is not granted. Codes are those of Amazon's list of them; the messages are ours."""

    def __init__(self, status: int, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code

    def body(self) -> Json:
        """What is answered."""
        return {"message": self.message, **({"code": self.code} if self.code else {})}


class BadRequest(Refused):
    """What was sent cannot be taken. Each violation names the field and the remedy."""

    def __init__(self, code: str, *violations: str) -> None:
        super().__init__(400, "Request is not valid.", code)
        self.violations = [{"code": code, "message": violation} for violation in violations]

    def body(self) -> Json:
        """The message, and every violation."""
        return {"message": self.message, "violations": self.violations}


class NotFound(Refused):
    """There is no such thing here."""

    def __init__(self, what: str) -> None:
        super().__init__(404, what, "RESOURCE_NOT_FOUND")


def page() -> tuple[int, int]:
    """Which part of a list is asked for: where it begins, and how long it is."""
    token, most = request.args.get("nextToken", "0"), request.args.get("maxResults", str(MOST_RESULTS))
    for name, found in (("nextToken", token), ("maxResults", most)):
        if not re.fullmatch(r"[0-9]{1,9}", found):
            raise BadRequest("INVALID_REQUEST_PARAMETER", f"{name} {found[:80]!r} is none of ours")
    if not 1 <= int(most) <= MOST_RESULTS:
        raise BadRequest("INVALID_REQUEST_PARAMETER", f"maxResults is {most}; 1 to {MOST_RESULTS} are taken")
    return int(token), int(most)


def paged(rows: Sequence[Any]) -> tuple[list[Any], Json]:
    """The part of a list that this request asks for, and how to get the next."""
    start, most = page()
    part = list(rows[start : start + most])
    links: Json = {"self": {"href": request.full_path.rstrip("?")}}
    context: Json = {}
    if start + most < len(rows):
        context["nextToken"] = str(start + most)
        query = [(name, each) for name, each in request.args.items(multi=True) if name != "nextToken"]
        links["next"] = {"href": f"{request.path}?{urlencode([*query, ('nextToken', context['nextToken'])])}"}
    return part, {"paginationContext": context, "_links": links}


def written(intent: Json) -> Json:
    """An intent of a request."""
    slots = {name: _slot(slot) for name, slot in intent["slots"].items()}
    return {"name": intent["name"], "confirmationStatus": intent["confirmationStatus"], "slots": slots}


def _slot(slot: Json) -> Json:
    told = {key: each for key, each in slot.items() if key in ("name", "value", "confirmationStatus")}
    authorities = (slot.get("resolutions") or {}).get("resolutionsPerAuthority")
    if authorities:
        told["resolutions"] = {"resolutionsPerAuthority": [_authority(each) for each in authorities]}
    return told


def _authority(authority: Json) -> Json:
    if "values" not in authority:
        return authority
    values = [{key: told for key, told in each["value"].items() if told is not None} for each in authority["values"]]
    return {**authority, "values": values}


def considered(names: Iterable[str], selected: str, model: InteractionModel) -> list[Json]:
    """Intents that came into question but were not selected, likeliest first. What would fill their slots nobody
    looked for."""
    found = [model.intent(name) for name in names if name != selected]
    return [
        {
            "name": each.name,
            "confirmationStatus": NONE,
            "slots": {slot: {"name": slot, "confirmationStatus": NONE} for slot in each.slots},
        }
        for each in found
        if each
    ]
