"""Signs near each other: told or only asked about, denied or excused, bare or part of something fuller.

On the words of small.toml. Whether people are heard in the words they use is looked at in test_recall.py.
"""

from __future__ import annotations

import pytest

from skill.guidance import matching, reading, red_flags
from skill.guidance.lexicon import Mention
from skill.guidance.matching import ENOUGH, hits
from skill.guidance.model import Urgency
from skill.guidance.red_flags import CERTAINTIES, Finding, is_elsewhere, scan
from tests.guidance import small


@pytest.fixture(autouse=True)
def small_net(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (matching, reading, red_flags):
        monkeypatch.setattr(module, "load", small.rules)


def heard(text: str) -> dict[str, str]:
    """The flags in a text, and how certain each is."""
    return {finding.flag: finding.certainty for finding in scan(text)}


STATED, AMBIGUOUS, HYPOTHETICAL = CERTAINTIES
SAID: list[tuple[str, dict[str, str]]] = [
    ("numb legs", {"numb_legs": STATED}),
    ("legs numb", {"numb_legs": STATED}),
    ("weak legs", {"numb_legs": STATED}),
    ("numb hand", {}),
    # within four words that carry weight
    ("numb one two legs", {"numb_legs": STATED}),
    ("numb one two three legs", {}),
    ("numb is one really two of the legs", {"numb_legs": STATED}),
    ("legs one two numb", {"numb_legs": STATED}),
    ("legs one two three numb", {}),
    # the nearest of several counts
    ("legs one two three four five numb legs", {"numb_legs": STATED}),
    ("legs numb one two three four five legs", {"numb_legs": STATED}),
    ("legs one two three four five numb one two three four five legs", {}),
    # denied, and what is told later
    ("no numb legs", {}),
    ("no numb, weak legs", {}),
    ("numb legs no", {}),
    ("no fall but numb legs", {"numb_legs": STATED}),
    ("no ice but my legs is numb", {"numb_legs": STATED}),
    # of a region only what is said of it is denied: "no trouble with my legs, but they're numb"
    ("no sick legs but numb", {"numb_legs": STATED}),
    ("not numb but legs", {}),
    # a negation inside makes it a sign as it stands
    ("i can't feel my legs", {"numb_legs": STATED}),
    ("no i can't feel my legs", {"numb_legs": STATED}),
    # a part of the body that is well tells nothing
    ("numb legs fine", {}),
    ("numb legs are really fine", {}),
    ("numb legs, fine", {"numb_legs": STATED}),
    ("numb legs sick fine", {"numb_legs": STATED}),
    ("legs fine numb", {}),
    # excused in the same clause
    ("numb legs ice", {"numb_legs": AMBIGUOUS}),
    ("numb legs but ice", {"numb_legs": AMBIGUOUS}),
    ("weak legs ice", {}),
    ("weak legs but ice", {"numb_legs": STATED}),
    ("numb legs no ice", {"numb_legs": STATED}),
    ("numb legs without ice", {"numb_legs": STATED}),
    ("fever in my hand", {}),
    ("fever hand back", {"hot": STATED}),
    ("fever hand but back", {}),
    ("fever but hand", {"hot": STATED}),
    # what may be harmless is asked about, and wins over a part of it
    ("numb ice legs", {"numb_legs": AMBIGUOUS}),
    ("numb ice legs. weak legs", {"numb_legs": STATED}),
    ("weak legs. numb ice legs", {"numb_legs": STATED}),
    ("could it be numb ice legs", {"numb_legs": HYPOTHETICAL}),
    # only asked about
    ("could it be numb legs", {"numb_legs": HYPOTHETICAL}),
    ("what if numb legs", {"numb_legs": HYPOTHETICAL}),
    ("what if numb legs. numb legs", {"numb_legs": STATED}),
    ("numb legs. what if numb legs", {"numb_legs": STATED}),
    ("what if numb legs. " * 7 + "numb legs", {"numb_legs": STATED}),
    # some signs count though they are only asked about
    ("is it pregnant", {"expecting": STATED}),
    ("what if pregnant", {"expecting": STATED}),
    # idle talk and somebody else
    ("what is fever", {}),
    ("my dog fever", {}),
    ("man pregnant", {}),
    ("wife pregnant my back", {}),
    ("wife pregnant", {"expecting": STATED}),
    ("man fever", {"hot": STATED}),
    ("not like that i can't feel my legs", {}),
    # whole phrases
    ("my legs have gone", {"numb_legs": STATED}),
    ("burning up", {"hot": STATED}),
    ("burning it up", {}),
    ("", {}),
]


@pytest.mark.parametrize(("text", "flags"), SAID, ids=[text[:50] for text, _ in SAID])
def test_what_is_raised(text: str, flags: dict[str, str]) -> None:
    assert heard(text) == flags


def test_a_sign_is_taken_from_a_text_so_often_and_the_denied_ones_beside_it() -> None:
    assert ENOUGH == 8
    count = lambda text: [hit.denied for hit in hits(small.read(text)) if hit.sign.concepts == ("fever",)]  # noqa: E731
    assert count("fever. " * 12) == [False] * 8
    assert count("no fever. " * 12) == [True] * 8
    assert count("no fever. " * 9 + "fever. " * 9) == [False] * 8 + [True] * 8
    assert heard("what if fever. " * 7 + "fever") == {"hot": STATED}


def test_the_worst_is_first_then_the_surest_then_as_in_the_file() -> None:
    text = "i went down hard. fever. is it pregnant. what if numb legs"
    assert [finding.flag for finding in scan(text)] == ["numb_legs", "expecting", "hot", "fell"]
    assert [finding.flag for finding in scan("what if fever. pregnant")] == ["expecting", "hot"]
    assert [finding.flag for finding in scan("fever. i am expecting")] == ["expecting", "hot"]
    assert CERTAINTIES == ("stated", "ambiguous", "hypothetical")


FOUND: list[tuple[str, Finding]] = [
    ("My NUMB legs", Finding("numb_legs", Urgency.EMERGENCY, ("NUMB", "legs"), STATED, None, told=True)),
    ("numb ice legs", Finding("numb_legs", Urgency.EMERGENCY, ("numb", "ice", "legs"), AMBIGUOUS, "Only after ice?")),
    ("what if fever", Finding("hot", Urgency.TODAY, ("fever",), HYPOTHETICAL, "Do you have a fever?")),
    (
        "could it be numb ice legs",
        Finding("numb_legs", "emergency", ("numb", "ice", "legs"), HYPOTHETICAL, "Only after ice?"),
    ),
    ("i can't feel my legs", Finding("numb_legs", "emergency", ("can't", "feel", "legs"), STATED, None, told=True)),
    ("man fever", Finding("hot", "today", ("fever",), STATED, None, True)),
    ("man fever. fever", Finding("hot", "today", ("fever",), STATED, None, False)),
    ("fever. fall. fever", Finding("hot", "today", ("fever",), STATED, None)),
]


@pytest.mark.parametrize(("text", "finding"), FOUND, ids=[text for text, _ in FOUND])
def test_what_is_found(text: str, finding: Finding) -> None:
    assert scan(text)[0] == finding


def test_a_no_that_has_found_what_it_denies_leaves_the_next_in_doubt() -> None:
    """ "No fall fever" may deny the fever, or answer the fall and tell of the fever: so it is asked about."""
    assert heard("no fall fever") == {"hot": AMBIGUOUS}
    assert scan("no fall fever")[0].ask == "Do you have a fever?"
    assert heard("no fever fever") == {}
    assert heard("no fall or fever") == {}
    assert heard("no ice fever") == {}


ELSEWHERE = [
    ("hand", True), ("hand and back", False), ("back", False), ("numb", False), ("", False), ("what is fever", True),
    ("what is fever. numb", False), ("what is back", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "elsewhere"), ELSEWHERE)
def test_what_is_of_another_part_or_of_nobody(text: str, elsewhere: bool) -> None:
    assert is_elsewhere(small.read(text)) == elsewhere


def test_a_hit_says_where_it_stands() -> None:
    (hit,) = [hit for hit in hits(small.read("my legs are numb")) if hit.sign.concepts == ("numb", "legs")]
    assert (hit.places, hit.core, hit.denied, hit.asked) == ({1, 3}, {1, 3}, False, False)
    (hit,) = [hit for hit in hits(small.read("pins and needles of the legs")) if hit.sign.concepts == ("numb", "legs")]
    assert (hit.places, hit.core) == ({0, 1, 2, 5}, {0, 1, 2, 5})
    (hit,) = [hit for hit in hits(small.read("i can't really feel legs")) if hit.sign.concepts == ("not_feel", "legs")]
    assert (hit.places, hit.core) == ({2, 3, 4, 5}, {2, 4, 5})


def test_the_nearest_counts_and_the_same_words_are_no_two_concepts_of_a_sign() -> None:
    clause = [0] * 7 + [1] * 20
    one = Mention("legs", 0, 1)
    assert matching._nearest([one], [one], clause) == []
    others = [Mention("legs", at, at + 1) for at in (1, 4, 6, 9)]
    near = {at: matching._nearest(others, [Mention("numb", at, at + 1)], clause)[0].start for at in (0, 2, 5, 8, 20)}
    assert near == {0: 1, 2: 1, 5: 4, 8: 9, 20: 9}
    assert matching._nearest(others, [Mention("numb", 7, 8)], clause) == [Mention("legs", 9, 10)]  # in its own clause
