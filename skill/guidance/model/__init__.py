"""The nouns of the guidance: what a topic, a step, a red flag or a plan is made of."""

from skill.guidance.model.answers import Aspect, Condition, Topic
from skill.guidance.model.course import Kind, Offer, Onset, Picture, Stage, TimeLadder, WalkingWeek
from skill.guidance.model.hearing import AnswerWords, Intake, Locale, PainWords, PuttingRight, ToldBack, WordList
from skill.guidance.model.signs import (
    AlarmHelp,
    Answer,
    Clarify,
    Country,
    RedFlag,
    SafetyPart,
    SafetyQuestion,
    Side,
    Urgency,
)
from skill.guidance.model.sources import Claim, Source
from skill.guidance.model.steps import LEVELS, PLACES, Activity, Constraint, Cues, Form, Gate, Plan, Sides, Step

__all__ = [
    "LEVELS",
    "PLACES",
    "Activity",
    "AlarmHelp",
    "Answer",
    "AnswerWords",
    "Aspect",
    "Claim",
    "Clarify",
    "Condition",
    "Constraint",
    "Country",
    "Cues",
    "Form",
    "Gate",
    "Intake",
    "Kind",
    "Locale",
    "Offer",
    "Onset",
    "PainWords",
    "Picture",
    "Plan",
    "PuttingRight",
    "RedFlag",
    "SafetyPart",
    "SafetyQuestion",
    "Side",
    "Sides",
    "Source",
    "Stage",
    "Step",
    "TimeLadder",
    "ToldBack",
    "Topic",
    "Urgency",
    "WalkingWeek",
    "WordList",
]
