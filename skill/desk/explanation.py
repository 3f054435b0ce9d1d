"""Why words were understood as they were: their normal form, the samples nearest to them, and where slots stood."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from skill.desk.answer import SayAnswer
from skill.desk.device_words import spoken_to_skill
from skill.desk.turn_record import TurnRecord
from skill.desk.under_test import LocaleModel
from skill.json_reader import Json
from skill.understanding.templates import templates_of
from skill.understanding.words import norms

NEAREST = 5
"""Samples that are shown."""


def explained(record: TurnRecord) -> Json | None:
    """Of a turn in which something was said; None of any other."""
    if record.turn is None or not record.turn["text"]:
        return None
    model = record.before.model
    words = spoken_to_skill(record.turn["text"], model.model.invocation_name, model.model.language)
    slots = placed(record.turn["text"], _heard(record.turn))
    return {"normal": " ".join(norms(words)), "nearest": nearest(model, words, slots), "slots": slots}


def _heard(turn: SayAnswer) -> dict[str, str]:
    """The words that each slot was heard in; of one that was kept from before, its value."""
    last = next((event["slots"] for event in reversed(turn["trace"]) if event["event"] == "understood"), {})
    return {name: last.get(name, slot["value"]) for name, slot in turn["slots"].items()}


def placed(text: str, values: dict[str, str]) -> list[Json]:
    """Where in the text the words of a slot stand, as far as they are said there: [start, end) in characters."""
    found = []
    for name, value in values.items():
        start = text.lower().find(value.lower())
        if start >= 0 and len(value) < len(text):  # a slot that takes the whole sentence shows nothing
            found.append({"slot": name, "start": start, "end": start + len(value)})
    return found


def nearest(model: LocaleModel, text: str, slots: list[Json]) -> list[Json]:
    """The samples most like the words, with what fills a slot left open in both."""
    said = " ".join(norms(_framed(text, slots)))
    rows = _samples(model)
    found = process.extract(said, [row[2] for row in rows], scorer=fuzz.ratio, limit=NEAREST)
    return [{"intent": rows[at][0], "sample": rows[at][1], "likeness": round(score / 100, 2)} for _, score, at in found]


def _framed(text: str, slots: list[Json]) -> str:
    """The words with a slot's name where its value was said."""
    for slot in sorted(slots, key=lambda each: -each["start"]):
        text = f"{text[: slot['start']]}{slot['slot']}{text[slot['end'] :]}"
    return text


@lru_cache(maxsize=8)
def _samples(model: LocaleModel) -> list[tuple[str, str, str]]:
    """Intent, sample, and the sample in its normal form; also those that Amazon's own intents have by themselves."""
    return [
        (each.intent, each.sample, " ".join(norms(each.sample.replace("{", " ").replace("}", " "))))
        for each in templates_of(model.model)
    ]
