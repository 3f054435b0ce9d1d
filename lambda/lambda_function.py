"""What AWS Lambda runs: Alexa's request goes to the skill, built once when the function starts."""

from __future__ import annotations

import os
from typing import Any

from skill.alexa import build_skill, invoke
from skill.alexa.api_client import TimedApiClient
from skill.alexa.memory.setting import chosen_store

SKILL = build_skill(skill_id=os.environ.get("SKILL_ID"), api_client=TimedApiClient(), memory=chosen_store())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The entry point. Requests for other skills are refused where SKILL_ID is set."""
    return invoke(SKILL, event, context)
