"""The skill that is on the desk unless another is named."""

from __future__ import annotations

from functools import partial

from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.services import ApiClient

from skill.alexa import build_skill, invoke
from skill.alexa.memory.store import Store
from skill.desk.trace import Decided
from skill.desk.under_test.manifest import Manifest
from skill.desk.under_test.models import Models
from skill.desk.under_test.skill_under_test import SkillUnderTest
from skill.guidance.content import default_content
from skill.interaction_models import MANIFEST, adapters, model_file
from skill.json_reader import Json

STARTERS = ("my back hurts after lifting", "open back coach", "should i use ice or heat", "how do i do the bird dog")


def back_coach(memory: Store | None = None) -> SkillUnderTest:
    """Back Coach, in this process. Without a memory it keeps nothing for next time, and asks nobody."""
    content, built = default_content(), partial(_built, memory)
    return SkillUnderTest(
        models=Models({locale: model_file(locale) for locale in content.locales}, adapted=adapters()),
        connect=lambda client: partial(invoke, built(client)),
        manifest=Manifest.read(MANIFEST),
        decided=decided,
        kinds={"topics": content.topic_ids, "red flags": list(content.red_flags), "steps": content.step_ids},
        speaker="coach",
        greeting="What's going on with your back?",
        starters=STARTERS,
        build=built,
        remembering=back_coach,
        memory=memory,
    )


def _built(memory: Store | None, client: ApiClient) -> CustomSkill:
    return build_skill(default_content(), api_client=client, memory=memory)


def decided(answer: Json) -> Decided:
    """What Back Coach decided in a turn: it keeps it in the session, under "turn"."""
    told: Decided = (answer.get("sessionAttributes") or {}).get("turn", {})
    return told
