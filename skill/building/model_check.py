"""What can be wrong with our interaction model besides Amazon's rules: ids that do not meet the content's."""

from __future__ import annotations

from collections.abc import Iterator

from skill.building import model_rules
from skill.dialogue.intents import intent_of
from skill.dialogue.policy import MOVES
from skill.guidance.content import UNKNOWN_ACTIVITY, Content
from skill.guidance.model import Topic
from skill.interaction_models import adapters, interaction_model, model_file
from skill.understanding import InteractionModel

FEWEST_SAMPLES = 20
ASPECT = "Aspect"
"""The slot of a topic's intent that holds which of its questions is asked."""
NOT_SPOKEN = {"LaunchRequest", "Connections.Response"}
MANY_SAMPLES = {"ReportPainIntent": 60, "ReportSymptomIntent": 60}
"""Telling what hurts has the most wordings of all."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of every interaction model."""
    adapted = adapters()
    widened = {model_file(id) for id in adapted}
    alike = {(model_file(id), adapted.get(id)): id for id in reversed(content.locales)}
    for (source, adapt), locale in alike.items():  # locales whose models are made alike are looked at once
        file = f"{locale}.json"
        raw = interaction_model(locale)
        yield from model_rules.problems(raw, file)
        yield from model_rules.habits(raw, file, is_widened=not adapt and source in widened)
        model = InteractionModel.parse(raw, file)
        yield from _enough(model, file)
        yield from _handled(model, content, file)
        yield from _particulars(model, content, file)
        yield from values(model, content, file)


def _enough(model: InteractionModel, file: str) -> Iterator[str]:
    for intent in model.intents:
        fewest = MANY_SAMPLES.get(intent.name, FEWEST_SAMPLES)
        if not intent.name.startswith("AMAZON.") and len(intent.samples) < fewest:
            yield f"{file}: {intent.name} has {len(intent.samples)} samples; write at least {fewest}"


def _handled(model: InteractionModel, content: Content, file: str) -> Iterator[str]:
    topics = {intent_of(id): id for id in content.topic_ids}
    known = MOVES.keys() | topics.keys()
    named = {intent.name for intent in model.intents}
    for name in sorted(named - known):
        yield f"{file}: nobody handles {name}; add a move or a topic, or remove the intent"
    for name in sorted(known - named - NOT_SPOKEN):
        yield f"{file}: {name} is missing; add the intent with samples"


def _asked(content: Content) -> Iterator[tuple[str, Topic]]:
    """The topics in which particular questions are answered."""
    return ((id, topic) for id, topic in content.topics.items() if topic.aspects)


def _aspects_of(topic_id: str) -> str:
    """The slot type whose values are the questions of a topic."""
    return f"{topic_id.upper()}_ASPECT"


def _particulars(model: InteractionModel, content: Content, file: str) -> Iterator[str]:
    """Each topic's intent hears which of its questions is asked."""
    for id, _ in _asked(content):
        intent = model.intent(intent_of(id))
        if intent and intent.slots.get(ASPECT) != _aspects_of(id):
            yield f"{file}: {intent.name} has no slot {ASPECT} of the type {_aspects_of(id)}; add it, with samples"


def values(model: InteractionModel, content: Content, file: str) -> Iterator[str]:
    """Slot value ids are content ids, both ways."""
    expected: dict[str, tuple[str, set[str]]] = {
        "ACTIVITY": ("activities.toml", set(content.activities) - {UNKNOWN_ACTIVITY}),
        "STRETCH": ("steps", {step.id for step in content.stretches}),
        "SYMPTOM": ("red_flags.toml", set(content.red_flags)),
        "TIMED_STEP": ("steps", {step.id for step in map(content.step, content.step_ids) if step.duration}),
        "RECURRENCE": ("intake.toml [recurrence]", set(content.intake.recurrence)),
        "REMINDER_TASK": (
            "phrases.toml [reminder.tasks]",
            {*content.phrases.get("reminder", {}).get("tasks", ())} - {"default"},
        ),
        "CONSTRAINT": ("constraints.toml", set(content.constraints)),
        "HELP_MATTER": ("alarm_help.toml", set(content.alarm_help)),
        "ONSET_DAY": ("intake.toml", {*content.intake.onset_hours, *content.intake.weekdays}),
    }
    expected |= {
        _aspects_of(id): (f"topics/{id}.toml", {one.id for one in topic.aspects}) for id, topic in _asked(content)
    }
    for type in model.types:
        for value in type.values:
            if not value.synonyms:
                yield f"{file}: {type.name}: {value.id!r} has no synonym, and Amazon's schema demands one; add it"
        if type.name not in expected:
            continue
        ids, (where, known) = {value.id for value in type.values}, expected[type.name]
        for id in sorted(str(id) for id in ids - known):
            yield f"{file}: {type.name} has {id!r}, missing in {where}; add it there or correct the id"
        if type.name == "HELP_MATTER":  # what has cues is heard in any words
            known -= {each.id for each in content.alarm_help.values() if each.cues}
        for id in sorted(known - ids):
            yield f"{file}: {type.name} has no value {id!r}; add it with what people say"
