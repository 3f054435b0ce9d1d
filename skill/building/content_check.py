"""What can be wrong with the content: lengths, words that must not be spoken, ids that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import isodate

from skill.building import coaching_check, course_check
from skill.building.spoken_texts import spoken_texts
from skill.guidance import triage
from skill.guidance.content import ELSEWHERE, UNKNOWN_ACTIVITY, Content, fill, placeholders
from skill.guidance.model import (
    Activity,
    AlarmHelp,
    Aspect,
    Constraint,
    Country,
    Gate,
    Picture,
    RedFlag,
    Stage,
    Step,
    TimeLadder,
    Topic,
    Urgency,
)

Cited = (
    Topic | Aspect | Step | Activity | RedFlag | Constraint | Gate | AlarmHelp | Country | Stage | TimeLadder | Picture
)
"""The nouns that name their sources."""

MOST_WORDS = {
    "topic.answer": 40,
    "topic.more": 40,
    "topic.instead": 40,
    "topic.safety_net": 25,
    "step.say": 30,
    "step.brief": 12,
    "step.how": 70,
    "step.unless": 8,
    "cue.ready": 12,
    "cue.go": 12,
    "cue.back": 12,
    "cue.other": 12,
    "form.say": 30,
    "level.say": 12,
    "plan.intro": 15,
    "plan.refer": 20,
    "constraint.say": 20,
    "gate.ask": 12,
    "gate.otherwise": 15,
    "stage.today": 15,
    "stage.ahead": 10,
    "picture.ask": 12,
    "picture.fits": 15,
    "offer.ask": 12,
    "activity.ease_off": 14,
    "activity.back_to_it": 25,
    "activity.prevention": 30,
    "activity.watch": 20,
    "flag.say": 55,
    "flag.say_for_another": 55,
    "flag.single": 8,
    "flag.heard": 8,
    "flag.because": 22,
    "flag.if_lesser": 25,
    "flag.clarify": 25,
    "flag.side": 12,
    "question.ask": 30,
    "question.say": 45,
}
"""How many words fit into one breath, or into what somebody listens to."""

FROM_THE_CASE = frozenset(
    {
        "parts", "points", "signs", "timed", "names", "sign", "because", "told",
        "ease_off", "back_to_it", "count", "number", "left", "total", "who", "some", "name", "part", "dose",
        "weekday", "month", "day", "hour", "minute", "clock", "when", "length", "start", "again", "words", "country",
        "task",
    }
)  # fmt: skip
"""Placeholders the conversation fills in; all others are the locale's."""

NEVER_SPOKEN = re.compile(
    r"\b(milligrams?|mg|balmorex|advil|tylenol|motrin|aleve|nurofen|voltaren|calpol"
    r"|toxins?|knots?|guaranteed?|cures?|heals?|you'll be fine|it's only|don't worry|doctor.approved"
    r"|bed rest is|push through)\b",
    re.IGNORECASE,
)
"""Doses, brands, promises and myths (guidance: never diagnose, never promise, no supplement advertising)."""

ODD_CHARACTERS = re.compile(r"[^A-Za-z0-9 ,.?'\-{}_]")
HYPHEN_AS_DASH = re.compile(r"(^|\s)-|-(\s|$)")
OTHER_COUNTRIES = ("eu", "new_zealand", "singapore", "hong_kong")
"""Rows of countries.toml that are no locale, and are known all the same."""
VERDICTS = ("keep", "qualify", "correct", "leave_out", "add")
COLD_AND_HEAT = ("cold_pack", "warmth", "cold_or_warmth", "warm_bath")
MOST_SECONDS = 20 * 60
"""Cold and heat: twenty minutes at most (NHS, Sprains and strains)."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of the content."""
    yield from _spoken(content)
    yield from _sources(content)
    yield from _claims(content)
    yield from _ids(content)
    yield from _durations(content)
    yield from coaching_check.problems(content)
    yield from course_check.problems(content)
    yield from _alarms(content)


def _spoken(content: Content) -> Iterator[str]:
    for kind, where, text in spoken_texts(content):
        for locale in (*content.locales.values(), content.locale(ELSEWHERE)):
            unknown = placeholders(text) - FROM_THE_CASE - locale.words.keys()
            if unknown:
                yield f"{where}: {{{', '.join(sorted(unknown))}}} has no words in {locale.id}; add them to locales.toml"
                continue
            words = len(fill(text, {**dict.fromkeys(FROM_THE_CASE, ""), **locale.words}).split())
            most = MOST_WORDS.get(kind)
            if most and words > most:
                yield f"{where}: {words} words in {locale.id}; at most {most} can be taken in, so shorten it"
        if found := NEVER_SPOKEN.search(text):
            yield f"{where}: says {found.group()!r}, which must not be spoken; say it differently"
        if where.startswith("phrases.toml: card"):
            continue  # read, not heard
        if found := ODD_CHARACTERS.search(text) or HYPHEN_AS_DASH.search(text):
            yield f"{where}: {found.group()!r} is no way to speak; use words, commas and full stops"


def _sources(content: Content) -> Iterator[str]:
    cited: list[tuple[str, Cited]] = []
    for topic in map(content.topic, content.topic_ids):
        cited += [(f"topics/{topic.id}.toml", topic)]
        cited += [(f"topics/{topic.id}.toml: {aspect.id}", aspect) for aspect in topic.aspects]
    cited += [(f"steps/{id}.toml", content.step(id)) for id in content.step_ids]
    cited += [(f"activities.toml [{id}]", activity) for id, activity in content.activities.items()]
    cited += [(f"constraints.toml [{id}]", constraint) for id, constraint in content.constraints.items()]
    cited += [(f"gates.toml [{id}]", gate) for id, gate in content.gates.items()]
    cited += [(f"course.toml [{id}]", stage) for id, stage in content.course.items()]
    cited += [(f"time_ladder.toml [{id}]", ladder) for id, ladder in content.time_ladder.items()]
    cited += [(f"pictures.toml [{id}]", picture) for id, picture in content.pictures.items()]
    cited += [(f"alarm_help.toml [{id}]", help) for id, help in content.alarm_help.items()]
    cited += [(f"countries.toml [{id}]", country) for id, country in content.countries.items()]
    cited += [(f"red_flags.toml [{id}]", flag) for id, flag in content.red_flags.items()]
    for where, noun in cited:
        if not noun.sources:
            yield f"{where}: names no source; add the id of one from sources.toml"
        for id in noun.sources:
            if id not in content.sources:
                yield f"{where}: source {id!r} is not in sources.toml; add it there or correct the id"
        if not noun.review:
            yield f'{where}: review is empty; say "unreviewed" until a clinician has signed'
    ids = {id for _, noun in cited for id in noun.sources}
    ids |= {id for locale in (*content.locales.values(), content.locale(ELSEWHERE)) for id in locale.sources}
    for id, source in content.sources.items():
        if id not in ids:
            yield f"sources.toml [{id}]: nobody cites it; cite it where it belongs, or remove it"
        elif not source.supports:
            yield f"sources.toml [{id}]: supports is empty; say which statement it holds"


def _claims(content: Content) -> Iterator[str]:
    """Every claim of the articles is carried by a noun that there is, or left out for a reason."""
    known = {*(f"topic:{id}" for id in content.topics), *(f"step:{id}" for id in content.steps)}
    known |= {f"activity:{id}" for id in content.activities}
    claims = list(content.claims)
    if not claims:
        yield "claims.toml: claim missing; add the claims of the articles"
    for claim in claims:
        where = f"claims.toml [[claim]] {claim.id}"
        if claim.verdict not in VERDICTS:
            yield f"{where}: verdict {claim.verdict!r} is none of {', '.join(VERDICTS)}; correct it"
        if bool(claim.carried_by) == bool(claim.left_out_because):
            yield f"{where}: is either carried or left out; fill carried_by or left_out_because"
        for id in sorted(set(claim.carried_by) - known):
            yield f"{where}: {id!r} is not in the content; correct the id"


def _ids(content: Content) -> Iterator[str]:
    if UNKNOWN_ACTIVITY not in content.activities:
        yield f"activities.toml: {UNKNOWN_ACTIVITY} missing; add what is said where nobody knows the activity"
    for step in map(content.step, content.step_ids):
        for id in step.avoid_with:
            if id not in content.red_flags:
                yield f"steps/{step.id}.toml: avoid_with names {id!r}, not in red_flags.toml; correct the id"
        if step.stretch and not step.repeats:
            yield f"steps/{step.id}.toml: a stretch says how often; add repeats"
    for question in content.questions.values():
        if len(question.flags) > 4:
            yield f"safety_questions.toml [{question.id}]: {len(question.flags)} parts; four are the most"
        for id in question.flags:
            if id not in content.red_flags:
                yield f"safety_questions.toml [{question.id}]: {id!r} is not in red_flags.toml; correct the id"


def _durations(content: Content) -> Iterator[str]:
    for step in map(content.step, content.step_ids):
        if bool(step.duration) != bool(step.announce):
            yield f"steps/{step.id}.toml: duration and announce belong together; add the other"
        for key in ("duration", "at_most") if step.id in COLD_AND_HEAT else ():
            seconds = isodate.parse_duration(getattr(step, key) or "P1D").total_seconds()
            if seconds > MOST_SECONDS:
                yield f"steps/{step.id}.toml: {key} is missing or too long; cold and heat stop at twenty minutes"


def _alarms(content: Content) -> Iterator[str]:
    for id, flag in content.red_flags.items():
        if flag.urgency == Urgency.EMERGENCY and "{emergency_number}" not in flag.say.partition(".")[0]:
            yield f"red_flags.toml [{id}]: an emergency says {{emergency_number}} in its first sentence"
        for constraint in sorted(set(flag.usual_with) - set(content.constraints)):
            yield f"red_flags.toml [{id}]: usual_with names {constraint!r}, which constraints.toml does not have"
        if triage.stops(flag) and not flag.because:
            yield f"red_flags.toml [{id}]: because is missing; say in one sentence why it can't wait"
    for id in (*content.locales, *OTHER_COUNTRIES):
        if id not in content.countries:
            yield f"countries.toml: {id} is missing; add it, for somebody who is there with a device of another country"
    for id, country in content.countries.items():
        if country.locale and content.locale(country.locale).words["emergency_number"] != country.number:
            yield f"countries.toml [{id}]: {country.number} is not the number of {country.locale}; correct one of them"
