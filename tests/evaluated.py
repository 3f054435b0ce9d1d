"""A made-up evaluation with every kind of mistake in it."""

from __future__ import annotations

from typing import Any

from skill.desk.evaluation.labelled import Labelled
from skill.desk.evaluation.measuring import Heard
from skill.desk.evaluation.summary import summary

ICE, FALLBACK = "IceIntent", "AMAZON.FallbackIntent"
PEE = (frozenset({"cauda_equina"}),)


def heard(intent: str, *flags: str, spent: float = 1.0, **slots: bool) -> Heard:
    """What the skill made of something."""
    return Heard(intent, frozenset(flags), slots, spent, spent + 1)


RESULTS = [
    (Labelled("ice it", "ice", frozenset({ICE})), heard(ICE)),
    (Labelled("cold pack", "ice", frozenset({ICE})), heard("HeatIntent")),
    (Labelled("warm it", "heat", frozenset({"HeatIntent"})), heard("HeatIntent", "rash")),
    (Labelled("one hour", "set_timer", frozenset({"StartTimerIntent"})), heard("StartTimerIntent", Duration=True)),
    (Labelled("i can't pee", "red_flag:cauda_equina", needs=PEE), heard(FALLBACK)),
    (Labelled("i wet myself", "red_flag:cauda_equina", needs=PEE), heard("DescribeIntent", "rhabdo")),
    (Labelled("numb down there", "red_flag:cauda_equina", needs=PEE), heard("DescribeIntent", "cauda_equina")),
    (Labelled("no numbness", "no", frozenset({"AMAZON.NoIntent"}), hard_negative=True), heard("AMAZON.NoIntent")),
    (Labelled("ice a cake <b>", "out_of_scope", frozenset({FALLBACK})), heard(ICE)),
    (Labelled("play jazz", "out_of_scope", frozenset({FALLBACK})), heard(FALLBACK, spent=9.0)),
]


def evaluated(**mended: str) -> dict[str, Any]:
    """The data of a report. `mended` gives a label's utterances another intent."""
    results = [(row, heard(mended[row.label]) if row.label in mended else told) for row, told in RESULTS]
    return summary("mine", "default", "generous", results)
