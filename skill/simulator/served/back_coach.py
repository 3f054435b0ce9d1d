"""The skill that is on the desk unless another is named."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.services import ApiClient

from skill.alexa import build_skill, invoke
from skill.alexa.memory.store import Store
from skill.guidance.content import default_content
from skill.simulator.served.manifest import Manifest
from skill.simulator.served.models import Models
from skill.simulator.served.served import Served

Json = dict[str, Any]

MODELS = Path(__file__).parents[3] / "interaction_model"
STARTERS = ("my back hurts after lifting", "open back coach", "should i use ice or heat", "how do i do the bird dog")


def back_coach(memory: Store | None = None) -> Served:
    """Back Coach, in this process. Without a memory it keeps nothing for next time, and asks nobody."""
    content, built = default_content(), partial(_built, memory)
    return Served(
        models=Models.found(MODELS),
        connect=lambda client: partial(invoke, built(client)),
        manifest=Manifest.read(MODELS / "skill.json"),
        decided=decided,
        kinds={"topics": content.topic_ids, "red flags": list(content.red_flags), "steps": content.step_ids},
        speaker="coach",
        greeting="What's going on with your back?",
        starters=STARTERS,
        build=built,
        memory=memory,
    )


def _built(memory: Store | None, client: ApiClient) -> CustomSkill:
    return build_skill(default_content(), api_client=client, memory=memory)


def decided(answer: Json) -> Json:
    """What Back Coach decided in a turn: it keeps it in the session."""
    told: Json = (answer.get("sessionAttributes") or {}).get("turn") or {}
    return told
