"""How `script/bench understanding` asks and counts. What others hear is measured there, not tested."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable

from benchmarks import peers, side_by_side
from benchmarks.understanding import counted, in_turns, mistakes, nearest, row
from skill.desk.evaluation.labelled import Labelled
from skill.understanding import FALLBACK, InteractionModel, Understanding

from .conftest import HERE

PIZZA = InteractionModel.load(HERE / "models" / "pizza.json")


def test_hassil_gets_the_model_with_its_lists() -> None:
    asked = peers.hassil_intents(PIZZA)
    ordered = asked["intents"]["OrderPizzaIntent"]["data"][0]["sentences"]
    assert "order a {size} pizza with {topping}" in ordered and "{topping}" in ordered
    assert "quit" in asked["intents"]["AMAZON.StopIntent"]["data"][0]["sentences"], "our list of usual wordings"
    assert "mushrooms" in asked["lists"]["topping"]["values"]
    assert asked["lists"]["amazon_number"] == {"range": {"from": 0, "to": 100}}
    assert asked["lists"]["amazon_searchquery"] == {"wildcard": True}
    used = {each for kind in asked["intents"].values() for each in kind["data"][0]["sentences"]}
    assert "{amazon_searchquery}" not in used, "nothing that takes any sentence"


def test_the_nearest_sample() -> None:
    heard, scores = peers.NearestSample(PIZZA).hear(["i would like a large pizza", "zzz"])
    assert heard[0][0] == "OrderPizzaIntent" and scores[0] > 80 > scores[1]


def test_what_is_counted() -> None:
    rows = [
        Labelled("a", "ice", frozenset({"IceIntent"})),
        Labelled("b", "ice", frozenset({"IceIntent"})),
        Labelled("c", "red_flag:rhabdo", frozenset({"IceIntent"}), needs=(frozenset({"rhabdo"}),)),
        Labelled("d", "out_of_scope", frozenset({FALLBACK})),
        Labelled("e", "out_of_scope", frozenset({FALLBACK})),
        Labelled("f", "quiet"),
    ]
    inside, outside = counted(rows)
    assert ([each.text for each in inside], [each.text for each in outside]) == (["a", "b"], ["d", "e"])
    found = row("x", inside, outside, [("IceIntent", 1.0), (None, 1.0), ("IceIntent", 1.0), (None, 1.0)], 2.5)
    assert (found.right, found.accepted, found.milliseconds, found.megabytes) == (1, 1, (1.0, 1.0), 2.5)


def test_engines_hear_each_sentence_in_turns() -> None:
    order: list[str] = []

    def hearing(name: str) -> Callable[[str], str | None]:
        def hear(text: str) -> str | None:
            order.append(f"{name} {text}")
            return name if text == "x" else None

        return hear

    found = in_turns({"A": hearing("A"), "B": hearing("B")}, ["x", "y"])
    assert order == ["A x", "B x", "A y", "B y"]
    assert {name: [intent for intent, _ in heard] for name, heard in found.items()} == {
        "A": ["A", None],
        "B": ["B", None],
    }


def test_the_commonest_mistakes_come_first_and_what_is_right_is_none() -> None:
    rows = [Labelled(text, "ice", frozenset({"IceIntent"})) for text in "abc"]
    rows.append(Labelled("d", "out_of_scope", frozenset({FALLBACK})))
    heard = [("HeatIntent", 1.0), ("HeatIntent", 1.0), ("IceIntent", 1.0), (None, 1.0)]
    assert mistakes(rows, heard).most_common() == [(("ice", "heat"), 2)]


def test_the_nearest_sample_gets_the_cutoff_that_is_best_for_it() -> None:
    inside = [Labelled("a", "ice", frozenset({"IceIntent"}))]
    outside = [Labelled("b", "out_of_scope", frozenset({FALLBACK}))]
    found = nearest(inside, outside, [("IceIntent", 1.0), ("IceIntent", 1.0)], [80.0, 60.0])
    assert (found.right, found.accepted) == (1, 0) and "cutoff 62" in found.name


def test_models_of_other_skills_are_said_in_their_own_words() -> None:
    asked = list(side_by_side.samples(PIZZA))
    said = {each.text: each.intent for each in asked}
    assert said["tell the kitchen the old bridge"] == "NoteIntent" and "OrderPizzaIntent" in said.values()
    assert len({each.text for each in asked}) == len(asked), "none that two intents have, none twice"
    assert not [each for each in asked if each.text.endswith(" ") or "{" in each.text]


def test_what_is_right_of_models_of_other_skills() -> None:
    asked = [
        side_by_side.Asked("sample", "a", "A"),
        side_by_side.Asked("paraphrase", "b", "A"),
        side_by_side.Asked("foreign", "c", None),
        side_by_side.Asked("foreign", "d", None),
    ]
    counts = side_by_side.hits(asked, ["A", None, FALLBACK, "A"])
    assert dict(counts) == {"sample": 1, "foreign": 1}
    scored = [(asked[1], "A", 80.0), (asked[3], "A", 60.0)]
    total = Counter(each.kind for each in asked[1:])
    assert side_by_side.best_cutoff(scored, total) == (62, Counter(paraphrase=1))


def test_no_paraphrase_is_a_sample() -> None:
    lists = tomllib.loads((HERE / "paraphrases.toml").read_text(encoding="utf-8"))
    foreign = lists.pop("foreign")["said"]
    assert len(lists) == 5 and all(sum(map(len, meant.values())) == 30 for meant in lists.values())
    for name, meant in lists.items():
        model = InteractionModel.load(HERE / "models" / f"{name}.json")
        understanding = Understanding(model, folder=None, tier="default")
        assert {*meant} <= {intent.name for intent in model.intents}
        said = [*foreign, *(text for said in meant.values() for text in said)]
        assert len({*said}) == len(said)
        assert [text for text in said if understanding.is_sample(text)] == []


def test_sizes_count_what_a_package_needs() -> None:
    assert peers.installed("rich") > peers.installed("pygments") > 0
    assert peers.installed("no-such-package") == 0
