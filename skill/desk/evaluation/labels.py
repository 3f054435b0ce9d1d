"""What the labels of labelled utterances mean: which intents are right, and which red flags."""

from __future__ import annotations

from skill.dialogue.intents import intent_of, topic_of
from skill.guidance.content import default_content

KINDS: dict[str, frozenset[str]] = {
    "cauda_equina": frozenset({"cauda_equina"}),
    "leg_weakness": frozenset({"both_legs", "one_leg_weakness"}),
    "trauma": frozenset({"major_trauma", "fragile_bones"}),
    "fever_infection": frozenset({"fever_or_infection"}),
    "chest_pain": frozenset({"chest_or_breathing", "aortic"}),
    "dark_urine_rhabdo": frozenset({"rhabdo", "kidney"}),
    "cancer_weightloss": frozenset({"cancer_or_night_pain"}),
    "pregnancy": frozenset({"pregnancy"}),
    "radiating_leg_pain": frozenset({"sciatica", "both_legs", "one_leg_weakness"}),
    "worsening": frozenset({"not_improving", "severe_pain", "cancer_or_night_pain"}),
    "abdominal": frozenset({"aortic", "kidney"}),
}
"""The kinds of red flag in the labels, and our flags that fit each."""

RENAMED = {
    "progression_overtraining": "progression",
    "cause_why": "causes",
    "how_long_recovery": "recovery_time",
    "can_i_exercise_again": "return_to_exercise",
}

INTENTS: dict[str, frozenset[str]] = {
    "report_pain": frozenset({"ReportPainIntent"}),
    "set_timer": frozenset({"StartTimerIntent"}),
    "cancel_timer": frozenset({"CancelTimerIntent"}),
    "timer_status": frozenset({"TimerStatusIntent"}),
    "set_reminder": frozenset({"SetReminderIntent"}),
    "next": frozenset({"AMAZON.NextIntent"}),
    "previous": frozenset({"AMAZON.PreviousIntent"}),
    "repeat": frozenset({"AMAZON.RepeatIntent"}),
    "start_over": frozenset({"AMAZON.StartOverIntent"}),
    "pause": frozenset({"AMAZON.PauseIntent"}),
    "resume": frozenset({"AMAZON.ResumeIntent"}),
    "stop": frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent"}),
    "help": frozenset({"AMAZON.HelpIntent"}),
    "yes": frozenset({"AMAZON.YesIntent", "AcknowledgeIntent"}),
    "no": frozenset({"AMAZON.NoIntent", "AnswerIntent"}),
    "out_of_scope": frozenset({"AMAZON.FallbackIntent", "OtherBodyPartIntent"}),
}


def red_flag_kind(label: str) -> str | None:
    """The kind in a label such as "red_flag:trauma", or None for other labels."""
    kind, _, name = label.partition(":")
    return name if kind == "red_flag" else None


def intents_for(label: str) -> frozenset[str]:
    """The intents that are right for a label. Empty for red flags: there only the flag counts.

    An intent that no label stands for is named as it is.
    """
    if red_flag_kind(label):
        return frozenset()
    if label.endswith("Intent"):
        return frozenset({label})
    if label.startswith("stretch_howto"):
        return frozenset({"StretchHowToIntent"})
    return INTENTS.get(label) or frozenset({intent_of(RENAMED.get(label, label))})


def group_of(label: str) -> str:
    """Labels that count as one: every stretch is "stretch_howto"."""
    return label if red_flag_kind(label) else RENAMED.get(label.partition(":")[0], label.partition(":")[0])


def label_of(intent: str) -> str:
    """The label of an intent; intents that no label stands for keep their own name."""
    if intent == "StretchHowToIntent":
        return "stretch_howto"
    found = next((label for label, intents in INTENTS.items() if intent in intents), None)
    topic = topic_of(intent, default_content().topic_ids)
    return found or topic or intent
