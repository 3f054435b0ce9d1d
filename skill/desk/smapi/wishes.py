"""What was sent, read field by field. Whatever is not as documented is a BadRequest that names the field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from flask import request

from skill.alexa import strict_json
from skill.desk.smapi.errors import BadRequest, NotFound

SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
STAGES = ("development", "live", "certified")
MOST_CHARACTERS = 1_000
MOST_RESULTS = 1_000

Json = dict[str, Any]


def body() -> Json:
    """The body of this request, a JSON object."""
    return objects(request.get_data(), "the body")


def objects(raw: bytes, name: str) -> Json:
    """A JSON object in some bytes."""
    try:
        found = strict_json.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise BadRequest("CONTENT_PARSE_FAILURE", f"{name} is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise BadRequest("INVALID_DATA_TYPE", f"{name} is not a JSON object")
    return found


def inner(wish: Json, key: str) -> Json:
    """An object in an object; empty where it is left out."""
    found = wish.get(key)
    if found is not None and not isinstance(found, dict):
        raise BadRequest("INVALID_DATA_TYPE", f"{key} is not an object")
    return found or {}


def text(wish: Json, key: str, otherwise: str | None = None, most: int = MOST_CHARACTERS) -> str:
    """A text that somebody wrote, which has to be there unless there is another."""
    found = wish.get(key)
    if found is None and otherwise is not None:
        return otherwise
    if found is None:
        raise BadRequest("MISSING_REQUIRED_PROPERTY", f"{key} is missing")
    if not isinstance(found, str):
        raise BadRequest("INVALID_DATA_TYPE", f"{key} is not a string; got {json.dumps(found)[:80]}")
    if not found.strip() or len(found) > most:
        raise BadRequest("INVALID_STRING_LENGTH", f"{key} has {len(found)} characters; 1 to {most} are taken")
    return found


def one_of(wish: Json, key: str, allowed: Iterable[str], otherwise: str | None = None) -> str:
    """One of some words."""
    found = text(wish, key, otherwise)
    if found not in allowed:
        raise BadRequest("INVALID_ENUM_VALUE", f"{key} is {found!r}; use one of: {', '.join(allowed)}")
    return found


def skill_id(found: str) -> str:
    """A skill's id. Any of the right form is the skill on the desk."""
    if not SKILL_ID.fullmatch(found):
        form = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
        raise BadRequest("INVALID_STRING_PATTERN", f"skillId {found!r} is no skill id; use one such as {form}")
    return found


def stage(found: str) -> None:
    """The stage a path names. There is only the one that is being developed."""
    one_of({"stage": found}, "stage", STAGES)
    if found != "development":
        raise NotFound(f"The desk has no {found} stage; use development.")


def page() -> tuple[int, int]:
    """Which part of a list is asked for: where it begins, and how long it is."""
    token, most = request.args.get("nextToken", "0"), request.args.get("maxResults", str(MOST_RESULTS))
    for name, found in (("nextToken", token), ("maxResults", most)):
        if not re.fullmatch(r"[0-9]{1,9}", found):
            raise BadRequest("INVALID_REQUEST_PARAMETER", f"{name} {found[:80]!r} is none of ours")
    if not 1 <= int(most) <= MOST_RESULTS:
        raise BadRequest("INVALID_REQUEST_PARAMETER", f"maxResults is {most}; 1 to {MOST_RESULTS} are taken")
    return int(token), int(most)
