"""All that can be said to the coach, as far as the conversation can tell it apart."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from skill.dialogue.alert_state import Consent
from skill.dialogue.intents import topic_of
from skill.dialogue.turn import Turn
from skill.guidance.model import RedFlag
from skill.guidance.triage import NO_PLAN, STANDS
from tests.dialogue.conversation import CONTENT, Conversation

MODEL = Path(__file__).parents[2] / "interaction_model" / "en-US.json"
Said = str | tuple[str, str]
"""Words, or words and the id that they mean."""


@dataclass(frozen=True)
class Answer:
    """One thing to say."""

    name: str
    intent: str
    slots: dict[str, Said] = field(default_factory=dict)
    consent: Consent | None = None
    tells: tuple[str, ...] = ()
    """The red flags it tells of."""
    is_a_no: bool = False
    """Whether it denies something."""
    denies: tuple[str, ...] = ()
    """The red flags it denies by name."""

    def to(self, conversation: Conversation) -> Turn:
        """The turn that comes of it."""
        return conversation.say(self.intent, self.consent, **self.slots)

    def __str__(self) -> str:
        return self.name


@cache
def kind_of(flag: RedFlag) -> str:
    """A flag that the conversation treats alike: as urgent, in the same questions, as private, as hard to take back."""
    return " ".join([manners_of(flag), *(each.id for each in CONTENT.questions.values() if flag.id in each.flags)])


@cache
def manners_of(flag: RedFlag) -> str:
    """How a flag is dealt with once it is raised."""
    manners = ["private"] * flag.private + ["no plan"] * (flag.id in NO_PLAN) + ["stands"] * (flag.id in STANDS)
    return " ".join([flag.urgency.value, *manners])


KINDS = {kind_of(flag): flag.id for flag in reversed(list(CONTENT.red_flags.values()))}
"""One red flag of every kind, the first."""


def intents() -> list[str]:
    """Every intent of the interaction model, and the other requests that are answered in speech."""
    model = json.loads(MODEL.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]
    return [intent["name"] for intent in model["intents"]]


def bare() -> list[Answer]:
    """Every intent without any slot."""
    names = ["LaunchRequest", "SessionResumedRequest", *intents(), "NobodysIntent"]
    return [Answer(name, name, is_a_no=name == "AMAZON.NoIntent") for name in names]


def is_topic(answer: Answer) -> bool:
    """Whether it asks for a topic."""
    return topic_of(answer.intent, CONTENT.topics) is not None


def topics_alike() -> set[str]:
    """Topics that are all treated as one of those left, while an alarm stands and without one."""
    helps = [set(help.topics) & set(CONTENT.topics) for help in CONTENT.alarm_help.values()]
    others = set(CONTENT.topics) - set().union(*helps)
    return {id for alike in [*helps, others] for id in sorted(alike)[1:]}


def told(flag: RedFlag) -> Answer:
    """A red flag in words of its own."""
    return Answer(f"told of {flag.id}", "DescribeIntent", {"Description": flag.phrases[0]}, tells=(flag.id,))


def denials() -> list[Answer]:
    """Every part of a safety question, denied by name."""
    parts = [part for question in CONTENT.questions.values() for part in question.parts]
    return [
        Answer(f"no {part.name}", "AnswerIntent", {"Denied": part.name}, is_a_no=True, denies=(part.flag,))
        for part in parts
    ]


WORDS = [
    Answer("none of that", "AnswerIntent", {"NoneOf": "of that"}, is_a_no=True),
    Answer("a soft no", "AnswerIntent", {"NotSo": "really"}),
    Answer("a soft no to a sign", "DescribeIntent", {"Description": "not that i noticed any numbness"}, is_a_no=True,
           denies=("cauda_equina", "both_legs", "one_leg_weakness")),
    Answer("a doubt about a sign", "AnswerIntent", {"Doubted": "a bit numb"}),
    Answer("a bare sign", "AnswerIntent", {"Symptom": "numbness"}),
    Answer("no but a sign", "AnswerIntent", {"Description": "no apart from the numbness"}),
    Answer("no but a fever", "AnswerIntent", {"Description": "no but i have a fever"}, tells=("fever_or_infection",)),
    Answer("no and something else", "AnswerIntent", {"Denied": "the dog is barking"}),
    Answer("yes in words", "AnswerIntent", {"Affirmed": "i do"}),
    Answer("which one: the fall", "AnswerIntent", {"Which": "the fall", "Description": "the fall"}),
    Answer("noise", "DescribeIntent", {"Description": "purple elephants everywhere"}),
    Answer("an ambiguous sign", "DescribeIntent", {"Description": "my legs are like jelly"}),
    Answer("a sign only asked about", "DescribeIntent", {"Description": "what if i get chest pain"}),
    Answer("pain again", "ReportPainIntent", {"BodyArea": "lower back"}),
    Answer("pain after lifting", "ReportPainIntent", {"Activity": ("lifting", "lifting")}),
    Answer("severe pain again", "ReportPainIntent", {"Severity": ("really bad", "severe")}),
    Answer("since yesterday", "ReportPainIntent", {"OnsetDay": ("yesterday", "yesterday")}),
    Answer("that's not what i meant", "CorrectionIntent", {"Correction": "that's not what i meant"}),
    Answer("i meant my upper back", "CorrectionIntent", {"BodyArea": "upper back"}),
    Answer("it's not numb", "CorrectionIntent", {"DeniedSign": "numb"}, is_a_no=True,
           denies=("cauda_equina", "both_legs", "one_leg_weakness")),
    Answer("no mat", "CannotIntent", {"Constraint": ("no mat", "no_mat")}),
    Answer("better", "HowIsItIntent", {"Trend": ("better", "better")}),
    Answer("worse", "HowIsItIntent", {"Trend": ("worse", "worse")}),
    Answer("gone", "HowIsItIntent", {"Trend": ("gone", "gone")}),
    Answer("a four", "HowIsItIntent", {"Score": "4"}),
    Answer("one by one", "AskBackIntent", {"Back": ("one by one", "one_by_one")}),
    Answer("what do you mean by saddle", "AskBackIntent", {"Description": "saddle"}),
    Answer("the doctor has seen it", "GetHelpIntent", {"Matter": ("a doctor saw it", "seen_doctor")}),
    Answer("on the way", "DescribeIntent", {"Description": "we're in the car now"}),
    Answer("what to tell them", "GetHelpIntent", {"Matter": ("what do i tell them", "tell_them")}),
    Answer("what to do tomorrow", "PlanOverviewIntent", {"Part": ("tomorrow", "tomorrow")}),
    Answer("a strain or just soreness", "CausesIntent", {"Aspect": ("strain", "soreness_or_strain")}),
    Answer("walking against it", "PreventionIntent", {"Aspect": ("walking", "walking")}),
    Answer("ten minutes of walking", "WalkingIntent", {"Easy": "PT10M"}),
    Answer("all walks done", "WalkingIntent", {"Walk": ("did all my walks", "done")}),
    Answer("the second step", "GoToStepIntent", {"StepNumber": "2"}),
    Answer("the last step", "GoToStepIntent", {"StepNumber": "6"}),
    Answer("a timer for ten minutes", "StartTimerIntent", {"Duration": "PT10M"}),
    Answer("a reminder in two hours", "SetReminderIntent", {"Delay": "PT2H"}),
    Answer("a reminder tomorrow", "SetReminderIntent", {"Day": "2026-11-23"}),
    Answer("a reminder that has passed", "SetReminderIntent", {"Day": "2026-11-20", "Time": "09:00"}),
    Answer("the permission given", "Connections.Response", consent=Consent("200", "ACCEPTED", True)),
    Answer("the permission refused", "Connections.Response", consent=Consent("200", "DENIED", False)),
    Answer("a bare yes to a symptom", "ReportSymptomIntent", {"Symptom": ("the wobbles", "one_leg_weakness")},
           tells=("one_leg_weakness",)),
]  # fmt: skip
"""What may fill the slots, one of every kind that is treated in its own way."""


ERRANDS = frozenset(
    {
        "IceIntent", "SleepIntent", "StretchHowToIntent", "ReportPainIntent", "told of one_leg_weakness",
        "told of self_harm", "told of violence", "told of sciatica", "none of that", "a doubt about a sign", "noise",
        "an ambiguous sign", "pain after lifting", "since yesterday", "that's not what i meant", "better", "worse",
        "the second step", "the last step", "a timer for ten minutes", "a reminder in two hours", "a reminder tomorrow",
        "a reminder that has passed", "what to do tomorrow", "walking against it", "ten minutes of walking",
        "all walks done", "the permission given", "the permission refused",
    }
)  # fmt: skip
"""What is said besides bare intents where it is about errands and the memory, not about signs."""


def answers(only: Collection[str] = ()) -> list[Answer]:
    """The alphabet, with one red flag of every kind; or all bare intents that are no topic, and only these."""
    alike = topics_alike()
    plain = [one for one in bare() if topic_of(one.intent, CONTENT.topics) not in alike]
    every = [*plain, *(told(CONTENT.red_flags[id]) for id in KINDS.values()), *denials(), *WORDS]
    return [one for one in every if not only or one.name in only or not (one.slots or one.consent or is_topic(one))]
