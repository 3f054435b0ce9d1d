"""What AWS Lambda runs: Alexa's request goes to the skill, built once when the function starts."""

from __future__ import annotations

import gc

import one_file

gc.disable()  # what a start makes stays: to look through it again and again takes a tenth of a start
one_file.install()  # before anything else is imported

# ruff: noqa: E402
import logging
import os
from typing import Any

from skill.alexa import build_skill, invoke
from skill.alexa.api_client import TimedApiClient
from skill.alexa.logs import JsonLines
from skill.alexa.memory.setting import chosen_store

for each in logging.getLogger().handlers:  # Lambda's own would write down what an exception says
    each.setFormatter(JsonLines())

log = logging.getLogger(__name__)

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ and not os.environ.get("SKILL_ID"):
    raise SystemError("SKILL_ID is not set: any skill's requests would be answered; set it to the id of your skill")

SKILL = build_skill(skill_id=os.environ.get("SKILL_ID"), api_client=TimedApiClient(), memory=chosen_store())
gc.freeze()  # nor is it looked through at any turn
gc.enable()


class Refused(Exception):
    """A request that could not be answered. Lambda logs what it says, so it says the kind of the trouble only."""


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The entry point. Requests for other skills are refused. Raises Refused."""
    try:
        return invoke(SKILL, event, context)
    except Exception as error:
        log.error("a request was refused", exc_info=error)
        kind = type(error).__name__
    raise Refused(kind)
