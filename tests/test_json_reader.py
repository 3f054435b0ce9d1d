"""Reading what others wrote: what is as asked is given, what is not is named with its place and a remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.json_reader import Flaw, Reader


class Wrong(Exception):
    """The error of these tests. Its first argument is the flaw."""


DATA = {
    "said": "hello",
    "empty": " ",
    "many": 7,
    "on": False,
    "none": None,
    "list": ["a", "b"],
    "mixed": ["a", 1],
    "deep": {"rows": [{"name": "x"}, {"name": 5}]},
}
TOP = Reader(DATA, Wrong)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (lambda: TOP["said"].text(), "hello"),
        (lambda: TOP["said"].text(most=5), "hello"),
        (lambda: TOP["none"].text("otherwise"), "otherwise"),
        (lambda: Reader("", Wrong).text(least=0), ""),
        (lambda: TOP["said"].choice(("hello", "bye")), "hello"),
        (lambda: TOP["nowhere"].choice(("a",), "b"), "b"),
        (lambda: TOP["many"].count(), 7),
        (lambda: TOP["many"].number(), 7.0),
        (lambda: TOP["on"].flag(True), False),
        (lambda: TOP["nowhere"].flag(True), True),
        (lambda: TOP["list"].texts(), ("a", "b")),
        (lambda: TOP["nowhere"].texts(), ()),
        (lambda: TOP["nowhere"].items(), []),
        (lambda: TOP["nowhere"].fields(), []),
        (lambda: [each.place for each in TOP["deep"]["rows"].items(2, 2)], ["deep.rows[0]", "deep.rows[1]"]),
        (lambda: [(key, each.place) for key, each in TOP["deep"].fields()], [("rows", "deep.rows")]),
        (lambda: TOP["none"].is_given or TOP["nowhere"].is_given, False),
        (lambda: TOP["deep"].only("rows", "more").object(), DATA["deep"]),
        (lambda: Reader.parse(b'\xef\xbb\xbf{"a": 1}', Wrong).object(), {"a": 1}),
    ],
)
def test_what_is_as_asked_is_given(asked: Callable[[], Any], found: Any) -> None:
    assert asked() == found


@pytest.mark.parametrize(
    ("asked", "kind", "told"),
    [
        (lambda: Reader.parse("{", Wrong), "syntax", "the body is not JSON (Expecting property name enclosed in"),
        (lambda: Reader.parse(b"\xff", Wrong, "it"), "syntax", "it is not JSON ('utf-8' codec can't decode"),
        (lambda: Reader.parse("[" * 100_000, Wrong), "syntax", "the body is not JSON (maximum recursion depth"),
        (lambda: Reader([], Wrong).object(), "type", "the body is not an object: []; write it in braces"),
        (lambda: Reader([], Wrong, remedy="send {}").object(), "type", "the body is not an object: []; send {}"),
        (lambda: TOP["nowhere"].text(), "missing", "nowhere is missing; add it: text"),
        (lambda: TOP["many"].text(), "type", "many is not text: 7; put it in quotes"),
        (lambda: TOP["empty"].text(), "length", "empty is empty; write something"),
        (lambda: TOP["said"].text(most=4), "length", "said has 5 characters; write 1 to 4 characters"),
        (lambda: TOP["said"].choice(("a", "b")), "choice", "said is 'hello'; use one of: a, b"),
        (lambda: TOP["list"].choice(("a", "b")), "choice", 'list is ["a", "b"]; use one of: a, b'),
        (lambda: TOP["none"].choice(("a",)), "missing", "none is missing; use one of: a"),
        (lambda: TOP["said"].flag(), "type", "said is not true or false: 'hello'; write true or false"),
        (lambda: TOP["on"].number(), "type", "on is not a number: false; write a number"),
        (lambda: Reader(10**400, Wrong).number(), "value", "the body is far too large; write a smaller number"),
        (lambda: TOP["on"].count(), "type", "on is not a whole number: false; write one"),
        (lambda: Reader(0, Wrong).count(), "value", "the body is 0; write a whole number above zero"),
        (lambda: TOP["said"].items(), "type", "said is not a list: 'hello'; put it in square brackets"),
        (lambda: TOP["nowhere"].items(1), "missing", "nowhere is missing; add it: a list"),
        (lambda: Reader([], Wrong).items(1), "length", "the body is a list of 0; list at least 1"),
        (lambda: TOP["list"].items(0, 1), "length", "list is a list of 2; list 0 to 1"),
        (lambda: TOP["mixed"].texts(), "type", "mixed[1] is not text: 1; put it in quotes"),
        (lambda: TOP["deep"]["rows"][1]["name"].text(), "type", "deep.rows[1].name is not text: 5; put it in quotes"),
        (lambda: TOP["said"]["name"], "type", "said is not an object: 'hello'; write it in braces"),
        (lambda: TOP["deep"].only("a", "b"), "unknown", "deep has the unknown key rows; only a, b are read"),
        (lambda: TOP["many"].wrong("is odd", "even it out"), "value", None),
        (lambda: Reader("x" * 200, Wrong).items(), "type", f"the body is not a list: '{'x' * 79}; put it in"),
    ],
)
def test_what_is_not_is_named(asked: Callable[[], Any], kind: str, told: str | None) -> None:
    if told is None:
        flaw = asked().args[0]
        assert (flaw.kind, str(flaw)) == (kind, "many is odd; even it out")
        return
    with pytest.raises(Wrong) as wrong:
        asked()
    flaw: Flaw = wrong.value.args[0]
    assert (flaw.kind, str(flaw)[: len(told)]) == (kind, told)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(ANY, st.sampled_from(["object", "fields", "items", "texts", "text", "flag", "number", "count", "choice"]))
def test_anything_is_as_asked_or_refused(value: Any, asked: str) -> None:
    try:
        getattr(Reader(value, Wrong), asked)(*([("a",)] if asked == "choice" else []))
    except Wrong as wrong:
        assert str(wrong.args[0])
        json.dumps(str(wrong.args[0])).encode()
