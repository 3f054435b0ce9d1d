"""What Amazon refuses when an interaction model is built, what she builds but never hears, and what she builds but
advises against: of anybody's model.

The rules are those of Amazon's documentation. Whatever cannot be known here, such as a phrase that another skill owns,
is not looked at.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from skill.building.sound_parts import sound_parts
from skill.desk.under_test.old_format import REFUSAL, is_old
from skill.json_reader import Json
from skill.understanding import FALLBACK, Intent, InteractionModel, conflicts
from skill.understanding.interaction_model import SLOT_IN_SAMPLE
from skill.understanding.words import norms

_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u3099\u309a"
"""What is written on a letter rather than as one: accents, and vowels of Hindi."""
REFUSED = re.compile(rf"[^\w\s'.,&\u2019{_MARKS}-]")
"""What may not stand in a sample, besides its slots."""
CONNECTORS = ("from", "to", "about", "for", "if", "whether", "and")
"""Words that Alexa takes for the link behind "ask back coach". Inside a session they would not matter."""
LAUNCH_WORDS = {"ask", "tell", "open", "launch", "run", "start", "begin", "use", "play", "load", "resume"}
WAKE_WORDS = {"alexa", "amazon", "echo", "computer", "skill", "app"}
INVOCATION = re.compile(rf"[^\W\d_](?:[^\W\d_]|[ .'{_MARKS}])*")
COMPOUNDING = ("de", "ja")
"""Languages that write several words as one, without spaces between them."""
NEEDED = {"AMAZON.CancelIntent", "AMAZON.HelpIntent", "AMAZON.StopIntent"}
NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
AMAZONS = "AMAZON."
SEARCH = "AMAZON.SearchQuery"
KEYS: dict[str, tuple[str, ...]] = {
    "interactionModel": ("languageModel", "dialog", "prompts"),
    "languageModel": ("invocationName", "intents", "types", "modelConfiguration"),
    "intents": ("name", "slots", "samples", "generatedBy"),
    "slots": ("name", "type", "samples", "multipleValues", "slotTypeReference"),
    "types": ("name", "values", "valueSupplier", "slotTypeReference", "generatedBy"),
    "values": ("id", "name"),
    "dialog": ("intents", "delegationStrategy"),
    "prompts": ("id", "variations"),
    "variations": ("type", "value"),
}
"""What an object of each list or key may hold. Other keys are never read, and one that is misspelt is not missed."""
DIALOG_KEYS: dict[str, tuple[str, ...]] = {
    "intents": ("name", "confirmationRequired", "prompts", "slots", "delegationStrategy"),
    "slots": ("name", "type", "confirmationRequired", "elicitationRequired", "prompts", "validations"),
}
"""The same inside `dialog`."""


@cache
def amazons() -> Mapping[str, frozenset[str]]:
    """The names of Amazon's own slot types and intents."""
    listed = tomllib.loads(files("skill.building").joinpath("amazons_names.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(names.split()) for kind, names in listed.items()}


def problems(raw: Json, file: str) -> Iterator[str]:
    """Every problem of a model as its file holds it, one sentence each."""
    if is_old(raw):
        yield f"{file}: it is in {REFUSAL}"
        return
    yield from (f"{file}: {each}" for each in _keys(raw))
    unread, sound = sound_parts(raw, file)
    yield from unread
    if sound is None:
        return
    model = InteractionModel.parse(sound, file)
    for problem in (*_of_model(model), *_dialog(sound, model)):
        yield f"{file}: {problem}"


def habits(raw: Json, file: str, is_widened: bool = False) -> Iterator[str]:
    """What Amazon builds and advises against, one sentence each.

    Of one that `is_widened` sentences of two intents are not looked for: the wider one holds all that it has.
    """
    model = InteractionModel.parse(raw, file)
    if model.intent(FALLBACK) is None:
        yield f"{file}: {FALLBACK} missing: what means nothing is taken for the nearest intent; add it"
    if len(model.invocation_name.split()) == 1 and file[:2] not in COMPOUNDING:
        name = f"invocationName {model.invocation_name!r}"
        yield f"{file}: {name} is one word, which Amazon lets only brands publish; use two"
    for intent in model.intents:
        yield from (f"{file}: {each}" for each in _odd_samples(intent, _asked_for(raw, intent.name)))
    for conflict in () if is_widened else conflicts(model):
        yield f"{file}: {conflict}; keep it in one intent"


def _keys(raw: Any, place: str = "", known: tuple[str, ...] = (), in_dialog: bool = False) -> Iterator[str]:
    """Keys that Amazon does not know."""
    if isinstance(raw, list):
        for at, each in enumerate(raw):
            yield from _keys(each, f"{place}[{at}]", known, in_dialog)
        return
    if not isinstance(raw, dict):
        return
    for key, value in raw.items():
        where = f"{place}.{key}" if place else str(key)
        if known and key not in known:
            meant = get_close_matches(str(key), known, 1)
            yield f"{where}: Amazon knows no such key; {f'write {meant[0]}' if meant else 'remove it'}"
            continue
        inside = in_dialog or key == "dialog"
        if key == "prompts" and isinstance(value, dict):  # in a dialog: what is asked, by its kind
            continue
        allowed = (DIALOG_KEYS.get(key) if in_dialog else None) or KEYS.get(key, ())
        if allowed:
            yield from _keys(value, where, allowed, inside)


def _asked_for(raw: Json, intent: str) -> frozenset[str]:
    """The slots of an intent that a dialog may fill, which no sample has to have."""
    dialogs = (_inner(raw).get("dialog") or {}).get("intents") or []
    return frozenset(
        slot.get("name") for told in dialogs if told.get("name") == intent for slot in told.get("slots") or []
    )


def _of_model(model: InteractionModel) -> Iterator[str]:
    yield from _invocation(model.invocation_name)
    names = [intent.name for intent in model.intents]
    if missing := NEEDED - set(names):
        yield f"{', '.join(sorted(missing))} missing; Amazon demands it"
    for intent in model.intents:
        yield from _intent(intent)
    for type in model.types:
        if not (type.values or type.name.startswith("AMAZON.")):
            yield f"type {type.name} has no values; add some, or remove it"


def _invocation(name: str) -> Iterator[str]:
    words = name.split()
    if not words:
        yield "invocationName is missing; give the words that open the skill"
        return
    if digits := re.findall(r"\d+", name):
        yield f"invocationName {name!r} has the digits {digits[0]}; write numbers as words"
    elif name != name.lower() or not INVOCATION.fullmatch(name):
        yield f"invocationName {name!r}: small letters, spaces, apostrophes and full stops alone; write it so"
    if not 2 <= len(name) <= 50:
        yield f"invocationName {name!r} has {len(name)} characters; use 2 to 50"
    if taken := [word for word in words if word in LAUNCH_WORDS | WAKE_WORDS]:
        yield f"invocationName {name!r} holds {taken[0]!r}, which means something to Alexa; use another word"


def _intent(intent: Intent) -> Iterator[str]:
    name = intent.name
    if name.startswith("AMAZON."):
        if name not in amazons()["intents"]:
            yield f"{name}: Amazon has no such intent{_meant(name, amazons()['intents'])}"
    elif not NAME.fullmatch(name):
        yield f"{name}: letters and underscores alone; rename it"
    elif not intent.samples:
        yield f"{name} has no samples, so nobody can say it; add some"
    for slot, kind in intent.slots.items():
        if not NAME.fullmatch(slot.removeprefix(AMAZONS)):  # of which a library of Amazon's makes AMAZON.NUMBER
            yield f"{name}: slot {slot!r}: letters and underscores alone; rename it"
        if kind.startswith("AMAZON.") and kind not in amazons()["types"]:
            yield f"{name}: slot {slot}: Amazon has no type {kind}{_meant(kind, amazons()['types'])}"
    yield from _samples(intent)


def _meant(name: str, known: frozenset[str]) -> str:
    found = get_close_matches(name, known, 1, 0.7)
    return f"; write {found[0]}" if found else "; use one that there is"


def _samples(intent: Intent) -> Iterator[str]:
    for sample in intent.samples:
        where = f"{intent.name}: {sample!r}"
        inside = SLOT_IN_SAMPLE.findall(sample)
        if not sample.strip():
            yield f"{intent.name}: a sample is empty; write one, or remove it"
            continue
        if wrong := REFUSED.findall(SLOT_IN_SAMPLE.sub("", sample)):
            yield f"{where} has {wrong[0]!r}, a character Amazon refuses; spell it out"
        if len(inside) != len(set(inside)):
            yield f"{where} uses a slot twice; use it once"
        searched = [slot for slot in inside if intent.slots.get(slot) == SEARCH]
        if searched and len(inside) > 1:
            yield f"{where}: a search query goes with no other slot; keep {searched[0]} alone"
        elif searched and re.fullmatch(r"\s*\{[^}]*\}\s*", sample):
            yield f"{where}: a search query needs a carrier word; write one beside it"


def _odd_samples(intent: Intent, asked: frozenset[str]) -> Iterator[str]:
    """`asked`: the slots that a dialog may fill, which no sample has to have."""
    seen = set[str]()
    for sample in filter(str.strip, intent.samples):
        where = f"{intent.name}: {sample!r}"
        if sample.split()[0] in CONNECTORS:
            yield f"{where} begins with a connector word that Alexa eats; begin with another"
        plain = " ".join(sample.lower().split())
        if plain in seen:
            yield f"{where} is there twice; remove one"
        seen.add(plain)
    said = [*intent.samples, *(sample for answers in intent.answers.values() for sample in answers)]
    used = {slot for sample in said for slot in SLOT_IN_SAMPLE.findall(sample)}
    if intent.samples and (unused := intent.slots.keys() - used - intent.answers.keys() - asked):
        yield f"{intent.name}: no sample uses {', '.join(sorted(unused))}; use it or remove the slot"


def _dialog(raw: Json, model: InteractionModel) -> Iterator[str]:
    """Prompts that are named and not there, and dialogs about what is not declared."""
    inner = _inner(raw)
    dialog = inner.get("dialog") or {}
    prompts = {each.get("id"): each.get("variations") or [] for each in inner.get("prompts") or []}
    for id, variations in prompts.items():
        if not any(each.get("value") for each in variations):
            yield f"prompt {id} has no words; add a variation"
    for told in dialog.get("intents") or []:
        name = told.get("name", "")
        intent = model.intent(name)
        if intent is None:
            yield f"dialog: {name} is no intent of the model; declare it"
            continue
        yield from _asked(f"dialog: {name}", told, prompts, (("confirmationRequired", "confirmation"),))
        for slot in told.get("slots") or []:
            where = f"dialog: {name}.{slot.get('name')}"
            if slot.get("name") not in intent.slots:
                yield f"{where}: the intent declares no such slot; declare it"
            wants = (("elicitationRequired", "elicitation"), ("confirmationRequired", "confirmation"))
            yield from _asked(where, slot, prompts, wants)
            for rule in slot.get("validations") or []:
                if rule.get("prompt") not in prompts:
                    yield f"{where}: a validation names the prompt {rule.get('prompt')!r}; add it to prompts"


def _inner(raw: Json) -> Json:
    found: Json = raw.get("interactionModel", raw)
    return found


def _asked(where: str, told: Json, prompts: Json, wants: tuple[tuple[str, str], ...]) -> Iterator[str]:
    named = told.get("prompts") or {}
    for flag, kind in wants:
        if told.get(flag) and not named.get(kind):
            yield f"{where}: {flag} needs prompts.{kind}; name a prompt"
        elif named.get(kind) and named[kind] not in prompts:
            yield f"{where}: prompts.{kind} names {named[kind]!r}; add it to prompts"


def notes(raw: Json, file: str) -> Iterator[str]:
    """What Amazon builds, and may still take for something else than was meant."""
    model = InteractionModel.parse(raw, file)
    for type in model.types:
        seen: dict[str, str] = {}
        for value in type.values:
            for words in {value.value.lower(), *(each.lower() for each in value.synonyms)}:
                if seen.setdefault(words, value.value) != value.value:
                    yield f"{file}: type {type.name}: {words!r} stands for {seen[words]!r} and for {value.value!r}"
    told: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for intent in model.intents:
        for sample in intent.samples:
            told[_bag(sample, intent)].append((intent.name, sample))
    for rows in told.values():
        for name, sample in rows[1:]:
            if name != rows[0][0] and sample.split() != rows[0][1].split():
                yield f"{file}: {sample!r} of {name} and {rows[0][1]!r} of {rows[0][0]} are the same words"


def _bag(sample: str, intent: Intent) -> tuple[str, ...]:
    """The words of a sample in no order, with the types of its slots."""
    return tuple(sorted(norms(SLOT_IN_SAMPLE.sub(lambda slot: intent.slots[slot[1]].split(".")[-1], sample))))
