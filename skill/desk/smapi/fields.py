"""What was sent, read field by field. Whatever is not as documented is a BadRequest with Amazon's code for it."""

from __future__ import annotations

import re

from flask import request

from skill.alexa import strict_json
from skill.desk.smapi.protocol import BadRequest, NotFound
from skill.json_reader import Flaw, Kind, Reader

SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
STAGES = ("development", "live", "certified")
MOST_CHARACTERS = 1_000

CODES: dict[Kind, str] = {
    "syntax": "CONTENT_PARSE_FAILURE",
    "missing": "MISSING_REQUIRED_PROPERTY",
    "type": "INVALID_DATA_TYPE",
    "length": "INVALID_STRING_LENGTH",
    "choice": "INVALID_ENUM_VALUE",
    "unknown": "UNEXPECTED_PROPERTY",
    "value": "INVALID_REQUEST_PARAMETER",
}


def refused(flaw: Flaw) -> BadRequest:
    """What Amazon answers to it."""
    return BadRequest(CODES[flaw.kind], str(flaw))


def body() -> Reader:
    """The body of this request, a JSON object."""
    return parsed(request.get_data(), "the body")


def parsed(raw: bytes, name: str) -> Reader:
    """A JSON object in some bytes."""
    found = Reader.parse(raw, refused, name, loads=strict_json.loads)
    found.object()
    return found


def text(field: Reader, otherwise: str | None = None) -> str:
    """A text as somebody may write one."""
    return field.text(otherwise, most=MOST_CHARACTERS)


def skill_id(found: str) -> str:
    """A skill's id. Any of the right form is the skill on the desk."""
    if not SKILL_ID.fullmatch(found):
        form = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
        raise BadRequest("INVALID_STRING_PATTERN", f"skillId {found!r} is no skill id; use one such as {form}")
    return found


def stage(found: str) -> None:
    """The stage a path names. There is only the one that is being developed."""
    if Reader(found, refused, "stage").choice(STAGES) != "development":
        raise NotFound(f"The desk has no {found} stage; use development.")
