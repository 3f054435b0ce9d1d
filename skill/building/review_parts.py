"""All that can be said, cut into the parts that a clinician reads and signs: a topic, a plan, a step, a red flag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from skill.guidance.content import Content
from skill.guidance.model import Aspect, Step, Topic

Line = tuple[str, str]
"""What it is, and the words."""


@dataclass(frozen=True)
class Section:
    """One noun of the content, or one question of a topic: what is said, and what to know when reading it."""

    title: str
    said: tuple[Line, ...]
    """Words that are spoken or shown."""
    facts: tuple[Line, ...] = ()
    """When they are said, who must not, and the like: never spoken as it stands here."""
    sources: tuple[str, ...] = ()
    review: str = ""
    """What the content file says of its review; empty where it says nothing."""


@dataclass(frozen=True)
class Part:
    """What is signed in one go."""

    id: str
    """The kind and the id of the noun: "topic:ice"."""
    title: str
    sections: tuple[Section, ...]


def parts(content: Content) -> Iterator[Part]:
    """Every part, in the order in which it is read. No word that can be said is missing."""
    for find in (
        _flags, _questions, _alarm_help, _topics, _conditions, _plans, _steps, _constraints, _gates, _course,
        _walking, _pictures, _offers, _activities, _phrases, _locales, _variants,
    ):  # fmt: skip
        yield from find(content)


def _flags(content: Content) -> Iterator[Part]:
    for flag in content.red_flags.values():
        said = (
            *lines(
                flag,
                "say",
                "because",
                "say_for_another",
                "of_family",
                "if_lesser",
                "ask",
                "usual",
                "single",
                "heard",
                "part",
                "name",
            ),
            *(("asked where only that is left", side.ask) for side in flag.sides),
            *(("asked where it may be harmless", ask) for ask in content.clarifying[flag.id]),
        )
        facts = (
            ("urgency", flag.urgency.value),
            ("raised, among others, by", "; ".join(flag.phrases)),
            ("stays quiet at", "; ".join(flag.look_alikes)),
        )
        yield Part(f"flag:{flag.id}", flag.name, (Section("", said, facts, flag.sources, flag.review),))


def _questions(content: Content) -> Iterator[Part]:
    for question in content.questions.values():
        first = Section(
            "",
            lines(question, "ask", "again", "silence", "say", "which", "why"),
            (("stands for", _names(question.flags, content)),),
        )
        asked = (
            Section(part.name, lines(part, "name", "ask", "explain"), (("stands for", _names((part.flag,), content)),))
            for part in question.parts
        )
        yield Part(f"question:{question.id}", "safety question: " + _plain(question.id), (first, *asked))


def _alarm_help(content: Content) -> Iterator[Part]:
    said = ("emergency", "others", "by_car", "for_another", "seen")
    return _each("help", "help with an alarm", content.alarm_help, *said)


def _topics(content: Content) -> Iterator[Part]:
    for topic in content.topics.values():
        general = Section(
            "in general",
            lines(topic, "answer", "more", "safety_net", "instead", "name"),
            (("safety net is said", "every time" if topic.urgent else "once a session"), *_against(topic, content)),
            topic.sources,
            topic.review,
        )
        yield Part(
            f"topic:{topic.id}", topic.name, (general, *(_aspect(topic, each, content) for each in topic.aspects))
        )


def _aspect(topic: Topic, aspect: Aspect, content: Content) -> Section:
    net = (("safety net is said", "every time"),) if aspect.urgent else ()
    against = _against(topic if aspect.avoid_with is None else aspect, content)
    said = lines(aspect, "answer", "more", "instead")
    return Section(aspect.asks[0] + "?", said, (*net, *against), aspect.sources, aspect.review)


def _against(noun: Topic | Aspect, content: Content) -> tuple[Line, ...]:
    if not noun.avoid_with:
        return ()
    return (("not for those who told of", ", ".join(content.conditions[id].said for id in noun.avoid_with)),)


def _conditions(content: Content) -> Iterator[Part]:
    said = tuple((_plain(each.id), each.said) for each in content.conditions.values())
    yield Part("conditions", "how it is named what speaks against advice", (Section("because of", said),))


def _plans(content: Content) -> Iterator[Part]:
    for (onset, kind), plan in content.plans.items():
        facts = [
            (key.replace("_", " "), ", then ".join(content.step(id).name for id in getattr(plan, key)))
            for key in ("steps", "spare", "today")
        ]
        section = Section("", lines(plan, "refer", "intro"), tuple(facts))
        yield Part(f"plan:{onset}.{kind}", f"plan: {onset}, {kind}", (section,))


def _steps(content: Content) -> Iterator[Part]:
    for step in content.steps.values():
        facts = (
            *lines(step, "repeats", "hold_seconds", "duration", "at_most"),
            ("from day", str(step.from_day)),
            ("left out for who told of", _names(step.avoid_with, content) or "nothing"),
            ("comes after", ", ".join(step.gates) or "nothing"),
        )
        said = (
            *lines(step, "say", "brief", "unless", "how", "why", "stop_rule", "dose", "announce", "name"),
            *(("who must not", who) for who in step.not_if),
            *_cues("led", step.led),
        )
        yield Part(f"step:{step.id}", step.name, (Section("", said, facts, step.sources, step.review), *_forms(step)))


def _forms(step: Step) -> Iterator[Section]:
    for name, form in step.forms.items():
        yield Section(_plain(name), _cues("", form), lines(form, "repeats", "hold_seconds"))


def _cues(before: str, noun: Any) -> tuple[Line, ...]:
    cues = asdict(noun) if noun else {}
    said = {key: value for key, value in cues.items() if isinstance(value, str) and value and key != "sides"}
    return tuple((f"{before} {_plain(key)}".strip(), value) for key, value in said.items())


def _constraints(content: Content) -> Iterator[Part]:
    def facts(each: Any) -> tuple[Line, ...]:
        return (("rules out", ", ".join(each.rules_out) or "nothing"),)

    return _each("constraint", "cannot, or has not got", content.constraints, "say", facts=facts)


def _gates(content: Content) -> Iterator[Part]:
    def facts(each: Any) -> tuple[Line, ...]:
        return (("passes with", each.passes),)

    return _each("gate", "before going back to sport", content.gates, "ask", "otherwise", facts=facts)


def _course(content: Content) -> Iterator[Part]:
    def facts(each: Any) -> tuple[Line, ...]:
        days = {"the same is too long": each.same_from_day, "worse is too much": each.worse_from_day}
        return tuple((f"{what} from day", str(day)) for what, day in days.items())

    yield from _each("course", "the course over days", content.course, "today", "ahead")
    yield from _each("course", "how long may stay as it is", content.time_ladder, facts=facts)


def _walking(content: Content) -> Iterator[Part]:
    weeks = (
        (f"week {each.id}", f"{each.times} walks of {each.minutes} minutes" + ", an easy week" * each.easy)
        for each in content.walking.values()
    )
    yield Part("walking", "the walking program", (Section("", (), tuple(weeks)),))


def _pictures(content: Content) -> Iterator[Part]:
    return _each("picture", "what a pain fits", content.pictures, "ask", "fits")


def _offers(content: Content) -> Iterator[Part]:
    for each in content.offers.values():
        section = Section("", lines(each, "ask"), (("after", ", ".join(each.after)),))
        yield Part(f"offer:{each.id}", "offered: " + _plain(each.id), (section,))


def _activities(content: Content) -> Iterator[Part]:
    for each in content.activities.values():
        facts = (("warns of dark pee", "yes" if each.rhabdo else "no"),)
        said = lines(each, "ease_off", "back_to_it", "prevention", "watch", "name")
        yield Part(f"activity:{each.id}", each.name, (Section("", said, facts, each.sources, each.review),))


def _phrases(content: Content) -> Iterator[Part]:
    single = {name: value for name, value in content.phrases.items() if not isinstance(value, dict)}
    tables = {"single": single, **{name: value for name, value in content.phrases.items() if name not in single}}
    for name, table in tables.items():
        yield Part(f"phrases:{name}", "said around it: " + _plain(name), (Section("", tuple(_flat(table, ""))),))


def _flat(value: object, key: str) -> Iterator[Line]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _flat(below, f"{key} {_plain(name)}".strip())
    else:
        yield from ((key, str(text)) for text in (value if isinstance(value, list) else [value]))


def _locales(content: Content) -> Iterator[Part]:
    for id in (*content.locales, "elsewhere"):
        locale = content.locale(id)
        said = tuple((_plain(key), words) for key, words in locale.words.items())
        yield Part(
            f"locale:{id}", f"numbers and words of {id}", (Section("", said, (), locale.sources, locale.review),)
        )


def _variants(content: Content) -> Iterator[Part]:
    for english, table in ((english, table) for english, table in content.variants.items() if table):
        said = tuple((f"instead of {american}", said) for american, said in table.items())
        yield Part(f"variants:{english}", f"{english} words", (Section("", said),))


def _each(
    kind: str,
    title: str,
    nouns: Mapping[str, Any],
    *said: str,
    facts: Callable[[Any], tuple[Line, ...]] = lambda each: (),
) -> Iterator[Part]:
    """A part for each noun of a file, with these keys of it said."""
    for id, each in nouns.items():
        section = Section("", lines(each, *said), facts(each), each.sources, each.review)
        yield Part(f"{kind}:{id}", f"{title}: {_plain(id)}", (section,))


def lines(noun: object, *keys: str) -> tuple[Line, ...]:
    """What these keys of a noun hold, without the empty ones."""
    return tuple((_plain(key), str(getattr(noun, key))) for key in keys if getattr(noun, key))


def _names(flags: Iterable[str], content: Content) -> str:
    return ", ".join(content.red_flags[id].name for id in flags)


def _plain(key: str) -> str:
    return key.replace("_", " ")
