"""How `script/bench understanding` asks and counts. What others hear is measured there, not tested."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import peers
from benchmarks.understanding import counted, in_turns, mistakes, nearest, row
from skill.desk.evaluation.labelled import Labelled
from skill.understanding import FALLBACK, InteractionModel

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
    heard, scores = peers.NearestSample(PIZZA).hear(["order a large pizza", "zzz"])
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


def test_sizes_count_what_a_package_needs() -> None:
    assert peers.installed("rich") > peers.installed("pygments") > 0
    assert peers.installed("no-such-package") == 0
